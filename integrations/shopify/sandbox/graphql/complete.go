package graphql

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
)

// complete turns a resolved value into what the response carries, as the type says.
func (r *run) complete(value any, t *ast.Type, f *selected, path []any) (any, error) {
	if value == nil {
		if t.NonNull {
			return nil, fmt.Errorf("sandbox: null for %s of type %s", f.field.Name, t)
		}
		return nil, nil
	}
	if t.Elem != nil {
		return r.list(value, t, f, path)
	}
	def := r.schema.Types[t.NamedType]
	if def.IsLeafType() {
		return leaf(value, def)
	}
	source, ok := value.(Object)
	if !ok {
		return nil, fmt.Errorf("sandbox: %s gave a %T, not an object", f.field.Name, value)
	}
	if def.IsAbstractType() {
		name, _ := source["__typename"].(string)
		if def = r.schema.Types[name]; def == nil {
			return nil, fmt.Errorf("sandbox: %s gave an object without a type", f.field.Name)
		}
	}
	if refused := r.guard(def.Name); refused != nil {
		return nil, refused
	}
	if isConnection(def) {
		return r.page(source, f, def, path)
	}
	return r.object(source, f.sets, def, path)
}

func (r *run) page(source Object, f *selected, def *ast.Definition, path []any) (any, error) {
	before := r.spent
	if r.bulk != nil {
		r.bulk.inside++
		defer func() { r.bulk.inside-- }()
	}
	out, err := r.object(source, f.sets, def, path)
	if err != nil {
		return nil, err
	}
	r.chargePage(before, f, out.(Ordered))
	if r.bulk != nil {
		return page{out.(Ordered)}, nil
	}
	return out, nil
}

func (r *run) list(value any, t *ast.Type, f *selected, path []any) (any, error) {
	items, ok := value.([]any)
	if !ok {
		return nil, fmt.Errorf("sandbox: %s gave a %T, not a list", f.field.Name, value)
	}
	out := make([]any, 0, len(items))
	for i, item := range items {
		at := append(path[:len(path):len(path)], i)
		done, err := r.complete(item, t.Elem, f, at)
		if err != nil {
			if !errors.As(err, new(nothing)) {
				r.fail(asError(err), at, f)
			}
			if t.Elem.NonNull {
				return nil, nothing{}
			}
		}
		out = append(out, done)
	}
	return out, nil
}

// leaf checks a scalar or enum against its type, so that the sandbox cannot
// answer what Shopify could not.
func leaf(value any, def *ast.Definition) (any, error) {
	if def.Kind == ast.Enum {
		name, _ := value.(string)
		if def.EnumValues.ForName(name) == nil {
			return nil, fmt.Errorf("sandbox: %q is not a %s", name, def.Name)
		}
		return name, nil
	}
	if at, ok := value.(time.Time); ok {
		return at.UTC().Format(time.RFC3339), nil
	}
	switch def.Name {
	case "Int":
		if n, ok := Int(value); ok && n <= math.MaxInt32 && n >= math.MinInt32 {
			return n, nil
		}
	case "Boolean":
		if b, ok := value.(bool); ok {
			return b, nil
		}
	case "Float":
		switch value.(type) {
		case float64, int:
			return value, nil
		}
	case "JSON":
		return value, nil
	default: // ID, String and Shopify's scalars are all strings on the wire
		if s, ok := value.(string); ok {
			return s, nil
		}
	}
	return nil, fmt.Errorf("sandbox: a %T is no %s", value, def.Name)
}
