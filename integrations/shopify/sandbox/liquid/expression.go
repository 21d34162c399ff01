package liquid

import (
	"errors"
	"strconv"
)

// expression is something with a value.
type expression interface {
	eval(r *run, line int) (any, error)
}

type (
	literal struct{ value any }
	// path is a variable and what is read of it: customer.metafields['$app'].
	path struct {
		name expression // of a path in brackets, nil for a plain one
		root string
		keys []expression
		dots []bool // the key was written after a dot
	}
	span   struct{ from, to expression }
	filter struct {
		name  string
		args  []expression
		named []pair
	}
	pair struct {
		name  string
		value expression
	}
	// filtered is an expression and the filters after it.
	filtered struct {
		value   expression
		filters []filter
	}
)

// marker is a literal that only compares: empty, blank.
type marker string

// words that are values.
var words = map[string]any{"nil": nil, "null": nil, "true": true, "false": false, "empty": marker("empty"), "blank": marker("blank")}

func (l *lexer) filtered() (filtered, error) {
	value, err := l.value()
	f := filtered{value: value}
	for err == nil && l.is("|") {
		var one filter
		one, err = l.filter()
		f.filters = append(f.filters, one)
	}
	return f, err
}

func (l *lexer) filter() (filter, error) {
	name, err := l.word()
	f := filter{name: name}
	if err != nil || !l.is(":") {
		return f, err
	}
	f.args, f.named, err = l.arguments()
	return f, err
}

// arguments are values and named values, with commas between.
func (l *lexer) arguments() (args []expression, named []pair, err error) {
	for {
		if l.named() {
			name := l.take().text
			l.take()
			value, err := l.value()
			if err != nil {
				return nil, nil, err
			}
			named = append(named, pair{name, value})
		} else {
			value, err := l.value()
			if err != nil {
				return nil, nil, err
			}
			args = append(args, value)
		}
		if !l.is(",") {
			return args, named, nil
		}
	}
}

// value is a literal, a range or a path.
func (l *lexer) value() (expression, error) {
	switch p := l.take(); {
	case p.kind == 's':
		return literal{p.text}, nil
	case p.kind == 'n':
		return literal{numeral(p.text)}, nil
	case p.kind == 'i':
		if v, ok := words[p.text]; ok && l.peek().text != "." && l.peek().text != "[" {
			return literal{v}, nil
		}
		return l.path(path{root: p.text})
	case p.text == "[":
		name, err := l.index()
		if err != nil {
			return nil, err
		}
		return l.path(path{name: name})
	case p.text == "(":
		return l.span()
	default:
		return nil, mistake("Unexpected %q", p.text)
	}
}

func (l *lexer) span() (expression, error) {
	from, err := l.value()
	if err != nil {
		return nil, err
	}
	if !l.is("..") {
		return nil, mistake("a range needs two ends")
	}
	to, err := l.value()
	if err == nil && !l.is(")") {
		err = mistake("a range is not closed")
	}
	return span{from, to}, err
}

func (l *lexer) path(p path) (expression, error) {
	for {
		switch {
		case l.is("."):
			name, err := l.word()
			if err != nil {
				return nil, err
			}
			p.keys, p.dots = append(p.keys, literal{name}), append(p.dots, true)
		case l.is("["):
			key, err := l.index()
			if err != nil {
				return nil, err
			}
			p.keys, p.dots = append(p.keys, key), append(p.dots, false)
		default:
			return p, nil
		}
	}
}

func (l *lexer) index() (expression, error) {
	key, err := l.value()
	if err == nil && !l.is("]") {
		err = mistake("a bracket is not closed")
	}
	return key, err
}

func numeral(text string) any {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	f, _ := strconv.ParseFloat(text, 64) // the lexer saw to its form
	return f
}

func (v literal) eval(*run, int) (any, error) { return v.value, nil }

func (p path) eval(r *run, line int) (any, error) {
	root := p.root
	if p.name != nil {
		v, err := p.name.eval(r, line)
		if err != nil {
			return nil, err
		}
		root = Text(v)
	}
	v, err := r.lookup(root, line)
	for i, k := range p.keys {
		if err != nil {
			return nil, err
		}
		var key any
		if key, err = k.eval(r, line); err != nil {
			return nil, err
		}
		v, err = r.member(v, key, p.dots[i], line)
	}
	return v, err
}

func (s span) eval(r *run, line int) (any, error) {
	from, err := s.from.eval(r, line)
	if err != nil {
		return nil, err
	}
	to, err := s.to.eval(r, line)
	return Range{Int(from), Int(to)}, err
}

func (f filtered) eval(r *run, line int) (any, error) {
	v, err := f.value.eval(r, line)
	for _, one := range f.filters {
		if err != nil {
			return nil, err
		}
		v, err = r.filter(one, v, line)
	}
	return v, err
}

// call evaluates arguments.
func (r *run) call(input any, args []expression, named []pair, line int) (*Call, error) {
	c := &Call{Input: input, Named: make(map[string]any, len(named)), run: r, line: line}
	for _, a := range args {
		v, err := a.eval(r, line)
		if err != nil {
			return nil, err
		}
		c.Args = append(c.Args, v)
	}
	for _, n := range named {
		v, err := n.value.eval(r, line)
		if err != nil {
			return nil, err
		}
		c.Named[n.name] = v
	}
	return c, nil
}

func (r *run) filter(f filter, input any, line int) (any, error) {
	do := r.engine.Filters[f.name]
	if do == nil {
		do = standard[f.name]
	}
	if do == nil {
		return nil, r.fail(line, "not implemented in the sandbox: the filter %s", f.name)
	}
	c, err := r.call(input, f.args, f.named, line)
	if err != nil {
		return nil, err
	}
	v, err := do(c)
	if err != nil {
		if known := (*Error)(nil); !errors.As(err, &known) {
			err = r.fail(line, "%s", err.Error())
		}
	}
	return v, err
}
