package admin_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

// spec is the app's description of its own API.
func (b *bench) spec() ([]byte, *openapi3.T) {
	b.Helper()
	status, text := b.send(http.MethodGet, b.app+"/openapi.json", "", nil)
	require.Equal(b, http.StatusOK, status)
	loaded, err := openapi3.NewLoader().LoadFromData(text)
	require.NoError(b, err)
	return text, loaded
}

func TestTheDescriptionOfTheAPIIsWrittenDown(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	text, spec := b.spec()
	require.Equal(t, "3.1.0", spec.OpenAPI)
	require.NoError(t, spec.Validate(t.Context(), openapi3.IsOpenAPI31OrLater()))
	var pretty bytes.Buffer
	require.NoError(t, json.Indent(&pretty, text, "", "  "))
	file := filepath.Join("testdata", "openapi.json")
	if *update {
		require.NoError(t, os.WriteFile(file, append(bytes.TrimSpace(pretty.Bytes()), '\n'), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.True(t, string(want) == strings.TrimSpace(pretty.String())+"\n", "the API has changed: look at the difference after make openapi")
}

func TestEveryOperationIsExplained(t *testing.T) {
	t.Parallel()
	_, spec := newBench(t, built).spec()
	known := map[string]bool{}
	for _, tag := range spec.Tags {
		require.NotEmpty(t, tag.Description, tag.Name)
		known[tag.Name] = true
	}
	for path, item := range spec.Paths.Map() {
		for method, op := range item.Operations() {
			require.NotEmpty(t, op.Summary, "%s %s", method, path)
			require.Contains(t, op.Description, "A key needs `", "%s %s", method, path)
			require.Len(t, op.Tags, 1)
			require.True(t, known[op.Tags[0]], "nobody says what %s are", op.Tags[0])
		}
	}
}

// walker calls every operation of the description.
type walker struct {
	*bench
	spec  *openapi3.T
	token string
	ids   map[string]string // by the parameter, or the part of the path before it and that
	calls int
	fine  map[string]bool // operations that have been answered 2xx
}

func newWalker(t *testing.T) *walker {
	t.Helper()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	response := app.ResponseID(uuid.NewString())
	b.answered(made.ID, response, 7, `"podcast"`, time.Now())
	require.Equal(t, http.StatusCreated, b.call("POST", "/rewards", demo, told{"title": "T", "kind": "percentage", "value": "5", "prefix": "NEW", "handle": "t"}, nil))
	begun, err := b.store.CreateExport(t.Context(), demo, app.Export{Format: app.ExportCSV, Filter: []byte("{}")})
	require.NoError(t, err)
	_, spec := b.spec()
	return &walker{bench: b, spec: spec, token: b.token("admin", demo), fine: map[string]bool{}, ids: map[string]string{
		"surveys/id": string(made.ID), "rewards/handle": "t", "customer": "7", "response": string(response), "destinations/id": "shopify",
		"provider": "tool", "name": "nps", "export": begun.ID,
	}}
}

// call makes a request and holds its answer against the description.
func (w *walker) call(op *openapi3.Operation, method, path string, header map[string]string, body []byte) int {
	w.Helper()
	w.calls++
	req, err := http.NewRequestWithContext(w.Context(), method, w.app+path, bytes.NewReader(body))
	require.NoError(w, err)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+w.token)
	for name, value := range header {
		req.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(req)
	require.NoError(w, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(w, err)
	at := fmt.Sprintf("%s %s %s: %d %.300s", method, path, body[:min(len(body), 200)], answer.StatusCode, text)
	require.NotEqual(w, http.StatusInternalServerError, answer.StatusCode, at)
	said := op.Responses.Status(answer.StatusCode)
	require.NotNil(w, said, "nobody says that this is answered: "+at)
	kind, _, err := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if len(said.Value.Content) == 0 {
		require.Empty(w, text, at)
		return answer.StatusCode
	}
	require.NoError(w, err, at)
	content := said.Value.Content.Get(kind)
	require.NotNil(w, content, "nobody says that this is answered as %s: %s", kind, at)
	var value any
	require.NoError(w, json.Unmarshal(text, &value), at)
	require.NoError(w, content.Schema.Value.VisitJSON(value, openapi3.VisitAsResponse()), at)
	if answer.StatusCode < 300 {
		w.fine[op.OperationID] = true
	}
	return answer.StatusCode
}

// path is an operation's with everything filled in that must be, or one thing otherwise.
func (w *walker) path(path string, op *openapi3.Operation, instead *openapi3.Parameter, with string) string {
	query := url.Values{}
	for _, p := range op.Parameters {
		value := w.value(path, p.Value)
		if p.Value == instead {
			value = with
		} else if p.Value.In == "query" && !p.Value.Required {
			continue
		}
		switch p.Value.In {
		case "path":
			path = strings.ReplaceAll(path, "{"+p.Value.Name+"}", url.PathEscape(value))
		case "query":
			query.Set(p.Value.Name, value)
		}
	}
	return path + "?" + query.Encode()
}

func (w *walker) value(path string, p *openapi3.Parameter) string {
	parts := strings.Split(path, "/")
	i := slices.Index(parts, "{"+p.Name+"}")
	if i > 0 {
		if id := w.ids[parts[i-1]+"/"+p.Name]; id != "" {
			return id
		}
	}
	if id := w.ids[p.Name]; id != "" {
		return id
	}
	return fmt.Sprint(sample(p.Schema.Value, 0))
}

// sample is a value that fits a schema, all of it or only what must be there.
func sample(s *openapi3.Schema, depth int) any {
	switch {
	case s == nil || depth > 8:
		return nil
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Type.Includes("object"):
		object := map[string]any{}
		for _, name := range s.Required {
			object[name] = sample(s.Properties[name].Value, depth+1)
		}
		return object
	case s.Type.Includes("array"):
		if s.MinItems == 0 {
			return []any{}
		}
		return []any{sample(s.Items.Value, depth+1)}
	case s.Type.Includes("integer"), s.Type.Includes("number"):
		if s.Min != nil {
			return *s.Min
		}
		return 1
	case s.Type.Includes("boolean"):
		return true
	case s.Format == "date-time":
		return "2026-11-22T12:00:00Z"
	}
	return strings.Repeat("x", int(max(1, s.MinLength)))
}

// strangers are what comes in values that should be something else.
var strangers = []string{"\x00", "%FF", "-1", "99999999999999999999", strings.Repeat("x", 3000), "'; DROP TABLE shops; --", "../..", "null", "[]", "💥"}

func TestEveryOperationAnswersAsItIsDescribed(t *testing.T) {
	t.Parallel()
	w := newWalker(t)
	paths := slices.Sorted(maps.Keys(w.spec.Paths.Map()))
	slices.SortStableFunc(paths, func(a, b string) int { // whoever is erased answers nothing any more
		return strings.Count(a, "/erase") - strings.Count(b, "/erase")
	})
	for _, path := range paths {
		item := w.spec.Paths.Value(path)
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} { // what reads before what changes
			if op := item.GetOperation(method); op != nil {
				w.try(path, method, op)
			}
		}
	}
	require.Greater(t, w.calls, 1000)
	require.Greater(t, len(w.fine), 40, "operations that have done something")
	t.Logf("%d calls, %d operations answered well", w.calls, len(w.fine))
}

func (w *walker) try(path, method string, op *openapi3.Operation) {
	var schema *openapi3.Schema
	var body []byte
	if op.RequestBody != nil {
		schema = op.RequestBody.Value.Content.Get("application/json").Schema.Value
		body, _ = json.Marshal(sample(schema, 0))
	}
	good := w.path(path, op, nil, "")
	w.call(op, method, good, nil, body)
	require.Equal(w, http.StatusUnauthorized, w.call(op, method, good, map[string]string{"Authorization": "Bearer x"}, body))
	require.Equal(w, http.StatusUnauthorized, w.call(op, method, good, map[string]string{"Authorization": "Bearer askw_x"}, body))
	for _, p := range op.Parameters {
		for _, strange := range strangers {
			if p.Value.In != "header" {
				w.call(op, method, w.path(path, op, p.Value, strange), nil, body)
			} else if strange = strconv.QuoteToASCII(strange); len(strange) < 2000 {
				w.call(op, method, good, map[string]string{p.Value.Name: strange}, body)
			}
		}
	}
	if schema == nil {
		return
	}
	for _, wrong := range []string{"", "{", "[]", "null", `"x"`, "{}", `{"surprise": 1}`, strings.Repeat("[", 5000), "\xff"} {
		w.call(op, method, good, nil, []byte(wrong))
	}
	require.Equal(w, http.StatusRequestEntityTooLarge, w.call(op, method, good, nil, append([]byte(`{"x":"`), bytes.Repeat([]byte("x"), 4<<20)...)))
	w.call(op, method, good, map[string]string{"Content-Type": "text/csv"}, body)
	for name := range schema.Properties {
		for _, strange := range []any{nil, -1, 1e300, "\x00", strings.Repeat("x", 5000), []any{[]any{}}, map[string]any{"x": 1}, true} {
			object, _ := sample(schema, 0).(map[string]any)
			object[name] = strange
			text, _ := json.Marshal(object)
			w.call(op, method, good, nil, text)
		}
	}
}
