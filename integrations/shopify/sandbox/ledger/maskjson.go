package ledger

import (
	"bytes"
	"encoding/json"
	"strings"
)

// maxNesting bounds JSON within JSON strings, as metafields hold it.
const maxNesting = 3

// maskJSON hides the values of secret members and leaves every other byte as it
// was. It reads tokens and not a document, because bodies are cut, and because
// GraphQL writes arguments the same way.
func maskJSON(text string, nesting int) string {
	if !strings.Contains(text, `"`) {
		return text
	}
	m := jsonMasker{text: text, nesting: nesting}
	for m.at < len(text) {
		m.token()
	}
	if m.done == 0 {
		return text
	}
	m.out.WriteString(text[m.done:])
	return m.out.String()
}

type jsonMasker struct {
	text    string
	nesting int
	out     strings.Builder
	done    int    // how far the text was written out
	at      int    // how far it was read
	name    string // the member whose value comes next, "" for none
	depth   int    // how deep in a secret object or list
}

func (m *jsonMasker) token() {
	start := m.at
	switch c := m.text[start]; c {
	case '"':
		m.quoted(start)
	case '{', '[':
		if m.depth > 0 || secret(m.name) {
			m.depth++
		}
		m.at, m.name = start+1, ""
	case '}', ']':
		m.depth = max(0, m.depth-1)
		m.at, m.name = start+1, ""
	case ' ', '\t', '\r', '\n', ',', ':':
		m.at++
	default:
		m.bare(start)
	}
}

func (m *jsonMasker) quoted(start int) {
	end, closed := stringEnd(m.text, start)
	m.at = end
	raw := m.text[start+1 : end]
	if closed {
		raw = raw[:len(raw)-1]
	}
	if closed && m.colonAhead() {
		m.name, _ = unquote(raw)
		return
	}
	if hidden := m.value(raw, closed); hidden != raw {
		m.write(start+1, hidden, start+1+len(raw))
	}
	m.name = ""
}

// value is a string's inside, without what must not be kept.
func (m *jsonMasker) value(raw string, closed bool) string {
	switch {
	case m.depth > 0:
		return mask(raw)
	case secret(m.name):
		return hide(m.name, raw)
	case !strings.Contains(raw, `\"`):
		return raw
	}
	if !closed {
		raw = wholeEscapes(raw)
	}
	inner, ok := unquote(raw)
	if !ok || m.nesting == maxNesting {
		return dots
	}
	hidden := maskJSON(inner, m.nesting+1)
	if hidden == inner {
		return raw
	}
	return quote(hidden)
}

// bare reads a number, a word, or a name that GraphQL writes without quotes.
func (m *jsonMasker) bare(start int) {
	for m.at < len(m.text) && !strings.ContainsRune("\"{}[],: \t\r\n", rune(m.text[m.at])) {
		m.at++
	}
	word := m.text[start:m.at]
	switch {
	case m.colonAhead():
		if m.depth == 0 {
			m.name = word
		}
	case word == "null" || word == "true" || word == "false":
		m.name = ""
	case m.depth > 0, secret(m.name) && isNumber(word):
		m.write(start, `"`+dots+`"`, m.at)
		m.name = ""
	default:
		m.name = ""
	}
}

func (m *jsonMasker) colonAhead() bool {
	return strings.HasPrefix(strings.TrimLeft(m.text[m.at:min(len(m.text), m.at+16)], " \t\r\n"), ":")
}

func (m *jsonMasker) write(from int, hidden string, to int) {
	m.out.WriteString(m.text[m.done:from])
	m.out.WriteString(hidden)
	m.done = to
}

func isNumber(word string) bool { return strings.Trim(word, "0123456789+-.eE") == "" }

// stringEnd finds where a string that starts with a quote ends.
func stringEnd(text string, start int) (end int, closed bool) {
	for i := start + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1, true
		}
	}
	return len(text), false
}

// wholeEscapes drops an escape that was cut in its middle.
func wholeEscapes(raw string) string {
	last := strings.LastIndexByte(raw, '\\')
	if last < 0 || len(raw)-last >= len(`\u0000`) {
		return raw
	}
	if _, ok := unquote(raw); ok {
		return raw
	}
	return raw[:last]
}

func unquote(raw string) (string, bool) {
	if !strings.Contains(raw, `\`) {
		return raw, true
	}
	var s string
	err := json.Unmarshal([]byte(`"`+raw+`"`), &s)
	return s, err == nil
}

func quote(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always encodes
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), `"`), "\"\n")
}
