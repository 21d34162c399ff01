package theme

import (
	"encoding/json"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/liquid"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// props are what an object has. A func() any is computed when it is read.
type props map[string]any

// object is one of Liquid's: what it does not have is an error.
type object struct {
	name  string
	props props
	text  string // how it is written out
}

func thing(name string, p props) liquid.Object { return &object{name: name, props: p} }

// Name implements liquid.Object.
func (o *object) Name() string { return o.name }

// String is the object written out.
func (o *object) String() string { return o.text }

// Get implements liquid.Object.
func (o *object) Get(name string) (any, bool) {
	v, ok := o.props[name]
	if compute, lazy := v.(func() any); lazy {
		return compute(), ok
	}
	return v, ok
}

// shelf finds objects by handle: all_products['low-tide'].
type shelf struct {
	name string
	find func(handle string) any
}

// Name implements liquid.Object.
func (s shelf) Name() string { return s.name }

// Get implements liquid.Object.
func (s shelf) Get(handle string) (any, bool) { return s.find(handle), true }

// fields are metafields as Liquid reads them: by namespace ("$app" for the app's
// own), then key. What is not there is nil, as in Shopify.
func fields(m world.Metafields) map[string]any {
	out := map[string]any{}
	for _, f := range m {
		ns, _, _ := world.CutLast(f.ShortName(), ".")
		keys, _ := out[ns].(map[string]any)
		if keys == nil {
			keys = map[string]any{}
			out[ns] = keys
		}
		keys[f.Key] = &object{"metafield", props{
			"value": func() any { return typed(f) }, "type": f.Type, "list?": strings.HasPrefix(f.Type, "list."),
		}, f.Value}
	}
	return out
}

// typed is the value as Liquid sees it: numbers, lists and JSON parsed, the rest
// text.
func typed(m *world.Metafield) any {
	text, err := json.Marshal(m.JSON())
	if err != nil {
		return m.Value
	}
	v, err := liquid.FromJSON(text)
	if err != nil {
		return m.Value
	}
	return v
}

func list[T any](from []T, each func(T) any) []any {
	out := make([]any, len(from))
	for i, v := range from {
		out[i] = each(v)
	}
	return out
}
