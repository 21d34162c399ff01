package segment

import "slices"

// clause is one condition: "number_of_orders >= 1". A function's parameters
// are clauses too.
type clause struct {
	name     token
	operator string
	at       token // where the operator stands
	values   []token

	parameters []*clause // of a function
	called     token     // the bracket right after the name, if any
	argument   token     // anniversary's date
	whole      bool      // read to its end

	// What checking found out.
	filter    filter
	operands  []operand
	metafield *metafield
}

func (c *clause) match(s scope) bool {
	operator, negated := positive(c.operator)
	if operator == "MATCHES" {
		return c.happened(s.customer.Events(c.name.raw), s) != negated
	}
	return c.holds(operator, c.facts(s), s) != negated
}

func (c *clause) facts(s scope) []Value {
	if c.metafield != nil {
		return c.metafield.values(s)
	}
	return s.customer.Fact(c.name.raw)
}

// holds is what an operator that negates nothing says of the values.
func (c *clause) holds(operator string, values []Value, s scope) bool {
	if operator == isNull {
		return len(values) == 0
	}
	return slices.ContainsFunc(values, func(v Value) bool { return c.compare(operator, v, s) })
}

// positive takes the negation out of an operator: what is excluded stays
// excluded, and what a customer does not have is not equal to anything.
func positive(operator string) (plain string, negated bool) {
	switch operator {
	case "!=":
		return "=", true
	case "NOT CONTAINS":
		return "CONTAINS", true
	case "NOT IN":
		return "IN", true
	case "NOT MATCHES":
		return "MATCHES", true
	case isNotNull:
		return isNull, true
	}
	return operator, false
}

// happened says whether events are as a function's parameters ask. Without a
// parameter that counts or adds up, one will do.
func (c *clause) happened(events []Event, s scope) bool {
	var each, all []*clause
	for _, p := range c.parameters {
		if _, sums := totals[p.name.raw]; sums {
			all = append(all, p)
		} else {
			each = append(each, p)
		}
	}
	events = slices.DeleteFunc(slices.Clone(events), func(e Event) bool {
		return slices.ContainsFunc(each, func(p *clause) bool { return !p.says(e[p.name.raw], s) })
	})
	return (len(events) > 0 || len(all) > 0) && !slices.ContainsFunc(all, func(p *clause) bool {
		return !p.says([]Value{totals[p.name.raw](events)}, s)
	})
}

func (c *clause) says(values []Value, s scope) bool {
	operator, negated := positive(c.operator)
	return c.holds(operator, values, s) != negated
}

// totals are the parameters that speak of all events at once.
var totals = map[string]func([]Event) Value{
	"count":        func(events []Event) Value { return Number(float64(len(events))) },
	"sum_amount":   func(events []Event) Value { return sum(events, "amount") },
	"sum_quantity": func(events []Event) Value { return sum(events, "quantity") },
}

func sum(events []Event, parameter string) Value {
	total := 0.0
	for _, e := range events {
		for _, v := range e[parameter] {
			total += v.number
		}
	}
	return Number(total)
}
