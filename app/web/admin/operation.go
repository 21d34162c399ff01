package admin

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
)

// add mounts one operation behind the check of who speaks. The handler is told the shop
// that is proven; nothing in a request can name another.
func add[I, O any](api huma.API, d *door, method, path, summary string, handle func(context.Context, app.ShopID, *I) (*O, error), how ...func(*huma.Operation)) {
	op := huma.Operation{
		OperationID: strings.ToLower(method) + strings.NewReplacer("/", "-", "{", "", "}", "").Replace(path),
		Method:      method, Path: "/api/v1" + path, Summary: summary,
		Middlewares:  huma.Middlewares{d.authorize, d.keep},
		MaxBodyBytes: bodyLimit,
	}
	if method == http.MethodPost && !strings.Contains(path, "{") {
		op.DefaultStatus = http.StatusCreated
	}
	for _, change := range how {
		change(&op)
	}
	if mutates(&op) {
		op.Parameters = append(op.Parameters, &keyParam)
	}
	explain(&op)
	d.summaries[op.OperationID] = op.Summary
	huma.Register(api, op, func(ctx context.Context, in *I) (*O, error) {
		shop := callerOf(ctx).shop
		out, err := handle(ctx, shop, in)
		if made, is := any(out).(targeted); is && err == nil {
			aim(ctx, made.target())
		}
		if err = d.note(ctx, shop, op, in, err); err != nil {
			return nil, problem{web.ProblemOf(err), err}
		}
		return out, nil
	})
}

// targeted is an answer that tells of something that was made.
type targeted interface{ target() string }

// keyParam is described at every operation that changes something.
var keyParam = huma.Param{
	Name: keyHeader, In: "header", Schema: &huma.Schema{Type: huma.TypeString, MinLength: new(1), MaxLength: new(255)},
	Description: "Names the request: sent again within a day, it is answered as it was the first time, and done once",
}

// needs says which scopes a key must have for an operation. Staff may do everything.
func needs(scopes ...app.Scope) func(*huma.Operation) {
	return func(op *huma.Operation) {
		names := make([]string, len(scopes))
		for i, scope := range scopes {
			names[i] = string(scope)
		}
		op.Security = []map[string][]string{{"session": {}}, {"key": names}}
	}
}

// needed are the scopes that an operation names; false where it names none.
func needed(op *huma.Operation) (scopes []app.Scope, known bool) {
	for _, one := range op.Security {
		for _, name := range one["key"] {
			scopes, known = append(scopes, app.Scope(name)), true
		}
	}
	return scopes, known
}

// looksKey is where an operation's description says that it changes nothing, whatever its
// method.
const looksKey = "x-looks"

// looks is for operations that change nothing, and are posted for their size.
func looks(op *huma.Operation) { extend(op, looksKey, true) }

// beginsKey is where an operation's description says that a run may do the work.
const beginsKey = "x-begins"

// begins is for operations that may begin a run: then the answer is 202.
func begins(op *huma.Operation) { extend(op, beginsKey, true) }

func extend(op *huma.Operation, key string, value any) {
	if op.Extensions == nil {
		op.Extensions = map[string]any{}
	}
	op.Extensions[key] = value
}

// withDocument is for operations that take a document: it is large, and checks
// itself.
func withDocument(op *huma.Operation) {
	op.MaxBodyBytes, op.SkipValidateBody = documentLimit, true
}
