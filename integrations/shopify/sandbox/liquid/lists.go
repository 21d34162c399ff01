package liquid

import (
	"errors"
	"slices"
	"strings"
)

var listFilters = map[string]Filter{
	"size": func(c *Call) (any, error) {
		switch v := normal(c.Input).(type) {
		case string:
			return int64(len([]rune(v))), nil
		case []any, map[string]any, Range:
			return int64(len(List(v))), nil
		}
		return int64(0), nil
	},
	"first": end(0), "last": end(-1),
	"join": func(c *Call) (any, error) {
		by := " "
		if c.Arg(0) != nil {
			by = Text(c.Arg(0))
		}
		return strings.Join(texts(List(c.Input)), by), nil
	},
	"reverse": over(func(list []any) []any {
		slices.Reverse(list)
		return list
	}),
	"compact": over(func(list []any) []any { return slices.DeleteFunc(list, func(v any) bool { return v == nil }) }),
	"uniq":    over(unique),
	"concat": func(c *Call) (any, error) {
		more, ok := normal(c.Arg(0)).([]any)
		if !ok {
			return nil, errors.New("concat filter requires an array argument")
		}
		return append(slices.Clone(List(c.Input)), more...), nil
	},
	"map":    mapped,
	"where":  chosen(func(list []any, ok func(any) (bool, error)) (any, error) { return keep(list, ok, true) }),
	"reject": chosen(func(list []any, ok func(any) (bool, error)) (any, error) { return keep(list, ok, false) }),
	"find":   chosen(func(list []any, ok func(any) (bool, error)) (any, error) { v, _, err := find(list, ok); return v, err }),
	"find_index": chosen(func(list []any, ok func(any) (bool, error)) (any, error) {
		_, at, err := find(list, ok)
		return at, err
	}),
	"has": chosen(func(list []any, ok func(any) (bool, error)) (any, error) {
		_, at, err := find(list, ok)
		return at != nil, err
	}),
	"sort":         sorting(func(a, b any) int { return inOrder(a, b) }),
	"sort_natural": sorting(func(a, b any) int { return strings.Compare(strings.ToLower(Text(a)), strings.ToLower(Text(b))) }),
	"sum": func(c *Call) (any, error) {
		plus := numberFilters["plus"]
		var total any = int64(0)
		for _, item := range List(c.Input) {
			v, err := property(item, c)
			if err != nil {
				return nil, err
			}
			if total, err = plus(&Call{Input: total, Args: []any{v}}); err != nil {
				return nil, err
			}
		}
		return total, nil
	},
	"slice": slicing,
}

func end(at int64) Filter {
	return func(c *Call) (any, error) {
		switch v := normal(c.Input).(type) {
		case []any:
			return element(v, at, false), nil
		case Range:
			return element(List(v), at, false), nil
		}
		return nil, nil
	}
}

// over is a filter on a list of its own, free to change it.
func over(do func([]any) []any) Filter {
	return func(c *Call) (any, error) { return do(slices.Clone(List(c.Input))), nil }
}

func texts(list []any) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = Text(v)
	}
	return out
}

func unique(list []any) []any {
	var out []any
	for _, v := range list {
		if !slices.ContainsFunc(out, func(o any) bool { return same(o, v) }) {
			out = append(out, v)
		}
	}
	return out
}

// property is what the filter's first argument names of an item, the item
// itself when it names nothing.
func property(item any, c *Call) (any, error) {
	if c.Arg(0) == nil {
		return item, nil
	}
	return c.run.member(item, c.Arg(0), true, c.line)
}

func mapped(c *Call) (any, error) {
	list := List(c.Input)
	out := make([]any, len(list))
	for i, item := range list {
		v, err := property(item, c)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// chosen is a filter that looks for items by a property: truthy, or the value given.
func chosen(do func(list []any, ok func(any) (bool, error)) (any, error)) Filter {
	return func(c *Call) (any, error) {
		return do(List(c.Input), func(item any) (bool, error) {
			v, err := property(item, c)
			if len(c.Args) > 1 {
				return same(v, c.Arg(1)), err
			}
			return truth(v), err
		})
	}
}

func keep(list []any, ok func(any) (bool, error), wanted bool) (any, error) {
	out := []any{}
	for _, item := range list {
		fits, err := ok(item)
		if err != nil {
			return nil, err
		}
		if fits == wanted {
			out = append(out, item)
		}
	}
	return out, nil
}

func find(list []any, ok func(any) (bool, error)) (item, at any, err error) {
	for i, v := range list {
		if fits, err := ok(v); err != nil || fits {
			return v, int64(i), err
		}
	}
	return nil, nil, nil
}

// sorting sorts by the items, or by a property; what has none comes last.
func sorting(by func(a, b any) int) Filter {
	return func(c *Call) (any, error) {
		list := slices.Clone(List(c.Input))
		keys := make(map[int]any, len(list))
		order := make([]int, len(list))
		for i, item := range list {
			v, err := property(item, c)
			if err != nil {
				return nil, err
			}
			keys[i], order[i] = v, i
		}
		slices.SortStableFunc(order, func(i, j int) int {
			switch a, b := keys[i], keys[j]; {
			case a == nil && b == nil:
				return 0
			case a == nil:
				return 1
			case b == nil:
				return -1
			default:
				return by(a, b)
			}
		})
		out := make([]any, len(list))
		for i, at := range order {
			out[i] = list[at]
		}
		return out, nil
	}
}

func inOrder(a, b any) int {
	n, _ := order(a, b)
	return n
}

func slicing(c *Call) (any, error) {
	n := int64(1)
	if c.Arg(1) != nil {
		n = Int(c.Arg(1))
	}
	if list, ok := normal(c.Input).([]any); ok {
		from, to := cut(Int(c.Arg(0)), n, int64(len(list)))
		return list[from:to], nil
	}
	s := []rune(Text(c.Input))
	from, to := cut(Int(c.Arg(0)), n, int64(len(s)))
	return string(s[from:to]), nil
}

// cut bounds a slice: from below zero counts from the end.
func cut(from, n, size int64) (int64, int64) {
	if from < 0 {
		from += size
	}
	if from < 0 || from > size || n <= 0 {
		return 0, 0
	}
	return from, min(from+min(n, size), size)
}
