package liquid

import (
	"errors"
	"fmt"
	"strings"
)

// Parse reads a template. Errors: *Error.
func Parse(name, source string) (*Template, error) {
	tokens, err := scan(name, source)
	if err != nil {
		return nil, err
	}
	p := &parser{name: name, tokens: tokens}
	body, end, err := p.nodes()
	if err == nil && end.name != "" {
		err = p.fail(end.line, "Liquid syntax error: Unknown tag '%s'", end.name)
	}
	if err != nil {
		return nil, err
	}
	return &Template{name, body, p.schema}, nil
}

type parser struct {
	name   string
	tokens []token
	at     int
	schema string
}

func (p *parser) fail(line int, format string, args ...any) error {
	return &Error{p.name, line, fmt.Sprintf(format, args...)}
}

// mistake is an error of syntax, which its caller places.
func mistake(format string, args ...any) error {
	return fmt.Errorf("Liquid syntax error: "+format, args...)
}

// placed says where an error of an expression is.
func (p *parser) placed(line int, err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return &Error{p.name, line, err.Error()}
}

// nodes reads up to a tag that ends or parts what is open, and gives that tag.
func (p *parser) nodes() (body []node, end token, err error) {
	for p.at < len(p.tokens) {
		t := p.tokens[p.at]
		p.at++
		var n node
		switch t.kind {
		case textToken:
			n = text(t.text)
		case outputToken:
			n, err = p.output(t)
		case tagToken:
			if closers[t.name] {
				return body, t, nil
			}
			n, err = p.tag(t)
		}
		if err != nil {
			return nil, token{}, p.placed(t.line, err)
		}
		if n != nil {
			body = append(body, n)
		}
	}
	return body, token{}, nil
}

// closers end a block or part it.
var closers = map[string]bool{
	"endif": true, "endunless": true, "endcase": true, "endfor": true, "endcapture": true, "endform": true, "endstyle": true, "endtablerow": true,
	"else": true, "elsif": true, "when": true,
}

// block reads the body of an open tag; what comes after "end" or a part is the
// caller's.
func (p *parser) block(open token) (body []node, end token, err error) {
	body, end, err = p.nodes()
	if err == nil && end.name == "" {
		err = p.fail(open.line, "Liquid syntax error: '%s' tag was never closed", open.name)
	}
	return body, end, err
}

// closed reads the body of a tag that has no parts.
func (p *parser) closed(open token) ([]node, error) {
	body, end, err := p.block(open)
	if err == nil && end.name != "end"+open.name {
		err = p.fail(end.line, "Liquid syntax error: Unknown tag '%s' in '%s'", end.name, open.name)
	}
	return body, err
}

type text string

func (t text) render(r *run) error {
	r.out.WriteString(string(t))
	return nil
}

// output is {{ … }}.
type output struct {
	value filtered
	line  int
}

func (p *parser) output(t token) (node, error) {
	l, err := lex(t.text)
	if err != nil || l.done() {
		return nil, err
	}
	value, err := l.filtered()
	if err == nil {
		err = l.end()
	}
	return output{value, t.line}, err
}

func (o output) render(r *run) error {
	v, err := o.value.eval(r, o.line)
	if err == nil {
		r.out.WriteString(Text(v))
	}
	return err
}

// lines are the tags of {% liquid %}, one on a line.
func (p *parser) lines(t token) ([]node, error) {
	inner := &parser{name: p.name}
	for i, line := range strings.Split(t.text, "\n") {
		if line = strings.Trim(line, space); line != "" {
			name, rest := cutName(line)
			if rawTags[name] != nil {
				return nil, p.fail(t.line+i, "not implemented in the sandbox: '%s' within 'liquid'", name)
			}
			inner.tokens = append(inner.tokens, token{kind: tagToken, name: name, text: rest, line: t.line + i})
		}
	}
	body, end, err := inner.nodes()
	if err == nil && end.name != "" {
		err = p.fail(end.line, "Liquid syntax error: Unknown tag '%s'", end.name)
	}
	return body, err
}
