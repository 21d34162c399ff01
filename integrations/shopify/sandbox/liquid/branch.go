package liquid

// branch is if, elsif, else: the first arm whose condition holds.
type branch struct {
	arms   []arm
	unless bool // the first arm's condition is turned round
}

type arm struct {
	when *condition // nil: else
	body []node
	line int
}

func (p *parser) branch(t token, l *lexer) (node, error) {
	b := branch{unless: t.name == "unless"}
	open := t
	when, err := l.condition()
	for err == nil {
		var body []node
		var end token
		if body, end, err = p.block(open); err != nil {
			break
		}
		b.arms = append(b.arms, arm{when, body, t.line})
		t = end
		switch end.name {
		case "end" + open.name:
			return b, nil
		case "else":
			when = nil
		case "elsif":
			when, err = p.condition(end)
		default:
			err = p.fail(end.line, "Liquid syntax error: Unknown tag '%s' in '%s'", end.name, open.name)
		}
	}
	return nil, err
}

func (p *parser) condition(t token) (*condition, error) {
	l, err := lex(t.text)
	if err != nil {
		return nil, err
	}
	c, err := l.condition()
	if err == nil {
		err = l.end()
	}
	return c, p.placed(t.line, err)
}

func (b branch) render(r *run) error {
	for i, a := range b.arms {
		ok := a.when == nil
		if !ok {
			var err error
			if ok, err = a.when.test(r, a.line); err != nil {
				return err
			}
			ok = ok != (b.unless && i == 0)
		}
		if ok {
			return r.nodes(a.body)
		}
	}
	return nil
}

// cases is case, when, else. Every fitting when is drawn, as in Shopify's.
type cases struct {
	value expression
	arms  []whenArm
	line  int
}

type whenArm struct {
	values []expression // none: else
	body   []node
}

func (p *parser) cases(t token, l *lexer) (node, error) {
	value, err := l.value()
	if err != nil {
		return nil, err
	}
	c := cases{value: value, line: t.line}
	_, end, err := p.block(t) // what stands before the first when is not drawn
	for err == nil {
		var a whenArm
		switch end.name {
		case "endcase":
			return c, nil
		case "when":
			a.values, err = p.whens(end)
		case "else":
		default:
			err = p.fail(end.line, "Liquid syntax error: Unknown tag '%s' in 'case'", end.name)
		}
		if err == nil {
			a.body, end, err = p.block(t)
			c.arms = append(c.arms, a)
		}
	}
	return nil, err
}

// whens are the values of a when, parted by commas or "or".
func (p *parser) whens(t token) ([]expression, error) {
	l, err := lex(t.text)
	if err != nil {
		return nil, err
	}
	var out []expression
	for {
		v, err := l.value()
		if err != nil {
			return nil, err
		}
		out = append(out, v)
		if l.done() {
			return out, nil
		}
		if !l.is(",") && !l.is("or") {
			return nil, mistake("Unexpected %s in 'when'", l.peek().text)
		}
	}
}

func (c cases) render(r *run) error {
	v, err := c.value.eval(r, c.line)
	if err != nil {
		return err
	}
	drawn := false
	for _, a := range c.arms {
		fits := a.values == nil && !drawn
		for _, e := range a.values {
			w, err := e.eval(r, c.line)
			if err != nil {
				return err
			}
			fits = fits || same(v, w)
		}
		if fits {
			drawn = true
			if err := r.nodes(a.body); err != nil {
				return err
			}
		}
	}
	return nil
}
