package shopify_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"

	"github.com/askwell/askwell/integrations/shopify/schema"
)

// shelf is the little of Shopify that write-back touches: metafields and tags
// by owner, with its rules (25 at once, all or none) and its ways to refuse.
type shelf struct {
	sync.Mutex
	schema     *ast.Schema
	metafields map[string]string   // "owner key" → "type value"
	tags       map[string][]string // by owner
	missing    map[string]bool     // owners that do not exist
	denied     string              // a mutation that is not allowed
	spoiled    string              // an owner that makes a whole call fail
	vague      bool                // errors name no element
	status     int                 // answer this instead, after stutter calls
	stutter    int
	calls      int
	points     int
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	admin, err := schema.Admin()
	require.NoError(t, err)
	return &shelf{schema: admin, metafields: map[string]string{}, tags: map[string][]string{}, missing: map[string]bool{}}
}

// ServeHTTP implements http.Handler.
func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.Lock()
	defer s.Unlock()
	s.calls++
	if s.status != 0 && s.calls > s.stutter {
		w.WriteHeader(s.status)
		return
	}
	var in struct {
		Query     string
		Variables map[string]any
	}
	_ = json.NewDecoder(r.Body).Decode(&in)
	query, errs := gqlparser.LoadQueryWithRules(s.schema, in.Query, nil)
	if len(errs) > 0 {
		http.Error(w, errs.Error(), http.StatusTeapot)
		return
	}
	vars, err := validator.VariableValues(s.schema, query.Operations[0], in.Variables)
	if err != nil {
		http.Error(w, err.Error(), http.StatusTeapot)
		return
	}
	if raw, _ := json.Marshal(vars); s.spoiled != "" && strings.Contains(string(raw), s.spoiled) {
		fmt.Fprint(w, `{"errors":[{"message":"no","extensions":{"code":"INVALID_VARIABLE"}}]}`)
		return
	}
	s.run(w, query.Operations[0], vars)
}

func (s *shelf) run(w http.ResponseWriter, op *ast.OperationDefinition, vars map[string]any) {
	data, problems := map[string]any{}, []any{}
	for _, selected := range op.SelectionSet {
		field := selected.(*ast.Field)
		s.points += 10
		if field.Name == s.denied {
			data[field.Alias] = nil
			problems = append(problems, map[string]any{"message": "no", "path": []any{field.Alias}, "extensions": map[string]any{"code": "ACCESS_DENIED"}})
			continue
		}
		data[field.Alias] = map[string]any{"userErrors": s.mutate(field.Name, field.ArgumentMap(vars))}
	}
	answer := map[string]any{"data": data, "extensions": map[string]any{"cost": map[string]any{
		"requestedQueryCost": 10 * len(op.SelectionSet), "actualQueryCost": 10 * len(op.SelectionSet),
		"throttleStatus": map[string]any{"maximumAvailable": 20000, "currentlyAvailable": 20000, "restoreRate": 1000},
	}}}
	if len(problems) > 0 {
		answer["errors"] = problems
	}
	_ = json.NewEncoder(w).Encode(answer)
}

func (s *shelf) mutate(name string, args map[string]any) []any {
	switch name {
	case "metafieldsSet", "metafieldsDelete":
		return s.metafieldsOf(name, args["metafields"].([]any))
	default:
		return s.tag(name, args["id"].(string), args["tags"].([]any))
	}
}

func (s *shelf) metafieldsOf(name string, inputs []any) []any {
	if len(inputs) > 25 {
		return []any{map[string]any{"field": []string{"metafields"}, "message": "too many"}}
	}
	bad := []any{}
	for i, input := range inputs {
		m := input.(map[string]any)
		e := map[string]any{"field": []string{"metafields", strconv.Itoa(i), "ownerId"}, "message": "Owner does not exist."}
		switch value, _ := m["value"].(string); {
		case s.missing[m["ownerId"].(string)]:
		case value == "refused":
			e = map[string]any{"field": []string{"metafields", strconv.Itoa(i), "value"}, "code": "INVALID_VALUE", "message": "Value refused is wrong", "elementIndex": 0}
		default:
			continue
		}
		if s.vague {
			e = map[string]any{"field": nil, "message": "something is wrong"}
		}
		bad = append(bad, e)
	}
	if len(bad) > 0 {
		return bad
	}
	for _, input := range inputs {
		m := input.(map[string]any)
		at := fmt.Sprint(m["ownerId"], " ", m["namespace"], ".", m["key"])
		if delete(s.metafields, at); name == "metafieldsSet" {
			s.metafields[at] = fmt.Sprint(m["type"], " ", m["value"])
		}
	}
	return bad
}

func (s *shelf) tag(name, owner string, tags []any) []any {
	if s.missing[owner] {
		return []any{map[string]any{"field": []string{"id"}, "message": "Customer does not exist"}}
	}
	for _, tag := range tags {
		s.tags[owner] = slices.DeleteFunc(s.tags[owner], func(have string) bool { return have == tag })
		if name == "tagsAdd" {
			s.tags[owner] = append(s.tags[owner], tag.(string))
		}
	}
	slices.Sort(s.tags[owner])
	return []any{}
}
