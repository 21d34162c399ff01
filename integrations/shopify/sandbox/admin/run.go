package admin

import (
	"net/http"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// run is one request on its way through GraphQL.
type run struct {
	*API
	shop    *world.Shop
	grant   *world.Grant
	asked   graphql.Request
	explain bool        // what each field costs is asked for, too
	call    *world.Call // what the log says of it
}

// answer runs the request under the lock: Shopify's writes are atomic, too.
func (r *run) answer(token string) (int, any) {
	r.world.Lock()
	defer r.world.Unlock()
	grant, status, reason := r.shop.Authorise(token, r.world.Now())
	if status != http.StatusOK {
		return status, map[string]string{"errors": reason}
	}
	r.grant = grant
	return http.StatusOK, r.execute()
}

// execute reads, prices and runs the request for who was let in, and logs it.
func (r *run) execute() any {
	r.call = &world.Call{At: r.world.Now(), Operation: r.asked.Name, Errors: []string{}, Subjects: world.Subjects(r.asked.Variables)}
	defer r.shop.Log(r.call)
	op, errs := graphql.Prepare(r.schema, r.asked)
	if errs != nil {
		r.call.Errors = messages(errs)
		return graphql.Ordered{{Key: "errors", Value: errs}}
	}
	r.call.Operation, r.call.Roots, r.call.Requested = op.Name, op.Roots, op.Cost
	r.shop.Bucket.Fill(r.shop.Plan, r.world.Faults, r.world.Now())
	refused := op.TooExpensive()
	if refused == nil && !r.shop.Bucket.Take(op.Cost) {
		r.call.Throttled = true
		refused = graphql.Coded("THROTTLED", "Throttled")
		refused.Extensions["documentation"] = "https://shopify.dev/api/usage/rate-limits"
	}
	if refused != nil {
		r.call.Errors = []string{refused.Message}
		return graphql.Ordered{
			{Key: "errors", Value: []*graphql.Error{refused}},
			{Key: "extensions", Value: graphql.Ordered{{Key: "cost", Value: r.cost(op, nil)}}},
		}
	}
	return r.do(op)
}

// do runs a paid operation and gives back what it was charged too much.
func (r *run) do(op *graphql.Operation) any {
	session := &session{API: r.API, shop: r.shop, grant: r.grant}
	result := op.Run(session.root, session.permit)
	if op.Mutates() {
		r.world.WatchSegments(r.shop)
	}
	r.call.Actual, r.call.Errors = result.Cost, append(messages(result.Errors), session.userErrors...)
	r.shop.Bucket.Refund(op.Cost - result.Cost)
	out := graphql.Ordered{{Key: "data", Value: result.Data}}
	if len(result.Errors) > 0 {
		out = append(out, graphql.Member{Key: "errors", Value: result.Errors})
	}
	extensions := graphql.Ordered{{Key: "cost", Value: r.cost(op, result.Cost)}}
	if remarks := session.remarks(); len(remarks) > 0 {
		extensions = append(extensions, graphql.Member{Key: "search", Value: remarks})
	}
	return append(out, graphql.Member{Key: "extensions", Value: extensions})
}
