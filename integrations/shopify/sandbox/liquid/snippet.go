package liquid

import (
	"strings"
)

// include is {% render 'name' %}: a snippet sees the page's objects and what it
// is given, and nothing the block assigned.
type include struct {
	name  string
	with  expression // for or with
	each  bool       // for: once for every item
	as    string
	named []pair
	line  int
}

func snippet(t token, l *lexer) (node, error) {
	p := l.take()
	if p.kind != 's' {
		return nil, mistake("Syntax error in tag 'render' - Template name must be a quoted string")
	}
	s := include{name: p.text, as: p.text[strings.LastIndex(p.text, "/")+1:], line: t.line}
	var err error
	if s.each = l.is("for"); s.each || l.is("with") {
		if s.with, err = l.value(); err == nil && l.is("as") {
			s.as, err = l.word()
		}
	}
	if err == nil && (l.is(",") || l.named()) {
		_, s.named, err = l.arguments()
	}
	return s, err
}

func (s include) render(r *run) error {
	if r.engine.Snippet == nil || r.depth >= maxDepth {
		return r.fail(s.line, "Nesting too deep, or no snippets: %s", s.name)
	}
	t, err := r.engine.Snippet(s.name)
	if err != nil {
		return r.fail(s.line, "Could not find asset snippets/%s.liquid: %s", s.name, err)
	}
	c, err := r.call(nil, nil, s.named, s.line)
	if err != nil {
		return err
	}
	if s.with == nil {
		return r.inner(t, c.Named)
	}
	v, err := s.with.eval(r, s.line)
	if err != nil {
		return err
	}
	items := []any{v}
	if s.each {
		items = List(v)
	}
	for i, item := range items {
		scope := map[string]any{s.as: normal(item)}
		for name, value := range c.Named {
			scope[name] = value
		}
		if s.each {
			scope["forloop"] = place(loop{name: s.as, source: s.name}, i, len(items), nil)
		}
		if err := r.inner(t, scope); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) inner(t *Template, scope map[string]any) error {
	in := &run{engine: r.engine, template: t, out: r.out, objects: r.objects, scopes: []map[string]any{scope}, steps: r.steps, depth: r.depth + 1}
	if err := in.nodes(t.body); err != nil && !jumps(err) {
		return err
	}
	return nil
}

// form is {% form 'product', product %}: the page makes the element.
type form struct {
	args  []expression
	named []pair
	body  []node
	line  int
}

func (p *parser) form(t token, l *lexer) (node, error) {
	args, named, err := l.arguments()
	if err != nil {
		return nil, err
	}
	body, err := p.closed(t)
	return form{args, named, body, t.line}, err
}

func (f form) render(r *run) error {
	c, err := r.call(nil, f.args, f.named, f.line)
	if err != nil {
		return err
	}
	if r.engine.Form == nil || len(c.Args) == 0 {
		return r.fail(f.line, "not implemented in the sandbox: the tag form here")
	}
	c.Input = c.Args[0]
	r.scopes = append(r.scopes, map[string]any{"form": map[string]any{"posted_successfully?": false, "errors": nil, "id": nil}})
	body, err := r.captured(f.body)
	r.scopes = r.scopes[:len(r.scopes)-1]
	if err != nil {
		return err
	}
	drawn, err := r.engine.Form(c, body)
	if err != nil {
		return r.fail(f.line, "%s", err)
	}
	r.out.WriteString(drawn)
	return nil
}
