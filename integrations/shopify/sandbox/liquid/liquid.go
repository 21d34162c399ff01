// Package liquid owns the template language of Shopify's themes, as far as theme
// app extensions may use it: its syntax, its values and its standard filters. It
// knows no shop; whoever renders brings the objects and the filters of a page.
//
// It is strict where Shopify is lenient: what a template asks of a page's objects
// and they do not have is an error that names it, because it is the sandbox that
// lacks it more often than Shopify.
package liquid

import (
	"fmt"
	"strings"
)

// Engine is what templates are rendered with. It may be shared.
type Engine struct {
	Filters map[string]Filter                          // besides the standard ones
	Snippet func(name string) (*Template, error)       // what {% render %} draws
	Form    func(c *Call, body string) (string, error) // what {% form %} makes of its body
	Lacking map[string]bool                            // objects that Shopify has and the page has not
}

// Filter makes a value of another.
type Filter func(c *Call) (any, error)

// Call is a value with what a filter or tag was given besides.
type Call struct {
	Input any
	Args  []any
	Named map[string]any
	run   *run
	line  int
}

// Arg is the nth argument, nil when there is none.
func (c *Call) Arg(n int) any {
	if n < len(c.Args) {
		return c.Args[n]
	}
	return nil
}

// Template is a parsed text. It may be rendered many times at once.
type Template struct {
	name   string
	body   []node
	Schema string // the JSON in its {% schema %}
}

// Error is a mistake in a template, or something in it that is not to be had.
type Error struct {
	Template string
	Line     int
	Message  string
}

// Error says what is wrong and where, as Shopify does.
func (e *Error) Error() string {
	return fmt.Sprintf("Liquid error (%s line %d): %s", e.Template, e.Line, e.Message)
}

// Limits of one rendering: a template that loops is stopped.
const (
	maxSteps  = 1_000_000
	maxOutput = 4 << 20
	maxDepth  = 100 // of snippets within snippets, as Shopify's
)

// Render draws a template with a page's objects. Errors: *Error.
func (e *Engine) Render(t *Template, objects map[string]any) (string, error) {
	var out strings.Builder
	r := &run{engine: e, template: t, out: &out, objects: objects, scopes: []map[string]any{{}}, steps: new(int)}
	if err := r.nodes(t.body); err != nil && !jumps(err) {
		return "", err
	}
	return out.String(), nil
}

// run is one rendering.
type run struct {
	engine   *Engine
	template *Template
	out      *strings.Builder
	objects  map[string]any   // the page's
	scopes   []map[string]any // the template's own first, then a loop's
	counters map[string]int64 // of increment and decrement
	cycles   map[string]int
	steps    *int
	depth    int
}

// node is a piece of a template.
type node interface{ render(r *run) error }

func (r *run) nodes(list []node) error {
	for _, n := range list {
		if *r.steps++; *r.steps > maxSteps || r.out.Len() > maxOutput {
			return r.fail(0, "Memory limits exceeded")
		}
		if err := n.render(r); err != nil {
			return err
		}
	}
	return nil
}

// captured renders nodes to a text of their own.
func (r *run) captured(list []node) (string, error) {
	var out strings.Builder
	before := r.out
	r.out = &out
	err := r.nodes(list)
	r.out = before
	return out.String(), err
}

func (r *run) fail(line int, format string, args ...any) error {
	return &Error{r.template.name, line, fmt.Sprintf(format, args...)}
}

// lookup finds a variable: a loop's, the template's, the page's.
func (r *run) lookup(name string, line int) (any, error) {
	for i := len(r.scopes) - 1; i >= 0; i-- {
		if v, ok := r.scopes[i][name]; ok {
			return v, nil
		}
	}
	if v, ok := r.objects[name]; ok {
		return normal(v), nil
	}
	if n, ok := r.counters[name]; ok {
		return n, nil
	}
	if r.engine.Lacking[name] {
		return nil, r.fail(line, "not implemented in the sandbox: %s", name)
	}
	return nil, nil
}

func (r *run) assign(name string, v any) { r.scopes[0][name] = v }
