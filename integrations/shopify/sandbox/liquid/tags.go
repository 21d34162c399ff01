package liquid

import (
	"errors"
	"fmt"
)

// tag reads a tag, with its body when it has one; nil for one that draws nothing.
func (p *parser) tag(t token) (node, error) {
	switch t.name {
	case "#", "comment", "doc":
		return nil, nil
	case "raw":
		return text(t.raw), nil
	case "schema":
		p.schema = t.raw
		return nil, nil
	case "liquid":
		body, err := p.lines(t)
		return sequence(body), err
	}
	l, err := lex(t.text)
	if err != nil {
		return nil, err
	}
	n, err := p.known(t, l)
	if err == nil {
		err = l.end()
	}
	return n, err
}

func (p *parser) known(t token, l *lexer) (node, error) {
	switch t.name {
	case "if", "unless":
		return p.branch(t, l)
	case "case":
		return p.cases(t, l)
	case "for":
		return p.loop(t, l)
	case "break":
		return jump{errBreak}, nil
	case "continue":
		return jump{errContinue}, nil
	case "assign":
		return assignment(t, l)
	case "capture":
		return p.capture(t, l)
	case "echo":
		value, err := l.filtered()
		return output{value, t.line}, err
	case "increment", "decrement":
		name, err := l.word()
		return count{name, t.name == "increment"}, err
	case "cycle":
		return cycling(t, l)
	case "render":
		return snippet(t, l)
	case "form":
		return p.form(t, l)
	case "style":
		body, err := p.closed(t)
		return sequence(append(append([]node{text("<style data-shopify>")}, body...), text("</style>"))), err
	}
	return nil, fmt.Errorf("not implemented in the sandbox: the tag %s", t.name)
}

type sequence []node

func (s sequence) render(r *run) error { return r.nodes(s) }

var (
	errBreak    = errors.New("break")
	errContinue = errors.New("continue")
)

// jumps reports whether an error only leaves a loop.
func jumps(err error) bool { return errors.Is(err, errBreak) || errors.Is(err, errContinue) }

type jump struct{ how error }

func (j jump) render(*run) error { return j.how }

// assign is {% assign a = b | filter %}.
type assign struct {
	name  string
	value filtered
	line  int
}

func assignment(t token, l *lexer) (node, error) {
	name, err := l.word()
	if err == nil && !l.is("=") {
		err = mistake("Syntax Error in 'assign' - Valid syntax: assign [var] = [source]")
	}
	if err != nil {
		return nil, err
	}
	value, err := l.filtered()
	return assign{name, value, t.line}, err
}

func (a assign) render(r *run) error {
	v, err := a.value.eval(r, a.line)
	if err == nil {
		r.assign(a.name, v)
	}
	return err
}

type capture struct {
	name string
	body []node
}

func (p *parser) capture(t token, l *lexer) (node, error) {
	name := l.take().text // a word or, as some write it, a string
	body, err := p.closed(t)
	return capture{name, body}, err
}

func (c capture) render(r *run) error {
	text, err := r.captured(c.body)
	r.assign(c.name, text)
	return err
}

// count is {% increment a %}, whose numbers are apart from assigned variables.
type count struct {
	name string
	up   bool
}

func (c count) render(r *run) error {
	if r.counters == nil {
		r.counters = map[string]int64{}
	}
	n := r.counters[c.name]
	if c.up {
		r.out.WriteString(Text(n))
		r.counters[c.name] = n + 1
		return nil
	}
	r.counters[c.name] = n - 1
	r.out.WriteString(Text(n - 1))
	return nil
}

// cycle is {% cycle 'a', 'b' %}: each time the next.
type cycle struct {
	group  expression
	values []expression
	line   int
}

func cycling(t token, l *lexer) (node, error) {
	c := cycle{line: t.line}
	first, err := l.value()
	if err != nil {
		return nil, err
	}
	if l.is(":") {
		c.group = first
		c.values, _, err = l.arguments()
		return c, err
	}
	c.values = []expression{first}
	if l.is(",") {
		var rest []expression
		rest, _, err = l.arguments()
		c.values = append(c.values, rest...)
	}
	return c, err
}

func (c cycle) render(r *run) error {
	key := fmt.Sprint(c.values)
	if c.group != nil {
		v, err := c.group.eval(r, c.line)
		if err != nil {
			return err
		}
		key = Text(v)
	}
	if r.cycles == nil {
		r.cycles = map[string]int{}
	}
	v, err := c.values[r.cycles[key]%len(c.values)].eval(r, c.line)
	r.cycles[key]++
	r.out.WriteString(Text(v))
	return err
}
