// Package admin owns the sandbox's Admin GraphQL API: what each root and object
// of Shopify's schema answers, what it costs and which scope it asks for. What the
// sandbox does not have answers an error that names it, never a silent null.
package admin

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
	"github.com/askwell/askwell/integrations/shopify/schema"
	"github.com/vektah/gqlparser/v2/ast"
)

// API answers the Admin GraphQL API of every shop. Safe for concurrent use.
type API struct {
	world  *world.World
	schema *ast.Schema
	access schema.Access
}

// NewAPI reads the schema and what each field of it asks for.
func New(w *world.World) (*API, error) {
	parsed, err := schema.Admin()
	if err != nil {
		return nil, err
	}
	access, err := schema.AdminAccess()
	return &API{w, parsed, access}, err
}

const maxRequest = 10 << 20 // Shopify's limit for one GraphQL request

// ServeHTTP answers POST /admin/api/{version}/graphql.json on a shop's domain.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.world.Lock()
	shop := a.world.Shop(world.HostName(r.Host))
	a.world.Unlock()
	if shop == nil {
		Refuse(w, http.StatusNotFound, "Not Found")
		return
	}
	if r.PathValue("version") != a.world.App.Manifest.Webhooks.Version {
		Refuse(w, http.StatusNotFound, "Not Found")
		return
	}
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil {
		Refuse(w, http.StatusRequestEntityTooLarge, "Request too large")
		return
	}
	var req graphql.Request
	if world.Unmarshal(text, &req) != nil || strings.TrimSpace(req.Query) == "" {
		Refuse(w, http.StatusBadRequest, "Required parameter missing or invalid")
		return
	}
	status, answer := a.answer(shop, r.Header.Get("X-Shopify-Access-Token"), req)
	a.world.Changed()
	w.Header().Set("X-Shopify-API-Version", a.world.App.Manifest.Webhooks.Version)
	WriteJSON(w, status, answer)
}

// Refuse answers as Shopify does before a request reaches GraphQL.
func Refuse(w http.ResponseWriter, status int, reason string) {
	WriteJSON(w, status, map[string]string{"errors": reason})
}

// answer runs one request under the lock: Shopify's writes are atomic too.
func (a *API) answer(shop *world.Shop, token string, req graphql.Request) (int, any) {
	a.world.Lock()
	defer a.world.Unlock()
	grant, status, reason := shop.Authorise(token, a.world.Now())
	if status != http.StatusOK {
		return status, map[string]string{"errors": reason}
	}
	return http.StatusOK, a.run(shop, grant, req)
}

// run reads a request and runs it for who was let in.
func (a *API) run(shop *world.Shop, grant *world.Grant, req graphql.Request) any {
	op, errs := graphql.Prepare(a.schema, req)
	if errs != nil {
		shop.Log(&world.Call{At: a.world.Now(), Operation: req.Name, Errors: messages(errs)})
		return graphql.Ordered{{Key: "errors", Value: errs}}
	}
	return a.charge(shop, grant, op, req)
}

// charge pays for an operation, runs it and logs it.
func (a *API) charge(shop *world.Shop, grant *world.Grant, op *graphql.Operation, req graphql.Request) any {
	entry := &world.Call{At: a.world.Now(), Operation: op.Name, Requested: op.Cost, Errors: []string{}, Subjects: world.Subjects(req.Variables)}
	defer shop.Log(entry)
	shop.Bucket.Fill(shop.Plan, a.world.Faults, a.world.Now())
	var refused *graphql.Error
	switch {
	case op.Cost > 1000:
		refused = graphql.Coded("MAX_COST_EXCEEDED", "Query cost exceeds the single query limit of 1000 points")
	case !shop.Bucket.Take(op.Cost):
		entry.Throttled = true
		refused = graphql.Coded("THROTTLED", "Throttled")
		refused.Extensions["documentation"] = "https://shopify.dev/api/usage/rate-limits"
	}
	if refused != nil {
		entry.Errors = []string{refused.Message}
		return graphql.Ordered{
			{Key: "errors", Value: []*graphql.Error{refused}},
			{Key: "extensions", Value: graphql.Ordered{{Key: "cost", Value: cost(&shop.Bucket, op.Cost, nil)}}},
		}
	}
	session := &session{API: a, shop: shop, grant: grant}
	result := op.Run(session.root, session.permit)
	if op.Mutates() {
		a.world.WatchSegments(shop)
	}
	entry.Actual, entry.Errors = result.Cost, append(messages(result.Errors), session.userErrors...)
	shop.Bucket.Refund(op.Cost - result.Cost)
	out := graphql.Ordered{{Key: "data", Value: result.Data}}
	if len(result.Errors) > 0 {
		out = append(out, graphql.Member{Key: "errors", Value: result.Errors})
	}
	extensions := graphql.Ordered{{Key: "cost", Value: cost(&shop.Bucket, op.Cost, result.Cost)}}
	if remarks := session.remarks(); len(remarks) > 0 {
		extensions = append(extensions, graphql.Member{Key: "search", Value: remarks})
	}
	return append(out, graphql.Member{Key: "extensions", Value: extensions})
}

func messages(errs []*graphql.Error) []string {
	out := make([]string, 0, len(errs))
	for _, e := range errs {
		out = append(out, e.Message)
	}
	return out
}

// WriteJSON answers with a JSON body.
func WriteJSON(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}
