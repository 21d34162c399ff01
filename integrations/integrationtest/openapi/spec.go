package openapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/stretchr/testify/require"
)

// spec is one description, and the path that its server adds before all of its own.
type spec struct {
	doc  *openapi3.T
	base string
}

// shelf keeps what was read, by where it stands: the larger ones take a second each.
var shelf sync.Map

func read(t *testing.T, file string) *spec {
	t.Helper()
	path := filepath.Join(Folder(), file)
	if s, there := shelf.Load(path); there {
		return s.(*spec)
	}
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	doc, err := parse(text)
	require.NoError(t, err, file)
	s := &spec{doc: doc}
	if len(doc.Servers) > 0 {
		at, err := url.Parse(doc.Servers[0].URL)
		require.NoError(t, err, file)
		s.base = strings.TrimSuffix(at.Path, "/")
	}
	shelf.Store(path, s)
	return s
}

// parse reads a description of either generation.
func parse(text []byte) (*openapi3.T, error) {
	var old openapi2.T
	var version struct{ Swagger string }
	if err := json.Unmarshal(text, &version); err != nil {
		return nil, err
	}
	if version.Swagger == "" {
		return openapi3.NewLoader().LoadFromData(text)
	}
	if err := json.Unmarshal(text, &old); err != nil {
		return nil, err
	}
	return openapi2conv.ToV3(&old)
}

// operation is one that a description has, and the request's values for its path.
type operation struct {
	name   string
	spec   *spec
	path   string
	params map[string]string
}

// find is the operation that a request calls: of several whose path fits, the one with
// the fewest parameters.
func (c *Check) find(r *http.Request) (best operation, ok bool) {
	for _, s := range c.specs {
		at, below := strings.CutPrefix(r.URL.EscapedPath(), s.base)
		if !below {
			continue
		}
		for path, item := range s.doc.Paths.Map() {
			params := map[string]string{}
			if item.GetOperation(r.Method) == nil || !matches(path, at, params) || ok && len(params) >= len(best.params) {
				continue
			}
			best, ok = operation{name: r.Method + " " + path, spec: s, path: path, params: params}, true
		}
	}
	return best, ok
}

// operation finds one by its name.
func (c *Check) operation(name string) (*openapi3.Operation, bool) {
	method, path, _ := strings.Cut(name, " ")
	for _, s := range c.specs {
		if item := s.doc.Paths.Value(path); item != nil {
			if one := item.GetOperation(method); one != nil {
				return one, true
			}
		}
	}
	return nil, false
}

// matches reports whether a path fits a template, and notes what its parameters are.
func matches(template, path string, params map[string]string) bool {
	want, got := strings.Split(strings.Trim(template, "/"), "/"), strings.Split(strings.Trim(path, "/"), "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		name, any := strings.CutPrefix(want[i], "{")
		value, err := url.PathUnescape(got[i])
		switch {
		case err != nil:
			return false
		case !any && want[i] != value, any && value == "":
			return false
		case any && params != nil:
			params[strings.TrimSuffix(name, "}")] = value
		}
	}
	return true
}

// validate checks a request against its operation, and that it says nothing in its query
// that is not described: vendors let that pass in silence.
func (o operation) validate(r *http.Request) error {
	item := o.spec.doc.Paths.Value(o.path)
	described := item.GetOperation(r.Method)
	all := append(append(openapi3.Parameters{}, item.Parameters...), described.Parameters...)
	for name := range r.URL.Query() {
		if !hasQuery(all, name) {
			return fmt.Errorf("query parameter %q is not described", name)
		}
	}
	return openapi3filter.ValidateRequest(context.Background(), &openapi3filter.RequestValidationInput{
		Request: r, PathParams: o.params, Options: options,
		Route: &routers.Route{Spec: o.spec.doc, Path: o.path, PathItem: item, Method: r.Method, Operation: described},
	})
}

// hasQuery knows "fields[profile]" also where an object "fields" is described.
func hasQuery(all openapi3.Parameters, name string) bool {
	object, _, _ := strings.Cut(name, "[")
	for _, p := range all {
		if p.Value.In == openapi3.ParameterInQuery && (p.Value.Name == name || p.Value.Name == object && p.Value.Style == openapi3.SerializationDeepObject) {
			return true
		}
	}
	return false
}

// credentials wants what a scheme is sent as. Which of a vendor's schemes an account uses
// is its own choice: one of those that the operation names is enough.
func credentials(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	r, scheme := in.RequestValidationInput.Request, in.SecurityScheme
	header := "Authorization"
	if scheme.Type == "apiKey" {
		if scheme.In == openapi3.ParameterInQuery {
			header = ""
		} else {
			header = scheme.Name
		}
	}
	if header != "" && r.Header.Get(header) != "" || header == "" && r.URL.Query().Get(scheme.Name) != "" {
		return nil
	}
	return errors.New("no credentials")
}
