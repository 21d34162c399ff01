package intake

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
)

// parse reads a body of the topic's shape. What does not fit will not fit later
// either.
func parse[T any](w app.Webhook) (T, error) {
	var body T
	if err := json.Unmarshal(w.Payload, &body); err != nil {
		return body, drop("the body is not what its topic promises")
	}
	return body, nil
}

// number is a Shopify id as it may be written: 5, "5", "gid://shopify/Order/5".
// Anything else is 0.
type number int64

// UnmarshalJSON reads an id exactly, however large.
func (n *number) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	*n = 0
	if id, err := strconv.ParseInt(text[strings.LastIndexByte(text, '/')+1:], 10, 64); err == nil && id > 0 {
		*n = number(id)
	}
	return nil
}

// String is the number as Shopify writes it.
func (n number) String() string { return strconv.FormatInt(int64(n), 10) }

// moment is a time of Shopify's, with any offset; null and "" are the zero time.
type moment struct{ time.Time }

// UnmarshalJSON reads RFC 3339.
func (m *moment) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	if text == "null" || text == "" {
		m.Time = time.Time{}
		return nil
	}
	t, err := time.Parse(time.RFC3339, text)
	m.Time = t.UTC()
	return err
}

// or is the moment, or another when it is not told.
func (m moment) or(other time.Time) time.Time {
	if m.IsZero() {
		return other
	}
	return m.Time
}

// clean makes a text storable: no NUL, valid, bounded in characters.
func clean(text string, most int) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "�"), "\x00", "")
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most])
	}
	return text
}

var (
	currency = regexp.MustCompile(`^[A-Z]{3}$`)
	decimal  = regexp.MustCompile(`^-?[0-9]{1,15}(\.[0-9]{1,6})?$`)
	word     = regexp.MustCompile(`^[a-z_]{1,40}$`)
)

// matching is the text if it has the pattern, else nothing.
func matching(pattern *regexp.Regexp, text string) string {
	if pattern.MatchString(text) {
		return text
	}
	return ""
}

func orderIDs(numbers []number) []app.OrderID {
	ids := make([]app.OrderID, 0, len(numbers))
	for _, n := range numbers {
		if n > 0 {
			ids = append(ids, app.OrderID(n))
		}
	}
	return ids
}
