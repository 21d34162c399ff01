package graphql

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

const tooLargeToRun = "This query is too large to execute."

var (
	token     = regexp.MustCompile(`^(?:\.\.\.|[A-Za-z_][A-Za-z0-9_]*|-?\d+(?:\.\d+)?|"[^"\n]*"|.)`)
	lastToken = regexp.MustCompile(`(?:\.\.\.|[A-Za-z0-9_]+|\S)\s*$`)
)

// tokenNames are what the C parser of graphql-ruby calls signs and keywords.
var tokenNames = map[string]string{
	"{": "LCURLY", "}": "RCURLY", "(": "LPAREN", ")": "RPAREN", "[": "LBRACKET", "]": "RBRACKET",
	"!": "BANG", ":": "COLON", "=": "EQUALS", "|": "PIPE", "&": "AMP", "@": "DIR_SIGN", "$": "VAR_SIGN",
	"...": "ELLIPSIS", "query": "QUERY", "mutation": "MUTATION", "subscription": "SUBSCRIPTION",
	"fragment": "FRAGMENT", "on": "ON", "true": "TRUE_LITERAL", "false": "FALSE_LITERAL", "null": "NULL",
}

// parseError tells a syntax error in that parser's words. The end of a file is
// told where its last token stands.
func parseError(text string, err error) *Error {
	var known *gqlerror.Error
	if !errors.As(err, &known) || len(known.Locations) == 0 || strings.HasPrefix(known.Message, "exceeded") {
		return Coded("PARSE_ERROR", tooLargeToRun)
	}
	where := Location(known.Locations[0])
	found := tokenAt(text, where)
	if found == "" {
		where, found = place(text, lastIndex(text)), "end of file"
	} else {
		found = fmt.Sprintf("%s (%q)", nameOf(found), found)
	}
	e := Coded("PARSE_ERROR", fmt.Sprintf("syntax error, unexpected %s at [%d, %d]", found, where.Line, where.Column))
	e.Locations = []Location{where}
	return e
}

func nameOf(token string) string {
	if name, ok := tokenNames[token]; ok {
		return name
	}
	switch first := token[0]; {
	case first == '_' || first|0x20 >= 'a' && first|0x20 <= 'z':
		return "IDENTIFIER"
	case first == '"' && len(token) > 1:
		return "STRING"
	case len(token) > 1 && first == '-' || first >= '0' && first <= '9':
		if strings.Contains(token, ".") {
			return "FLOAT"
		}
		return "INT"
	}
	return "invalid token"
}

// tokenAt is the token at a place, nothing at the end.
func tokenAt(text string, at Location) string {
	lines := strings.Split(text, "\n")
	if at.Line < 1 || at.Line > len(lines) {
		return ""
	}
	line := []rune(lines[at.Line-1])
	if at.Column < 1 || at.Column > len(line) {
		return ""
	}
	return token.FindString(string(line[at.Column-1:]))
}

func lastIndex(text string) int {
	if m := lastToken.FindStringIndex(text); m != nil {
		return m[0]
	}
	return 0
}

// place is the line and column of a byte of the text.
func place(text string, index int) Location {
	before := text[:index]
	start := strings.LastIndexByte(before, '\n') + 1
	return Location{strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[start:]) + 1}
}

// dots is where the three dots before a fragment's name or condition stand: the
// parser notes what follows them.
func dots(p *ast.Position) *ast.Position { return signBefore(p, "...") }

// sign is where the @ of a directive stands.
func sign(p *ast.Position) *ast.Position { return signBefore(p, "@") }

func signBefore(p *ast.Position, mark string) *ast.Position {
	if p == nil || p.Src == nil {
		return p
	}
	line := strings.Split(p.Src.Input, "\n")[p.Line-1]
	runes := []rune(line)
	if p.Column-1 > len(runes) {
		return p
	}
	before := string(runes[:p.Column-1])
	i := strings.LastIndex(before, mark)
	if i < 0 {
		return p
	}
	moved := *p
	moved.Column = utf8.RuneCountInString(before[:i]) + 1
	return &moved
}
