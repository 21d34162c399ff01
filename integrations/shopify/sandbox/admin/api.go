// Package admin owns the sandbox's Admin GraphQL API: what each root and object
// of Shopify's schema answers, what it costs and which scope it asks for. What the
// sandbox does not have answers an error that names it, never a silent null.
package admin

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
	"github.com/askwell/askwell/integrations/shopify/schema"
)

// API answers the Admin GraphQL API of every shop. Safe for concurrent use.
type API struct {
	world  *world.World
	schema *ast.Schema
	access schema.Access
	wanted map[string]wanted

	// Answered hears of every request that reached GraphQL; nil: nobody does.
	Answered func(ctx context.Context, shop *world.Shop, call *world.Call)
}

// New reads the schema and what each field of it asks for.
func New(w *world.World) (*API, error) {
	p, err := papers()
	if err != nil {
		return nil, err
	}
	return &API{world: w, schema: p.schema, access: p.access, wanted: p.wanted}, nil
}

// read is Shopify's schema with what its fields ask for.
type read struct {
	schema *ast.Schema
	access schema.Access
	wanted map[string]wanted
}

// papers reads them once: they are the same for every sandbox of a process.
var papers = sync.OnceValues(func() (read, error) {
	parsed, err := schema.Admin()
	if err != nil {
		return read{}, err
	}
	access, err := schema.AdminAccess()
	return read{parsed, access, readWanted(parsed, access)}, err
})

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
	if !a.answers(r.PathValue("version")) {
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
	run := &run{API: a, shop: shop, asked: req, explain: r.Header.Get("Shopify-GraphQL-Cost-Debug") == "1"}
	status, answer := run.answer(r.Header.Get("X-Shopify-Access-Token"))
	a.world.Changed()
	if a.Answered != nil && run.call != nil {
		a.Answered(r.Context(), shop, run.call)
	}
	w.Header().Set("X-Shopify-API-Version", a.world.App.Manifest.Webhooks.Version)
	WriteJSON(w, status, answer)
}

// Refuse answers as Shopify does before a request reaches GraphQL.
func Refuse(w http.ResponseWriter, status int, reason string) {
	WriteJSON(w, status, map[string]string{"errors": reason})
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
