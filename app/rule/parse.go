package rule

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
)

// What a rule may be at most. Deciding one costs so many steps times the items of
// the longest list, because lists are not gone through within lists.
const (
	MostBytes = 8 << 10
	MostDepth = 12
	MostNodes = 200
)

// Parse checks a rule. Errors: Invalid with one field, the place in the rule, "" for
// the rule as a whole.
func Parse(raw app.Rule) (Rule, error) {
	if trimmed := bytes.TrimSpace(raw); len(trimmed) == 0 || string(trimmed) == "null" {
		return Rule{}, nil
	}
	if len(raw) > MostBytes {
		return Rule{}, refuse("", "too_long", fmt.Sprintf("A rule has at most %d bytes.", MostBytes))
	}
	if !utf8.Valid(raw) {
		return Rule{}, refuse("", "characters", "A rule is written in UTF-8.")
	}
	var v any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if err := decoder.Decode(&v); err != nil {
		return Rule{}, refuse("", "json", "A rule is JSON: "+plain(err)+".")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Rule{}, refuse("", "json", "A rule is one JSON value.")
	}
	var p parser
	root, err := p.node(v, place{depth: 1})
	if err != nil {
		return Rule{}, err
	}
	if root.op == nil && root.kinds != boolean {
		return Rule{}, refuse("", "operator", `A rule is an operation such as {"==":[{"var":"visit.country"},"SE"]}.`)
	}
	return Rule{root: root, facts: p.facts, wanted: p.wanted, parted: p.parted}, nil
}

// parser collects what a rule asks about.
type parser struct {
	nodes  int
	facts  []string
	wanted []Want
	parted bool
}

// place is where in the rule a node stands.
type place struct {
	at    string
	depth int
	list  bool // within some, all or none
}

func (p place) under(op string) place {
	return place{at: p.at + "." + op, depth: p.depth + 1, list: p.list}
}

func (p place) nth(i int) place {
	return place{at: p.at + "." + strconv.Itoa(i), depth: p.depth, list: p.list}
}

func refuse(at, code, message string) error {
	return app.InvalidFields([]app.FieldError{{Field: at, Code: code, Message: message}})
}

// plain is an error of encoding/json in words that may be shown.
func plain(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return "it ends too early"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

func (p *parser) node(v any, at place) (*node, error) {
	if p.nodes++; p.nodes > MostNodes {
		return nil, refuse("", "too_many", fmt.Sprintf("A rule has at most %d parts.", MostNodes))
	}
	if at.depth > MostDepth {
		return nil, refuse(at.at, "too_deep", fmt.Sprintf("A rule is at most %d deep.", MostDepth))
	}
	switch v := v.(type) {
	case map[string]any:
		return p.operation(v, at)
	case []any:
		return p.list(v, at)
	case string:
		if strings.ContainsFunc(v, unicode.IsControl) {
			return nil, refuse(at.at, "characters", "Control characters are not allowed.")
		}
	}
	return &node{value: v, kinds: kindOf(v)}, nil
}

// list is a list of plain values.
func (p *parser) list(items []any, at place) (*node, error) {
	if p.nodes += len(items); p.nodes > MostNodes {
		return nil, refuse("", "too_many", fmt.Sprintf("A rule has at most %d parts.", MostNodes))
	}
	for i, item := range items {
		if kindOf(item)&(list|object) != 0 {
			return nil, refuse(at.nth(i).at, "list", "A list has plain values only.")
		}
	}
	return &node{value: items, kinds: list}, nil
}

func (p *parser) operation(v map[string]any, at place) (*node, error) {
	if len(v) != 1 {
		return nil, refuse(at.at, "operator", "An operation has exactly one operator.")
	}
	for name, raw := range v {
		op, ok := operators[name]
		if !ok {
			return nil, refuse(at.at, "operator", fmt.Sprintf("There is no operator %s.", quoted(name)))
		}
		args, ok := raw.([]any)
		if !ok {
			args = []any{raw}
		}
		at = at.under(name)
		if len(args) < op.least || op.most > 0 && len(args) > op.most {
			return nil, refuse(at.at, "arguments", op.takes())
		}
		return p.apply(&node{op: op}, args, at)
	}
	return nil, nil // not reached: there is one
}

func (o *operator) takes() string {
	switch {
	case o.least == o.most:
		return fmt.Sprintf("%s takes %d arguments.", quoted(o.name), o.least)
	case o.most == 0:
		return fmt.Sprintf("%s takes at least %d arguments.", quoted(o.name), o.least)
	default:
		return fmt.Sprintf("%s takes %d to %d arguments.", quoted(o.name), o.least, o.most)
	}
}

func (p *parser) apply(n *node, raw []any, at place) (*node, error) {
	switch n.op.name {
	case "var":
		return p.variable(n, raw, at)
	case "missing":
		return p.missing(n, raw, at)
	case "some", "all", "none":
		if at.list {
			return nil, refuse(at.at, "nested", "A list is not gone through within a list.")
		}
	}
	for i, one := range raw {
		here := at.nth(i)
		here.list = at.list || i == 1 && n.op.goesThrough()
		arg, err := p.node(one, here)
		if err != nil {
			return nil, err
		}
		n.args = append(n.args, arg)
	}
	n.kinds = results(n)
	if n.op.check != nil {
		if problem := n.op.check(n); problem != "" {
			return nil, refuse(at.at, "kind", sentence(problem))
		}
	}
	return n, p.wants(n, at)
}

func (o *operator) goesThrough() bool { return o.name == "some" || o.name == "all" || o.name == "none" }

// quoted is a name from the rule, cut where it is too long to show.
func quoted(name string) string {
	if r := []rune(name); len(r) > 40 {
		name = string(r[:40]) + "…"
	}
	return strconv.Quote(name)
}

func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }
