package question

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
)

const (
	textLength     = 1_000 // characters, when the definition says nothing
	mostTextLength = 5_000
)

// text is answered in the shopper's own words.
type text struct{}

var _ Type = text{}

// Name is "text".
func (text) Name() string { return "text" }

// Kind is text.
func (text) Kind(app.Question) app.ValueKind { return app.KindText }

// Check wants no options.
func (text) Check(q app.Question) []app.FieldError {
	wrong := unwanted(q, withLength)
	if q.MaxLength < 0 || q.MaxLength > mostTextLength {
		wrong = append(wrong, field("max_length", "range", fmt.Sprintf("At most %d characters.", mostTextLength)))
	}
	return wrong
}

// Parse reads "any words". Errors: Invalid.
func (text) Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	var written string
	if json.Unmarshal(raw, &written) != nil {
		return app.Value{}, wrongType("a text")
	}
	written = strings.TrimSpace(clean(written))
	if written == "" {
		return app.Value{}, nil
	}
	if err := checkLength(written, limit(q.MaxLength, textLength)); err != nil {
		return app.Value{}, err
	}
	return value(app.KindText, written), nil
}

// clean drops control characters, which nobody types and PostgreSQL (NUL) and
// spreadsheets refuse, and keeps one kind of line break.
func clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\n', r == '\t', !unicode.IsControl(r):
			return r
		default:
			return -1
		}
	}, s)
}

func limit(own, standard int) int {
	if own > 0 {
		return own
	}
	return standard
}

func checkLength(s string, most int) error {
	if utf8.RuneCountInString(s) > most {
		return refuse("too_long", fmt.Sprintf("At most %d characters.", most))
	}
	return nil
}

// value encodes without escaping <, > and &: the text stays readable, and
// whoever puts it into a page escapes it there.
func value(kind app.ValueKind, v any) app.Value {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // strings and booleans, in slices, maps and slots: cannot fail
	return app.Value{Kind: kind, JSON: bytes.TrimSpace(b.Bytes())}
}
