package admin

import (
	"bytes"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// part is what a turn does, written beside the operation.
type part struct {
	*session
	op   world.BulkOperation // as it will be
	text bytes.Buffer
}

func (p *part) run(j job, lines []line) (more bool, err error) {
	if j.mutation == nil {
		return p.query(j.query)
	}
	for started := time.Now(); len(lines) > 0 && time.Since(started) < turnTime; lines = lines[1:] {
		if err := p.line(j.mutation, lines[0]); err != nil {
			return false, err
		}
		more = lines[0].more
	}
	return more, nil
}

// line runs the mutation with one line of variables; an empty one is passed over.
func (p *part) line(m *graphql.BulkMutation, l line) (err error) {
	switch {
	case l.problem != "":
		err = m.RefuseLine(p.op.Line, l.problem, &p.text)
	case l.variables != nil:
		_, err = m.RunLine(p.op.Line, l.variables, p.root, p.permit, &p.text)
	}
	if l.problem != "" || l.variables != nil {
		p.op.Objects++
		p.op.Roots++
	}
	p.op.Line++
	p.op.Offset = l.end
	return err
}

func (p *part) query(q *graphql.Operation) (more bool, err error) {
	how, from := graphql.Bulk{Nodes: turnNodes, Grouped: p.op.Grouped}, graphql.BulkPlace{Connection: p.op.Connection, After: p.op.After}
	wrote, errs, err := q.RunBulk(how, from, p.root, p.permit, &p.text)
	if len(errs) > 0 {
		return false, queryError(errs)
	}
	p.op.Objects += wrote.Objects
	p.op.Roots += wrote.RootObjects
	p.op.Connection, p.op.After = wrote.Next.Connection, wrote.Next.After
	return wrote.More, err
}
