package segment

import (
	"slices"
	"strings"
)

var keywords = []string{"AND", "OR", "NOT", "IS", "NULL", "IN", "BETWEEN", "CONTAINS", "MATCHES"}

// parser reads by recursive descent, AND before OR, and stops at the first
// token it has no use for.
type parser struct {
	tokens  []token
	clauses []*clause // those begun, whether or not read to their end
}

func (p *parser) query() (node, *Error) {
	n, err := p.or()
	if err == nil && p.peek().kind != end {
		return nil, unexpected(p.peek())
	}
	return n, err
}

func (p *parser) or() (node, *Error) {
	return p.joined("OR", p.and, func(n []node) node { return some(n) })
}

func (p *parser) and() (node, *Error) {
	return p.joined("AND", p.not, func(n []node) node { return every(n) })
}

func (p *parser) joined(connective string, part func() (node, *Error), join func([]node) node) (node, *Error) {
	var parts []node
	for {
		n, err := part()
		if err != nil {
			return nil, err
		}
		if parts = append(parts, n); !p.keyword(connective) {
			return join(parts), nil
		}
	}
}

func (p *parser) not() (node, *Error) {
	if p.keyword("NOT") {
		n, err := p.not()
		return none{n}, err
	}
	if !p.symbol("(") {
		return p.clause()
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	return n, p.expect(")")
}

func (p *parser) clause() (node, *Error) {
	c := &clause{name: p.next()}
	if c.name.kind != word || isKeyword(c.name) {
		return nil, unexpected(c.name)
	}
	p.clauses = append(p.clauses, c)
	if err := p.call(c); err != nil {
		return nil, err
	}
	err := p.condition(c)
	c.whole = err == nil
	return c, err
}

// condition reads what follows a filter's or a parameter's name.
func (p *parser) condition(c *clause) *Error {
	c.at = p.peek()
	if c.at.kind == symbol && slices.Contains(comparisons, c.at.raw) {
		c.operator = p.next().raw
		if c.name.raw == "coordinates" { // the one value that is a pair
			return p.list(c)
		}
		return p.value(c)
	}
	if p.keyword("IS") {
		return p.null(c)
	}
	if p.keyword("BETWEEN") {
		return p.between(c)
	}
	not := ""
	if p.keyword("NOT") {
		not = "NOT "
	}
	switch {
	case p.keyword("CONTAINS"):
		c.operator = not + "CONTAINS"
		return p.value(c)
	case p.keyword("IN"):
		c.operator = not + "IN"
		return p.list(c)
	case p.keyword("MATCHES"):
		c.operator = not + "MATCHES"
		return p.parameters(c)
	}
	return unexpected(p.peek())
}

func (p *parser) null(c *clause) *Error {
	c.operator = isNull
	if p.keyword("NOT") {
		c.operator = isNotNull
	}
	if !p.keyword("NULL") {
		return unexpected(p.peek())
	}
	return nil
}

func (p *parser) between(c *clause) *Error {
	c.operator = between
	if err := p.value(c); err != nil {
		return err
	}
	if !p.keyword("AND") {
		return unexpected(p.peek())
	}
	return p.value(c)
}

func (p *parser) value(c *clause) *Error {
	t := p.next()
	if t.kind != quoted && t.kind != literal && (t.kind != word || isKeyword(t)) {
		return unexpected(t)
	}
	c.values = append(c.values, t)
	return nil
}

func (p *parser) list(c *clause) *Error {
	return p.series(func() *Error { return p.value(c) })
}

func (p *parser) parameters(c *clause) *Error {
	if p.peek().raw == "(" && p.tokens[1].raw == ")" {
		p.tokens = p.tokens[2:]
		return nil
	}
	return p.series(func() *Error {
		parameter := &clause{name: p.next()}
		c.parameters = append(c.parameters, parameter)
		return p.condition(parameter)
	})
}

// series reads one or more parts between brackets, with commas.
func (p *parser) series(part func() *Error) *Error {
	if err := p.expect("("); err != nil {
		return err
	}
	for {
		if err := part(); err != nil {
			return err
		}
		if !p.symbol(",") {
			return p.expect(")")
		}
	}
}

func (p *parser) peek() token { return p.tokens[0] }

// next takes a token; the end stays.
func (p *parser) next() token {
	t := p.tokens[0]
	if t.kind != end {
		p.tokens = p.tokens[1:]
	}
	return t
}

func (p *parser) expect(s string) *Error {
	if !p.symbol(s) {
		return unexpected(p.peek())
	}
	return nil
}

func (p *parser) symbol(s string) bool {
	if p.peek().kind != symbol || p.peek().raw != s {
		return false
	}
	p.next()
	return true
}

func (p *parser) keyword(k string) bool {
	if p.peek().kind != word || !strings.EqualFold(p.peek().raw, k) {
		return false
	}
	p.next()
	return true
}

func isKeyword(t token) bool {
	return t.kind == word && slices.Contains(keywords, strings.ToUpper(t.raw))
}
