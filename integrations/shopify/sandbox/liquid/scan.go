package liquid

import (
	"regexp"
	"strings"
)

type tokenKind int

const (
	textToken tokenKind = iota
	outputToken
	tagToken
)

// token is a text, an {{ output }} or a {% tag %}.
type token struct {
	kind tokenKind
	text string // of a tag what follows its name
	name string // of a tag
	line int
	raw  string // of a tag whose body is not Liquid, that body
}

// rawTags have bodies that are not Liquid; how each of them ends.
var rawTags = ends("raw", "comment", "doc", "schema", "javascript", "stylesheet")

func ends(names ...string) map[string]*regexp.Regexp {
	out := make(map[string]*regexp.Regexp, len(names))
	for _, name := range names {
		out[name] = regexp.MustCompile(`\{%-?\s*end` + name + `\s*-?%\}`)
	}
	return out
}

const space = " \t\r\n\v\f"

// scanner cuts a source into tokens.
type scanner struct {
	name   string
	rest   string
	line   int
	trim   bool // the next text loses its leading space
	tokens []token
}

func scan(name, source string) ([]token, error) {
	s := &scanner{name: name, rest: source, line: 1}
	for s.rest != "" {
		at := strings.Index(s.rest, "{")
		for at >= 0 && !strings.HasPrefix(s.rest[at:], "{{") && !strings.HasPrefix(s.rest[at:], "{%") {
			next := strings.Index(s.rest[at+1:], "{")
			if next < 0 {
				at = -1
				break
			}
			at += 1 + next
		}
		if at < 0 {
			s.text(s.rest)
			break
		}
		s.text(s.rest[:at])
		if err := s.markup(); err != nil {
			return nil, err
		}
	}
	return s.tokens, nil
}

// text takes a text of the source.
func (s *scanner) text(t string) {
	s.rest = s.rest[len(t):]
	line := s.line
	s.line += strings.Count(t, "\n")
	if s.trim {
		t = strings.TrimLeft(t, space)
	}
	if t != "" {
		s.trim = false
		s.tokens = append(s.tokens, token{kind: textToken, text: t, line: line})
	}
}

// markup takes an output or a tag.
func (s *scanner) markup() error {
	kind, end := outputToken, "}}"
	if s.rest[1] == '%' {
		kind, end = tagToken, "%}"
	}
	to := strings.Index(s.rest[2:], end)
	if to < 0 {
		return &Error{s.name, s.line, "Liquid syntax error: '" + s.rest[:2] + "' was not properly terminated"}
	}
	whole := s.rest[:to+4]
	inner := s.inside(whole)
	t := token{kind: kind, text: strings.Trim(inner, space), line: s.line}
	s.pass(whole)
	if kind == tagToken {
		t.name, t.text = cutName(t.text)
		if stop := rawTags[t.name]; stop != nil {
			if err := s.body(&t, stop); err != nil {
				return err
			}
		}
	}
	s.tokens = append(s.tokens, t)
	return nil
}

// inside is what a markup holds; its dashes trim the texts beside it.
func (s *scanner) inside(whole string) string {
	inner := whole[2 : len(whole)-2]
	s.trim = strings.HasSuffix(inner, "-")
	inner = strings.TrimSuffix(inner, "-")
	if bare, ok := strings.CutPrefix(inner, "-"); ok {
		inner = bare
		if n := len(s.tokens) - 1; n >= 0 && s.tokens[n].kind == textToken {
			s.tokens[n].text = strings.TrimRight(s.tokens[n].text, space)
		}
	}
	return inner
}

func (s *scanner) pass(t string) {
	s.line += strings.Count(t, "\n")
	s.rest = s.rest[len(t):]
}

// body takes what stands up to the end of a raw tag.
func (s *scanner) body(t *token, stop *regexp.Regexp) error {
	at := stop.FindStringIndex(s.rest)
	if at == nil {
		return &Error{s.name, t.line, "Liquid syntax error: '" + t.name + "' tag was never closed"}
	}
	t.raw = s.rest[:at[0]]
	if t.name == "raw" && s.trim {
		t.raw = strings.TrimLeft(t.raw, space)
	}
	end := s.rest[at[0]:at[1]]
	if t.name == "raw" && strings.HasPrefix(end, "{%-") {
		t.raw = strings.TrimRight(t.raw, space)
	}
	s.trim = strings.HasSuffix(end, "-%}")
	s.pass(s.rest[:at[1]])
	return nil
}

// cutName parts "if x" into "if" and "x"; a comment's name is "#".
func cutName(text string) (name, rest string) {
	if strings.HasPrefix(text, "#") {
		return "#", text[1:]
	}
	end := strings.IndexFunc(text, func(r rune) bool { return !isWord(r) })
	if end < 0 {
		return text, ""
	}
	return text[:end], strings.Trim(text[end:], space)
}

func isWord(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}
