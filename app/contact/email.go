package contact

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// EmailLength is the most characters of an email address.
const EmailLength = 254

const nameLength = 64 // before the @

// An address as mail servers take it unquoted: dots only between other signs, a
// domain of two labels or more.
var address = regexp.MustCompile("^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$")

// Email reads "Ada@Bücher.Example" as "ada@xn--bcher-kva.example". Errors: Invalid.
func Email(written string) (string, error) {
	written = strings.TrimSpace(written)
	name, domain, _ := strings.Cut(written, "@")
	// A letter of another script may be an English one in lower case (the Kelvin
	// sign), and would make two people's addresses one.
	if !utf8.ValidString(written) || utf8.RuneCountInString(written) > EmailLength || len(name) > nameLength || !ascii(name) {
		return "", noEmail()
	}
	domain, err := idna.Lookup.ToASCII(domain)
	whole := strings.ToLower(name + "@" + domain)
	if err != nil || len(whole) > EmailLength || !address.MatchString(whole) {
		return "", noEmail()
	}
	return whole, nil
}

func noEmail() error { return refuse("format", "This is no email address.") }

func ascii(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII })
}
