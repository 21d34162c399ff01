package segment

// call reads what stands in brackets right after a name: anniversary's date,
// and the parameters of a function as they were written before MATCHES, which
// Shopify deprecates and still reads: "products_purchased(quantity: 5) = true"
// is "products_purchased MATCHES (quantity = 5)".
func (p *parser) call(c *clause) *Error {
	if p.peek().raw != "(" {
		return nil
	}
	c.called = p.peek()
	if p.tokens[1].raw == ")" {
		p.tokens = p.tokens[2:]
		return nil
	}
	return p.series(func() *Error {
		if p.peek().kind == quoted {
			c.argument = p.next()
			return nil
		}
		parameter := &clause{name: p.next(), at: p.peek(), operator: "="}
		c.parameters = append(c.parameters, parameter)
		if err := p.expect(":"); err != nil {
			return err
		}
		if p.peek().raw == "(" {
			parameter.operator = "IN"
			return p.list(parameter)
		}
		return p.value(parameter)
	})
}

// modern rewrites a deprecated call of a function to what it means.
func (c *clause) modern() *Error {
	switch {
	case c.called.raw == "":
		return nil
	case c.argument.raw != "":
		return unexpected(c.argument)
	case c.operator != "=" && c.operator != "!=":
		return unsupported(c.name, c.at, c.operator)
	case len(c.values) != 1 || c.values[0].raw != "true" && c.values[0].raw != "false":
		return unexpected(c.values[0])
	}
	matches := (c.operator == "=") == (c.values[0].raw == "true")
	c.called, c.values, c.operator = token{}, nil, "NOT MATCHES"
	if matches {
		c.operator = "MATCHES"
	}
	return nil
}

// date is the metafield anniversary looks at: anniversary('metafields.a.b'),
// or anniversary(date: 'metafields.a.b') as it was written before.
func (c *clause) date() (token, bool) {
	if p := c.parameters; len(p) == 1 && p[0].name.raw == "date" && len(p[0].values) == 1 {
		return p[0].values[0], p[0].values[0].kind == quoted
	}
	return c.argument, c.argument.raw != "" && len(c.parameters) == 0
}
