package graphql

import "fmt"

// maxInput is how many items Shopify takes in one list of an argument:
// https://shopify.dev/docs/api/usage/limits#input-limits
const maxInput = 250

// tooLong refuses lists that are longer.
func (op *Operation) tooLong() []*Error {
	var errs []*Error
	for _, f := range op.collect(op.def.SelectionSet, op.rootType()) {
		if f.field.Name == "__typename" {
			continue
		}
		args := f.field.ArgumentMap(op.vars)
		for _, name := range keys(args) {
			if f.field.Definition.Arguments.ForName(name).Type.Name() == "JSON" {
				continue // its lists are the client's own
			}
			if size, path := longest(args[name], []any{f.key, name}); size > maxInput {
				e := Coded("MAX_INPUT_SIZE_EXCEEDED",
					fmt.Sprintf("The input array size of %d is greater than the maximum allowed of %d.", size, maxInput))
				e.Locations, e.Path = at(f.field.Position), path
				errs = append(errs, e)
			}
		}
	}
	return errs
}

// longest finds the longest list in a value.
func longest(v any, path []any) (size int, where []any) {
	try := func(inner any, step any) {
		if n, at := longest(inner, append(path[:len(path):len(path)], step)); n > size {
			size, where = n, at
		}
	}
	switch v := v.(type) {
	case []any:
		size, where = len(v), path
		for i, item := range v {
			try(item, i)
		}
	case map[string]any:
		for _, name := range keys(v) {
			try(v[name], name)
		}
	}
	return size, where
}
