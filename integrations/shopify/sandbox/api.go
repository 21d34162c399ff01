package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

const maxRequest = 10 << 20 // Shopify's limit for one GraphQL request

// call is one line of the shop's log of API requests.
type call struct {
	At        time.Time `json:"at"`
	Operation string    `json:"operation"`
	Requested int       `json:"requested_cost"`
	Actual    int       `json:"actual_cost"`
	Throttled bool      `json:"throttled"`
	Errors    []string  `json:"errors"`
	Subjects  []string  `json:"-"` // gids among the variables: whose panel shows it
}

// totals count what the bounded log forgets.
type totals struct {
	Calls     int `json:"calls"`
	Requested int `json:"requested_cost"`
	Actual    int `json:"actual_cost"`
	Throttled int `json:"throttled"`
}

func (s *shop) log(c *call) {
	s.Calls = keep(append(s.Calls, c), 5000)
	s.Totals.Calls++
	s.Totals.Requested += c.Requested
	s.Totals.Actual += c.Actual
	if c.Throttled {
		s.Totals.Throttled++
	}
}

// adminAPI answers POST /admin/api/{version}/graphql.json on a shop's domain.
func (s *Sandbox) adminAPI(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	shop := s.world.shop(hostName(r))
	s.mu.Unlock()
	if shop == nil {
		refuse(w, http.StatusNotFound, "Not Found")
		return
	}
	if r.PathValue("version") != s.manifest.Webhooks.Version {
		refuse(w, http.StatusNotFound, "Not Found")
		return
	}
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil {
		refuse(w, http.StatusRequestEntityTooLarge, "Request too large")
		return
	}
	var req graphql.Request
	if unmarshal(text, &req) != nil || strings.TrimSpace(req.Query) == "" {
		refuse(w, http.StatusBadRequest, "Required parameter missing or invalid")
		return
	}
	status, answer := s.answer(shop, r.Header.Get("X-Shopify-Access-Token"), req)
	s.changed()
	w.Header().Set("X-Shopify-API-Version", s.manifest.Webhooks.Version)
	writeJSON(w, status, answer)
}

// refuse answers as Shopify does before a request reaches GraphQL.
func refuse(w http.ResponseWriter, status int, reason string) {
	writeJSON(w, status, map[string]string{"errors": reason})
}

// answer runs one request under the lock: Shopify's writes are atomic too.
func (s *Sandbox) answer(shop *shop, token string, req graphql.Request) (int, any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	grant, status, reason := shop.authorise(token, s.now())
	if status != http.StatusOK {
		return status, map[string]string{"errors": reason}
	}
	op, errs := graphql.Prepare(s.schema, req)
	if errs != nil {
		shop.log(&call{At: s.now(), Operation: req.Name, Errors: messages(errs)})
		return http.StatusOK, graphql.Ordered{{Key: "errors", Value: errs}}
	}
	return http.StatusOK, s.charge(shop, grant, op, req)
}

// charge pays for an operation, runs it and logs it.
func (s *Sandbox) charge(shop *shop, grant *grant, op *graphql.Operation, req graphql.Request) any {
	entry := &call{At: s.now(), Operation: op.Name, Requested: op.Cost, Errors: []string{}, Subjects: subjects(req.Variables)}
	defer shop.log(entry)
	shop.Bucket.fill(shop.Plan, s.world.Faults, s.now())
	var refused *graphql.Error
	switch {
	case op.Cost > 1000:
		refused = graphql.Coded("MAX_COST_EXCEEDED", "Query cost exceeds the single query limit of 1000 points")
	case !shop.Bucket.take(op.Cost):
		entry.Throttled = true
		refused = graphql.Coded("THROTTLED", "Throttled")
		refused.Extensions["documentation"] = "https://shopify.dev/api/usage/rate-limits"
	}
	if refused != nil {
		entry.Errors = []string{refused.Message}
		return graphql.Ordered{
			{Key: "errors", Value: []*graphql.Error{refused}},
			{Key: "extensions", Value: graphql.Ordered{{Key: "cost", Value: shop.Bucket.cost(op.Cost, nil)}}},
		}
	}
	session := &session{Sandbox: s, shop: shop, grant: grant}
	result := op.Run(session.root, session.permit)
	entry.Actual, entry.Errors = result.Cost, append(messages(result.Errors), session.userErrors...)
	shop.Bucket.refund(op.Cost - result.Cost)
	out := graphql.Ordered{{Key: "data", Value: result.Data}}
	if len(result.Errors) > 0 {
		out = append(out, graphql.Member{Key: "errors", Value: result.Errors})
	}
	return append(out, graphql.Member{Key: "extensions", Value: graphql.Ordered{{Key: "cost", Value: shop.Bucket.cost(op.Cost, result.Cost)}}})
}

func messages(errs []*graphql.Error) []string {
	out := make([]string, 0, len(errs))
	for _, e := range errs {
		out = append(out, e.Message)
	}
	return out
}

// subjects are the Shopify ids found in variables: whom a request is about.
func subjects(v any) []string {
	var out []string
	switch v := v.(type) {
	case string:
		if _, _, ok := parseGID(v); ok {
			out = append(out, v)
		}
	case []any:
		for _, item := range v {
			out = append(out, subjects(item)...)
		}
	case map[string]any:
		for _, item := range v {
			out = append(out, subjects(item)...)
		}
	}
	return out
}

// unmarshal reads JSON and keeps numbers exact: ids are larger than a float holds.
func unmarshal(text []byte, into any) error {
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	return d.Decode(into)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}
