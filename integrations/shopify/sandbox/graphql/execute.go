package graphql

import (
	"errors"
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
)

// Result is what an operation gave: data (nil when an error reached the root),
// the errors beside it and the points it really cost.
type Result struct {
	Data   any
	Errors []*Error
	Cost   int
}

type run struct {
	*Operation
	guard Guard
	errs  []*Error
	cost  int
}

// nothing says that a value is null although it may not be: the null moves to
// the nearest parent that may.
type nothing struct{}

func (nothing) Error() string { return "null where the schema promises a value" }

// Run executes the operation's root fields, one after another.
func (op *Operation) Run(roots Roots, guard Guard) Result {
	r := &run{Operation: op, guard: guard}
	root := op.rootType()
	source := Object{"__typename": root.Name}
	for _, f := range op.collect(op.def.SelectionSet, root) {
		if resolve, ok := roots(root.Name + "." + f.field.Name); ok {
			source[f.field.Name] = resolve
		}
	}
	data, err := r.object(source, op.def.SelectionSet, root, nil)
	if err != nil {
		data = nil
	}
	return Result{data, r.errs, r.cost}
}

func (r *run) object(source Object, set ast.SelectionSet, def *ast.Definition, path []any) (any, error) {
	out := make(Ordered, 0, len(set))
	for _, f := range r.collect(set, def) {
		at := append(path[:len(path):len(path)], f.key)
		value, err := r.field(source, f, def, at)
		if err != nil {
			return nil, err
		}
		out = append(out, Member{f.key, value})
	}
	return out, nil
}

func (r *run) field(source Object, f *selected, def *ast.Definition, path []any) (any, error) {
	if f.field.Name == "__typename" {
		return def.Name, nil
	}
	value, err := r.resolve(source, f, def)
	if err == nil {
		if def == r.schema.Mutation {
			r.cost += priceMutation
		}
		value, err = r.complete(value, f.field.Definition.Type, f, path)
	}
	if err == nil {
		return value, nil
	}
	if !errors.As(err, new(nothing)) {
		r.fail(asError(err), path, f)
	}
	if f.field.Definition.Type.NonNull {
		return nil, nothing{}
	}
	return nil, nil
}

func (r *run) resolve(source Object, f *selected, def *ast.Definition) (any, error) {
	if refused := r.guard(def.Name + "." + f.field.Name); refused != nil {
		return nil, refused
	}
	value, ok := source[f.field.Name]
	if !ok {
		return nil, Coded("NOT_IMPLEMENTED", fmt.Sprintf("not implemented in the sandbox: %s.%s", def.Name, f.field.Name))
	}
	if compute, ok := value.(Field); ok {
		return compute(f.field.ArgumentMap(r.vars))
	}
	return value, nil
}

// fail records an error, with the path and place of its field unless it brings
// its own.
func (r *run) fail(err *Error, path []any, f *selected) {
	told := *err
	if told.Path == nil {
		told.Path = path
	}
	if told.Locations == nil && f.field.Position != nil {
		told.Locations = []Location{{f.field.Position.Line, f.field.Position.Column}}
	}
	r.errs = append(r.errs, &told)
}
