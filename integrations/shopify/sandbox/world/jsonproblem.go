package world

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// JSONProblem says what keeps a text from being JSON, and where, as Shopify's
// parser does; "" when it is JSON.
func JSONProblem(text string) string {
	var syntax *json.SyntaxError
	if err := json.Unmarshal([]byte(text), new(any)); !errors.As(err, &syntax) {
		return ""
	}
	at := len(text)
	if syntax.Error() != "unexpected end of JSON input" {
		at = start(text, int(syntax.Offset)-1)
	}
	line := 1 + strings.Count(text[:at], "\n")
	column := 1 + utf8.RuneCountInString(text[strings.LastIndex(text[:at], "\n")+1:at])
	place := fmt.Sprintf(" at line %d column %d", line, column)
	if at == len(text) {
		return "unexpected end of input" + place
	}
	if before := strings.TrimRight(text[:at], " \t\r\n"); strings.HasSuffix(before, "{") {
		return "expected object key, got '" + word(text[at:]) + "'" + place
	}
	return "unexpected token '" + word(text[at:]) + "'" + place
}

// start walks back from a wrong character to where its word starts.
func start(text string, at int) int {
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		at -= size
	}
	return at
}

const longestWord = 32

// word is the text up to a space, and not too much of it.
func word(text string) string {
	if i := strings.IndexAny(text, " \t\r\n"); i >= 0 {
		text = text[:i]
	}
	runes := []rune(text)
	return string(runes[:min(len(runes), longestWord)])
}
