package graphql

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// variables are the values an operation runs with: what was sent, and defaults
// for what was not. Everything wrong with one is told in one error.
func variables(schema *ast.Schema, def *ast.OperationDefinition, sent map[string]any) (map[string]any, []*Error) {
	out := map[string]any{}
	var errs []*Error
	for _, v := range def.VariableDefinitions {
		value, given := sent[v.Variable]
		if !given && v.DefaultValue != nil {
			value, _ = v.DefaultValue.Value(nil) // validation saw to it
			given = true
		}
		coerced, problems := coerce(schema, v.Type, value)
		switch {
		case len(problems) > 0:
			errs = append(errs, invalid(v, sent[v.Variable], problems))
		case given:
			out[v.Variable] = coerced
		}
	}
	return out, errs
}

func invalid(v *ast.VariableDefinition, sent any, problems []problem) *Error {
	message := "Variable $" + v.Variable + " of type " + v.Type.String() + " was provided invalid value"
	var inside []string
	for _, p := range problems {
		if len(p.Path) > 0 {
			inside = append(inside, fmt.Sprintf("%s (%s)", dotted(p.Path), p.Explanation))
		}
	}
	if len(inside) > 0 {
		message += " for " + strings.Join(inside, ", ")
	}
	e := Coded("INVALID_VARIABLE", message)
	e.Locations = at(v.Position)
	e.Extensions["value"] = sent
	e.Extensions["problems"] = problems
	return e
}

func dotted(path []any) string {
	steps := make([]string, len(path))
	for i, step := range path {
		steps[i] = fmt.Sprint(step)
	}
	return strings.Join(steps, ".")
}

func coerce(schema *ast.Schema, t *ast.Type, v any) (any, []problem) {
	if v == nil {
		if t.NonNull {
			return nil, []problem{{Path: []any{}, Explanation: "Expected value to not be null"}}
		}
		return nil, nil
	}
	if t.Elem != nil {
		return coerceList(schema, t, v)
	}
	def := schema.Types[t.NamedType]
	switch def.Kind {
	case ast.Enum:
		return coerceEnum(def, v)
	case ast.InputObject:
		return coerceInput(schema, def, v)
	}
	if p := coerceScalar(def.Name, v); p != nil {
		return nil, []problem{*p}
	}
	return v, nil
}

// coerceList takes a single value for a list of it.
func coerceList(schema *ast.Schema, t *ast.Type, v any) (any, []problem) {
	items, ok := v.([]any)
	if !ok {
		items = []any{v}
	}
	out := make([]any, len(items))
	var problems []problem
	for i, item := range items {
		coerced, inner := coerce(schema, t.Elem, item)
		out[i] = coerced
		problems = append(problems, deeper(i, inner)...)
	}
	return out, problems
}

func deeper(step any, inner []problem) []problem {
	for i := range inner {
		inner[i].Path = append([]any{step}, inner[i].Path...)
	}
	return inner
}

func coerceEnum(def *ast.Definition, v any) (any, []problem) {
	name, _ := v.(string)
	if def.EnumValues.ForName(name) != nil {
		return name, nil
	}
	names := make([]string, len(def.EnumValues))
	for i, e := range def.EnumValues {
		names[i] = e.Name
	}
	return nil, []problem{{Path: []any{}, Explanation: "Expected " + jsonOf(v) + " to be one of: " + strings.Join(names, ", ")}}
}

func coerceInput(schema *ast.Schema, def *ast.Definition, v any) (any, []problem) {
	given, ok := v.(map[string]any)
	if !ok {
		return nil, []problem{{Path: []any{}, Explanation: "Expected " + jsonOf(v) + " to be a key-value object."}}
	}
	var problems []problem
	for _, name := range keys(given) {
		if def.Fields.ForName(name) == nil {
			problems = append(problems, problem{Path: []any{name}, Explanation: "Field is not defined on " + def.Name})
		}
	}
	out := map[string]any{}
	for _, f := range def.Fields {
		value, present := given[f.Name]
		if !present && f.DefaultValue != nil {
			value, _ = f.DefaultValue.Value(nil) // the schema's own
			present = true
		}
		coerced, inner := coerce(schema, f.Type, value)
		problems = append(problems, deeper(f.Name, inner)...)
		if present {
			out[f.Name] = coerced
		}
	}
	if def.Directives.ForName("oneOf") != nil && len(given) != 1 {
		problems = append(problems, problem{Path: []any{}, Explanation: fmt.Sprintf(
			"'%s' requires exactly one argument, but %d were provided.", def.Name, len(given))})
	}
	return out, problems
}

func keys[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
