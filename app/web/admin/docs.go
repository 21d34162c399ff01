package admin

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
)

// docsPolicy lets the page do nothing but be read.
const docsPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// docs answers the description of the API as a page for people, drawn once.
func docs(o *huma.OpenAPI) gin.HandlerFunc {
	drawn := sync.OnceValues(func() ([]byte, error) {
		var page bytes.Buffer
		err := templates.ExecuteTemplate(&page, "docs.html", docsOf(o))
		return page.Bytes(), err
	})
	return func(c *gin.Context) {
		page, err := drawn()
		if err != nil {
			_ = c.Error(err)
			c.Status(http.StatusInternalServerError)
			return
		}
		c.Header("Content-Security-Policy", docsPolicy)
		c.Header("X-Content-Type-Options", "nosniff")
		c.Header("Referrer-Policy", "no-referrer")
		c.Data(http.StatusOK, "text/html; charset=utf-8", page)
	}
}

// docsPage is what the page shows.
type docsPage struct {
	Groups []docsGroup
	Scopes []string
}

type docsGroup struct {
	Name, What string
	Operations []docsOperation
}

type docsOperation struct {
	ID, Method, Path, Summary string

	Scopes           []string
	Notes            []string
	Parameters, Body []docsField
	Answer           []docsField
	Status           string
	Refusals         []string
	Curl             string
}

type docsField struct {
	Name, In, Type, What string
	Required             bool
}

func docsOf(o *huma.OpenAPI) docsPage {
	var page docsPage
	for _, tag := range o.Tags {
		group := docsGroup{Name: tag.Name, What: tag.Description}
		for _, path := range slices.Sorted(maps.Keys(o.Paths)) {
			for _, op := range operationsOf(o.Paths[path]) {
				if op.Tags[0] == tag.Name {
					group.Operations = append(group.Operations, docsOperationOf(o, op))
				}
			}
		}
		page.Groups = append(page.Groups, group)
	}
	return page
}

func docsOperationOf(o *huma.OpenAPI, op *huma.Operation) docsOperation {
	scopes, _ := needed(op)
	d := docsOperation{ID: op.OperationID, Method: op.Method, Path: op.Path, Summary: op.Summary}
	for _, scope := range scopes {
		d.Scopes = append(d.Scopes, string(scope))
	}
	if _, more, ok := strings.Cut(op.Description, ". "); ok {
		d.Notes = append(d.Notes, more)
	}
	for _, p := range op.Parameters {
		d.Parameters = append(d.Parameters, docsField{Name: p.Name, In: p.In, Type: typeOf(p.Schema), What: cmp.Or(p.Description, p.Schema.Description), Required: p.Required})
	}
	var sample any
	if op.RequestBody != nil {
		for _, content := range op.RequestBody.Content {
			d.Body, sample = fieldsOf(o, content.Schema), sampleOf(o, content.Schema, 0)
		}
	}
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		switch {
		case status[0] == '2':
			d.Status = status
			for _, content := range op.Responses[status].Content {
				d.Answer = fieldsOf(o, content.Schema)
			}
		case status[0] != '3':
			d.Refusals = append(d.Refusals, status+" "+op.Responses[status].Description)
		}
	}
	d.Curl = curl(op, sample)
	return d
}

// curl is an example of a request.
func curl(op *huma.Operation, sample any) string {
	lines := []string{"curl"}
	if op.Method != http.MethodGet {
		lines[0] += " -X " + op.Method
	}
	lines[0] += ` "$ASKWELL` + op.Path + `"`
	lines = append(lines, `-H "Authorization: Bearer $ASKWELL_KEY"`)
	if op.Method != http.MethodGet && mutates(op) {
		lines = append(lines, `-H "Idempotency-Key: $(uuidgen)"`)
	}
	if sample != nil {
		text, err := json.Marshal(sample)
		if err == nil {
			lines = append(lines, `-H "Content-Type: application/json"`, "-d '"+string(text)+"'")
		}
	}
	return strings.Join(lines, " \\\n  ")
}

// resolved is the schema behind a reference.
func resolved(o *huma.OpenAPI, s *huma.Schema) *huma.Schema {
	if s != nil && s.Ref != "" {
		return o.Components.Schemas.SchemaFromRef(s.Ref)
	}
	return s
}

func fieldsOf(o *huma.OpenAPI, s *huma.Schema) (list []docsField) {
	s = resolved(o, s)
	if s == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		one := s.Properties[name]
		list = append(list, docsField{Name: name, Type: typeOf(one), What: one.Description, Required: slices.Contains(s.Required, name)})
	}
	return list
}

// typeOf says in words what a value is.
func typeOf(s *huma.Schema) string {
	switch {
	case s == nil:
		return ""
	case s.Ref != "":
		return s.Ref[strings.LastIndex(s.Ref, "/")+1:]
	case s.Type == huma.TypeArray:
		return "list of " + typeOf(s.Items)
	case len(s.Enum) > 0:
		names := make([]string, len(s.Enum))
		for i, one := range s.Enum {
			text, _ := json.Marshal(one)
			names[i] = strings.Trim(string(text), `"`)
		}
		return strings.Join(names, ", ")
	case s.Format != "":
		return s.Format
	}
	return s.Type
}

// mostSampled is how deep an example goes.
const mostSampled = 3

// sampleOf is an example of a value: what is required of it.
func sampleOf(o *huma.OpenAPI, s *huma.Schema, depth int) any {
	if s = resolved(o, s); s == nil || depth > mostSampled {
		return nil
	}
	switch {
	case len(s.Examples) > 0:
		return s.Examples[0]
	case len(s.Enum) > 0:
		return s.Enum[0]
	}
	switch s.Type {
	case huma.TypeObject:
		object := map[string]any{}
		for _, name := range s.Required {
			object[name] = sampleOf(o, s.Properties[name], depth+1)
		}
		return object
	case huma.TypeArray:
		if s.MinItems == nil {
			return []any{}
		}
		return []any{sampleOf(o, s.Items, depth+1)}
	case huma.TypeInteger, huma.TypeNumber:
		if s.Minimum != nil {
			return *s.Minimum
		}
		return 1
	case huma.TypeBoolean:
		return true
	}
	return map[string]string{"date-time": "2026-11-22T12:00:00Z", "date": "2026-11-22"}[s.Format]
}
