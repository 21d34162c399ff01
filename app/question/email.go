package question

import (
	"encoding/json"
	"regexp"
	"strings"

	"golang.org/x/net/idna"

	"github.com/askwell/askwell/app"
)

const emailLength = 254

// An address as mail servers take it unquoted: dots only between other signs, a
// domain of two labels or more.
var address = regexp.MustCompile("^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$")

// email is answered with an email address.
type email struct{}

var _ Type = email{}

// Name is "email".
func (email) Name() string { return "email" }

// Kind is email.
func (email) Kind(app.Question) app.ValueKind { return app.KindEmail }

// Check wants nothing but the prompt.
func (email) Check(q app.Question) []app.FieldError { return unwanted(q, 0) }

// Parse reads "Ada@Example.com". Errors: Invalid.
func (email) Parse(_ app.Question, raw json.RawMessage) (app.Value, error) {
	written, err := parseLine(raw, emailLength)
	if err != nil || written == "" {
		return app.Value{}, err
	}
	local, domain, _ := strings.Cut(written, "@")
	domain, err = idna.Lookup.ToASCII(domain)
	whole := strings.ToLower(local) + "@" + domain
	if err != nil || len(local) > 64 || len(whole) > emailLength || !address.MatchString(whole) {
		return app.Value{}, refuse("format", "This is no email address.")
	}
	return value(app.KindEmail, whole), nil
}

// parseLine reads one line of text, "" for a blank one.
func parseLine(raw json.RawMessage, most int) (string, error) {
	var written string
	if json.Unmarshal(raw, &written) != nil {
		return "", wrongType("a text")
	}
	written = line(written)
	return written, checkLength(written, most)
}
