package ledger

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxBody is how much of a body is kept.
const MaxBody = 64 << 10

const maxHeaders = 60

// Message is a request or an answer as it went over the wire, without secrets.
type Message struct {
	Headers http.Header
	Body    string
	Bytes   int64 // the body's true length
	Cut     bool  // Body is only its beginning
	Binary  bool  // not text, and therefore not kept
}

// message makes a Message of a body's first bytes.
func message(headers http.Header, body []byte, total int64) Message {
	m := Message{Headers: headers.Clone(), Bytes: total, Cut: total > int64(len(body))}
	if strings.EqualFold(headers.Get("Content-Encoding"), "gzip") {
		body = unzip(body)
	}
	m.Body = string(body)
	return m
}

// unzip opens what there is of a body, no further than what may be kept.
func unzip(body []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return body
	}
	text, _ := io.ReadAll(io.LimitReader(r, MaxBody)) // cut short is fine
	return text
}

// tidy bounds a message and hides its secrets.
func (m *Message) tidy(before *Message) {
	if m.Bytes < int64(len(m.Body)) && m.Body != before.Body {
		m.Bytes = int64(len(m.Body))
	}
	if m.Body != "" && m.Body != before.Body {
		m.tidyBody()
	}
	if len(m.Headers) > maxHeaders {
		for _, name := range sortedNames(m.Headers)[maxHeaders:] {
			delete(m.Headers, name)
		}
	}
	for name, values := range m.Headers {
		m.Headers[name] = maskHeader(name, values[:min(len(values), 10)])
	}
}

func (m *Message) tidyBody() {
	if len(m.Body) > MaxBody {
		m.Body, m.Cut = m.Body[:MaxBody], true
	}
	if m.Cut {
		m.Body = wholeRunes(m.Body)
	}
	if !utf8.ValidString(m.Body) || strings.Contains(m.Body, "\x00") {
		m.Body, m.Binary, m.Cut = "", true, false
		return
	}
	m.Body = maskBody(m.Headers.Get("Content-Type"), m.Body)
}

func (m *Message) size() int {
	n := len(m.Body)
	for name, values := range m.Headers {
		n += len(name) + 64
		for _, v := range values {
			n += len(v)
		}
	}
	return n
}

func sortedNames(h http.Header) []string {
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// wholeRunes drops a character that was cut in its middle.
func wholeRunes(s string) string {
	for i := 1; i <= min(utf8.UTFMax-1, len(s)); i++ {
		if b := s[len(s)-i]; utf8.RuneStart(b) {
			if !utf8.FullRuneInString(s[len(s)-i:]) {
				return s[:len(s)-i]
			}
			break
		}
	}
	return s
}

// clip bounds a short text.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return wholeRunes(s[:limit]) + "…"
}
