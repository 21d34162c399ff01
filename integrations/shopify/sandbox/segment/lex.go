package segment

import (
	"strings"
	"unicode"
)

// token is a piece of a query and where it stands.
type token struct {
	kind         tokenKind
	raw          string // as written
	text         string // a string without its quotes and escapes
	line, column int
}

type tokenKind int

const (
	end     tokenKind = iota
	word              // a name or keyword
	quoted            // 'text'
	literal           // starts with a digit or a sign: 5, -30d, 2026-01-01
	symbol            // = != < ( , :
	broken            // what the language has no use for
)

type lexer struct {
	rest         []rune
	line, column int
}

// lex cuts a query into tokens; the last is the end.
func lex(query string) []token {
	l := lexer{rest: []rune(query), line: 1}
	var tokens []token
	for {
		l.take(l.while(unicode.IsSpace))
		t := token{line: l.line, column: l.column}
		t.kind, t.raw, t.text = l.next()
		tokens = append(tokens, t)
		if t.kind == end {
			return tokens
		}
	}
}

func (l *lexer) next() (kind tokenKind, raw, text string) {
	if len(l.rest) == 0 {
		return end, "<EOF>", ""
	}
	switch r := l.rest[0]; {
	case unicode.IsLetter(r) || r == '_':
		raw = l.take(l.while(inWord))
		if !strings.HasPrefix(raw, "metafields.") {
			return word, raw, raw
		}
		raw += l.take(l.while(inMetafield))
		return word, raw, raw
	case unicode.IsDigit(r), strings.ContainsRune("+-", r):
		raw = l.take(1 + count(l.rest[1:], inLiteral))
		return literal, raw, raw
	case r == '\'':
		return l.quoted()
	}
	for _, s := range []string{"!=", "<=", ">=", "<", ">", "=", "(", ")", ",", ":"} {
		if strings.HasPrefix(string(l.rest[:min(2, len(l.rest))]), s) {
			return symbol, l.take(len(s)), s
		}
	}
	return broken, l.take(1), ""
}

// quoted reads a string; one not closed is broken.
func (l *lexer) quoted() (kind tokenKind, raw, text string) {
	var b strings.Builder
	for i := 1; i < len(l.rest); i++ {
		switch r := l.rest[i]; {
		case r == '\'':
			return quoted, l.take(i + 1), b.String()
		case r == '\\' && i+1 < len(l.rest):
			i++
			fallthrough
		default:
			b.WriteRune(l.rest[i])
		}
	}
	return broken, l.take(len(l.rest)), ""
}

// take moves on over n characters and gives them.
func (l *lexer) take(n int) string {
	for _, r := range l.rest[:n] {
		l.column++
		if r == '\n' {
			l.line, l.column = l.line+1, 0
		}
	}
	taken := string(l.rest[:n])
	l.rest = l.rest[n:]
	return taken
}

func (l *lexer) while(is func(rune) bool) int { return count(l.rest, is) }

func count(text []rune, is func(rune) bool) int {
	for i, r := range text {
		if !is(r) {
			return i
		}
	}
	return len(text)
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '.' }

// A metafield's namespace may be "$app:group" and have hyphens.
func inMetafield(r rune) bool { return inWord(r) || strings.ContainsRune("$:-", r) }

// A literal may be a date with a time, an offset or "7_days_ago".
func inLiteral(r rune) bool { return inWord(r) || strings.ContainsRune("+-:", r) }
