package liquid

import "fmt"

// condition is a comparison, or two conditions joined. Liquid knows no
// precedence: "a or b and c" is "a or (b and c)", and "a and b or c" is
// "a and (b or c)".
type condition struct {
	left, right filtered
	op          string // "" tests left alone
	join        string // "and", "or" or ""
	rest        *condition
}

var comparisons = map[string]bool{"==": true, "!=": true, "<>": true, "<": true, ">": true, "<=": true, ">=": true, "contains": true}

func (l *lexer) condition() (*condition, error) {
	c := &condition{}
	var err error
	if c.left, err = l.operand(); err != nil {
		return nil, err
	}
	if comparisons[l.peek().text] && l.peek().kind != 's' {
		c.op = l.take().text
		if c.right, err = l.operand(); err != nil {
			return nil, err
		}
	}
	if p := l.peek(); p.kind == 'i' && (p.text == "and" || p.text == "or") {
		c.join = l.take().text
		c.rest, err = l.condition()
	}
	return c, err
}

// operand is a value; Liquid's conditions take no filters.
func (l *lexer) operand() (filtered, error) {
	value, err := l.value()
	return filtered{value: value}, err
}

func (c *condition) test(r *run, line int) (bool, error) {
	ok, err := c.one(r, line)
	if err != nil || c.join == "" || c.join == "and" && !ok || c.join == "or" && ok {
		return ok, err
	}
	return c.rest.test(r, line)
}

func (c *condition) one(r *run, line int) (bool, error) {
	left, err := c.left.eval(r, line)
	if err != nil || c.op == "" {
		return truth(left), err
	}
	right, err := c.right.eval(r, line)
	if err != nil {
		return false, err
	}
	ok, err := compare(left, c.op, right)
	if err != nil {
		err = r.fail(line, "%s", err.Error())
	}
	return ok, err
}

func compare(left any, op string, right any) (bool, error) {
	switch op {
	case "==":
		return same(left, right), nil
	case "!=", "<>":
		return !same(left, right), nil
	case "contains":
		return holds(left, right), nil
	}
	if left == nil || right == nil {
		return false, nil
	}
	n, ok := order(left, right)
	if !ok {
		return false, fmt.Errorf("comparison of %s with %s failed", kindOf(left), inspect(right))
	}
	switch op {
	case "<":
		return n < 0, nil
	case "<=":
		return n <= 0, nil
	case ">":
		return n > 0, nil
	}
	return n >= 0, nil
}
