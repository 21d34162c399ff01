package liquid

import (
	"errors"
	"fmt"
	"slices"
)

// loop is {% for %}.
type loop struct {
	name, source  string // "a" and "a-list", which forloop.name is made of
	list          expression
	reversed      bool
	limit, offset expression
	body, empty   []node
	line          int
}

func (p *parser) loop(t token, l *lexer) (node, error) {
	f := loop{line: t.line}
	var err error
	if f.name, err = l.word(); err == nil && !l.is("in") {
		err = mistake("Syntax Error in 'for loop' - Valid syntax: for [item] in [collection]")
	}
	if err == nil {
		f.source = l.peek().text
		f.list, err = l.value()
	}
	for err == nil && !l.done() {
		err = f.option(l)
	}
	if err != nil {
		return nil, err
	}
	var end token
	if f.body, end, err = p.block(t); err == nil && end.name == "else" {
		f.empty, end, err = p.block(t)
	}
	if err == nil && end.name != "endfor" {
		err = p.fail(end.line, "Liquid syntax error: Unknown tag '%s' in 'for'", end.name)
	}
	return f, err
}

func (f *loop) option(l *lexer) (err error) {
	l.is(",")
	switch name := l.take().text; {
	case name == "reversed":
		f.reversed = true
	case name == "limit" && l.is(":"):
		f.limit, err = l.value()
	case name == "offset" && l.is(":"):
		f.offset, err = l.value()
	default:
		err = fmt.Errorf("not implemented in the sandbox: %q in a for loop", name)
	}
	return err
}

func (f loop) render(r *run) error {
	list, err := f.items(r)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return r.nodes(f.empty)
	}
	outer, _ := r.lookup("forloop", f.line)
	scope := map[string]any{}
	r.scopes = append(r.scopes, scope)
	defer func() { r.scopes = r.scopes[:len(r.scopes)-1] }()
	for i, item := range list {
		scope[f.name] = normal(item)
		scope["forloop"] = place(f, i, len(list), outer)
		if err := r.nodes(f.body); errors.Is(err, errBreak) {
			return nil
		} else if err != nil && !jumps(err) {
			return err
		}
	}
	return nil
}

func (f loop) items(r *run) ([]any, error) {
	v, err := f.list.eval(r, f.line)
	if err != nil {
		return nil, err
	}
	if s, ok := v.(string); ok && s == "" {
		return nil, nil
	}
	if _, ok := v.(Object); ok {
		return nil, r.fail(f.line, "not implemented in the sandbox: a loop over %s", v.(Object).Name())
	}
	list := List(v)
	bound := func(e expression, otherwise int) (int, error) {
		if e == nil {
			return otherwise, nil
		}
		v, err := e.eval(r, f.line)
		if v == nil {
			return otherwise, err
		}
		return int(min(max(Int(v), 0), int64(len(list)))), err
	}
	from, err := bound(f.offset, 0)
	if err != nil {
		return nil, err
	}
	list = list[from:]
	limit, err := bound(f.limit, len(list))
	if err != nil {
		return nil, err
	}
	list = list[:min(limit, len(list))]
	if f.reversed {
		list = slices.Clone(list)
		slices.Reverse(list)
	}
	return list, nil
}

// place is forloop: where the loop stands.
func place(f loop, i, n int, outer any) map[string]any {
	return map[string]any{
		"index": i + 1, "index0": i, "rindex": n - i, "rindex0": n - i - 1, "first": i == 0, "last": i == n-1,
		"length": n, "name": f.name + "-" + f.source, "parentloop": outer,
	}
}
