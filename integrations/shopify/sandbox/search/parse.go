package search

import (
	"strings"
	"unicode"
)

// parser reads by recursive descent. OR binds tighter than AND, written or
// not: "a OR b AND c" is "(a OR b) AND c".
type parser struct {
	text    []rune
	at      int
	depth   int
	tooDeep bool
}

// and reads terms up to the end or the bracket that closes them.
func (p *parser) and() node {
	var found []node
	for !p.tooDeep {
		p.space()
		if p.end() || p.peek() == ')' && p.depth > 0 {
			break
		}
		before := p.at
		if n := p.or(); n != nil {
			found = append(found, n)
		}
		if p.at == before {
			p.at++ // a character nothing starts with, ":" or ")"
		}
	}
	return group(found, allOf)
}

func (p *parser) or() node {
	var found []node
	for {
		if n := p.term(); n != nil {
			found = append(found, n)
		}
		if p.space(); !p.word("OR") {
			return group(found, anyOf)
		}
	}
}

// term reads one value, field or group and what negates it.
func (p *parser) term() node {
	negated := false
	for {
		p.space()
		switch {
		case p.word("AND"), p.word("OR"): // a connective that joins nothing
		case p.word("NOT"):
			negated = !negated
		case p.peek() == '-' && p.at+1 < len(p.text) && !unicode.IsSpace(p.text[p.at+1]):
			p.at++
			negated = !negated
		default:
			n := p.operand()
			if negated {
				return negate(n)
			}
			return n
		}
	}
}

func (p *parser) operand() node {
	if p.peek() != '(' {
		return p.value()
	}
	if p.depth++; p.depth > maxDepth {
		p.tooDeep = true
		return nil
	}
	p.at++
	n := p.and()
	if p.peek() == ')' {
		p.at++
	}
	p.depth--
	return n
}

// value reads "word", "'a phrase'" or "field:>value".
func (p *parser) value() node {
	if q := p.peek(); q == '"' || q == '\'' {
		return newTerm(term{field: Default, value: p.quoted(q), phrase: true})
	}
	name, star := p.run(":()")
	if p.peek() != ':' || name == "" {
		return newTerm(term{field: Default, value: name, prefix: star})
	}
	p.at++
	t := term{field: name, comparator: p.comparator()}
	if q := p.peek(); q == '"' || q == '\'' {
		t.value, t.phrase = p.quoted(q), true
		return newTerm(t)
	}
	// A value ends at a colon: what follows in an unquoted time is read as
	// another field, "updated_at:>2026-01-01T00:00:00Z" asks for "00".
	t.value, t.prefix = p.run(":)")
	if p.peek() == ':' {
		p.at++
	}
	return newTerm(t)
}

func (p *parser) comparator() string {
	for _, c := range []string{"<=", ">=", "<", ">"} {
		if strings.HasPrefix(string(p.text[p.at:min(p.at+2, len(p.text))]), c) {
			p.at += len(c)
			return c
		}
	}
	return ""
}

// run reads up to white space or one of the characters, and says whether it
// ends in a wildcard. A backslash takes the next character as it is.
func (p *parser) run(until string) (text string, wildcard bool) {
	var b strings.Builder
	for !p.end() && !unicode.IsSpace(p.peek()) && !strings.ContainsRune(until, p.peek()) {
		wildcard = p.peek() == '*'
		b.WriteRune(p.next())
	}
	if wildcard {
		return strings.TrimSuffix(b.String(), "*"), true
	}
	return b.String(), false
}

// quoted reads a phrase; one not closed goes on to the end.
func (p *parser) quoted(quote rune) string {
	var b strings.Builder
	for p.at++; !p.end() && p.peek() != quote; {
		b.WriteRune(p.next())
	}
	p.at++
	return b.String()
}

func (p *parser) next() rune {
	if p.peek() == '\\' && p.at+1 < len(p.text) {
		p.at++
	}
	r := p.text[p.at]
	p.at++
	return r
}

// word takes a connective, which stands alone and in capitals.
func (p *parser) word(w string) bool {
	after := p.at + len(w)
	if after > len(p.text) || string(p.text[p.at:after]) != w {
		return false
	}
	if after < len(p.text) && !unicode.IsSpace(p.text[after]) && !strings.ContainsRune("()", p.text[after]) {
		return false
	}
	p.at = after
	return true
}

func (p *parser) space() {
	for !p.end() && unicode.IsSpace(p.peek()) {
		p.at++
	}
}

func (p *parser) end() bool { return p.at >= len(p.text) }

// peek is the next character, 0 at the end.
func (p *parser) peek() rune {
	if p.end() {
		return 0
	}
	return p.text[p.at]
}
