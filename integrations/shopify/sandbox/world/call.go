package world

import (
	"encoding/json"
	"strings"
	"time"
)

// Call is one line of the shop's log of API requests.
type Call struct {
	At        time.Time `json:"at"`
	Operation string    `json:"operation"`
	Requested int       `json:"requested_cost"`
	Actual    int       `json:"actual_cost"`
	Throttled bool      `json:"throttled"`
	Errors    []string  `json:"errors"`
	Roots     []string  `json:"-"` // the operation's root fields
	Subjects  []string  `json:"-"` // gids among the variables: whom it is about
}

// Totals count what the bounded log forgets.
type Totals struct {
	Calls     int `json:"calls"`
	Requested int `json:"requested_cost"`
	Actual    int `json:"actual_cost"`
	Throttled int `json:"throttled"`
}

// Log adds a line to the log and to the totals.
func (s *Shop) Log(c *Call) {
	s.Calls = Keep(append(s.Calls, c), 5000)
	s.Totals.Calls++
	s.Totals.Requested += c.Requested
	s.Totals.Actual += c.Actual
	if c.Throttled {
		s.Totals.Throttled++
	}
}

// Subjects are the Shopify ids found in variables: whom a request is about.
func Subjects(v any) []string {
	var out []string
	switch v := v.(type) {
	case string:
		if _, _, ok := ParseGID(v); ok {
			out = append(out, v)
		}
	case []any:
		for _, item := range v {
			out = append(out, Subjects(item)...)
		}
	case map[string]any:
		for _, item := range v {
			out = append(out, Subjects(item)...)
		}
	}
	return out
}

// Unmarshal reads JSON and keeps numbers exact: ids are larger than a float holds.
func Unmarshal(text []byte, into any) error {
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	return d.Decode(into)
}
