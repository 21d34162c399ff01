package graphql

import (
	"errors"
	"strings"

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
	spent int
	told  int       // objects of introspection, which cost nothing and can be many
	bulk  *bulkPart // opens connections instead of their pages; nil: nobody does
}

// maxTold bounds introspection: the whole schema takes less than a third of it.
const maxTold = 300_000

// nothing says that a value is null although it may not be: the null moves to
// the nearest parent that may.
type nothing struct{}

func (nothing) Error() string { return "null where the schema promises a value" }

// Run executes the operation's root fields, one after another.
func (op *Operation) Run(roots Roots, guard Guard) Result {
	r := &run{Operation: op, guard: guard}
	data := r.data(roots)
	return Result{data, r.errs, min(max(r.spent, priceLeast), op.Cost)}
}

func (r *run) data(roots Roots) any {
	root := r.rootType()
	source := Object{"__typename": root.Name}
	for _, f := range r.collect(r.def.SelectionSet, root) {
		resolve, ok := roots(root.Name + "." + f.field.Name)
		if !ok {
			resolve, ok = r.introspection(f.field.Name)
		}
		if ok {
			source[f.field.Name] = resolve
		}
	}
	data, err := r.object(source, r.def.SelectionSet, root, nil)
	if err != nil {
		return nil
	}
	return data
}

func (r *run) object(source Object, set ast.SelectionSet, def *ast.Definition, path []any) (any, error) {
	if strings.HasPrefix(def.Name, "__") {
		if r.told++; r.told > maxTold {
			return nil, Coded("PARSE_ERROR", tooLargeToRun)
		}
	}
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
	if l, ok := value.(Located); ok {
		l.Tell(path)
		value = l.Value
	}
	r.charge(def, f.field, value)
	if err == nil {
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
		return nil, notImplemented(r.schema, def, f.field.Name)
	}
	compute, ok := value.(Field)
	if !ok {
		return value, nil
	}
	args := f.field.ArgumentMap(r.vars)
	if kind := f.field.Definition.Type.Name(); r.bulk != nil && isConnection(r.schema.Types[kind]) {
		return r.bulk.open(kind, compute, args)
	}
	return compute(args)
}

// unlocated is a value without the wish to know where it stands.
func unlocated(value any) any {
	if l, ok := value.(Located); ok {
		return l.Value
	}
	return value
}

// notImplemented names what the sandbox lacks: "Query.giftCards", "Customer.mergeable".
func notImplemented(schema *ast.Schema, def *ast.Definition, field string) *Error {
	name := def.Name
	if def == schema.Query {
		name = "Query"
	}
	return Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: "+name+"."+field)
}

// fail records an error, with the path and place of its field unless it brings
// its own.
func (r *run) fail(err *Error, path []any, f *selected) {
	told := *err
	if told.Path == nil {
		told.Path = path
	}
	if told.Locations == nil {
		told.Locations = at(f.field.Position)
	}
	r.errs = append(r.errs, &told)
}

// asError keeps an *Error as it is; anything else is the sandbox's own failure.
func asError(err error) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	return Coded("INTERNAL_SERVER_ERROR", err.Error())
}
