package double

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/askwell/askwell/integrations/double"
)

// longestText is where a text is cut, in bytes.
const longestText = 255

// values are those of fields that there are: others are let fall without a word.
func (l *Audience) values(sent map[string]any) (kept map[string]any, refused []wrong) {
	kept = map[string]any{}
	for _, f := range l.Fields {
		v, there := sent[f.Tag]
		if !there {
			continue
		}
		if v == "" || v == nil {
			kept[f.Tag] = ""
		} else if value, complaint := f.value(v); complaint != "" {
			refused = append(refused, wrong{f.Tag, complaint})
		} else {
			kept[f.Tag] = value
		}
	}
	return kept, refused
}

var day = regexp.MustCompile(`^(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])$`)

func (f Field) value(v any) (value any, complaint string) {
	text, isText := v.(string)
	if n, isNumber := v.(float64); isNumber && f.Type != "number" {
		text, isText = strconv.FormatFloat(n, 'f', -1, 64), true
	}
	switch f.Type {
	case "number":
		if n, isNumber := v.(float64); isNumber {
			return n, ""
		}
		n, err := strconv.ParseFloat(text, 64)
		if !isText || err != nil {
			return nil, "Please enter a number"
		}
		return n, ""
	case "date":
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return nil, "Please enter a valid date"
		}
	case "birthday":
		if !day.MatchString(text) {
			return nil, "Please enter the month and day"
		}
	case "dropdown", "radio":
		if !slices.Contains(f.Options.Choices, text) {
			return nil, "Value must be one of: " + f.Options.Choices[0]
		}
	case "address":
		return nil, "Please enter a complete address"
	}
	if !isText {
		return nil, "Data presented is not one of the accepted values"
	}
	return cut(text), ""
}

// cut stops at a byte, and what is left of a character there is none.
func cut(text string) string {
	if len(text) <= longestText {
		return text
	}
	text = text[:longestText]
	if last, _ := utf8.DecodeLastRuneInString(text); last == utf8.RuneError {
		text = string([]rune(text))
	}
	return text
}

// tag puts tags on a member and takes others off. What comes starts automations, unless
// it is said to be no news.
func (m *Member) tag(a *Account, o order) double.Answer {
	var sent struct {
		Tags []struct {
			Name   string `json:"name"`
			Status string `json:"status"`
		} `json:"tags"`
		Quiet bool `json:"is_syncing"`
	}
	if !o.json(&sent) || len(sent.Tags) == 0 {
		return invalid(wrong{"tags", "This value should not be blank."})
	}
	for _, t := range sent.Tags {
		has := slices.Contains(m.Tags, t.Name)
		switch {
		case t.Name == "" || len(t.Name) > 100 || t.Status != "active" && t.Status != "inactive":
			return invalid(wrong{"tags.item:0.status", "This value is not valid."})
		case t.Status == "active" && !has:
			m.Tags = append(m.Tags, t.Name)
			m.start(a, sent.Quiet)
		case t.Status == "inactive" && has:
			m.Tags = slices.DeleteFunc(m.Tags, func(name string) bool { return name == t.Name })
		}
	}
	m.Changed = o.now
	return done()
}

func (m *Member) start(a *Account, quiet bool) {
	if !quiet {
		m.Started++
		a.Automations++
	}
}

// Event is something that happened to a member.
type Event struct {
	Name       string            `json:"name"`
	At         string            `json:"occurred_at"`
	Properties map[string]string `json:"properties"`
	Quiet      bool              `json:"is_syncing,omitempty"`
}

// hear takes an event, however often it is told.
func (m *Member) hear(a *Account, o order) double.Answer {
	var e Event
	if json.Unmarshal(o.body, &e) != nil {
		return invalid(wrong{"properties", "This value should be of type string."})
	}
	if n := utf8.RuneCountInString(e.Name); n < 2 || n > 30 {
		return invalid(wrong{"name", "This value is too short or too long."})
	}
	if e.At == "" {
		e.At = o.now.UTC().Format(time.RFC3339)
	} else if _, err := time.Parse(time.RFC3339, e.At); err != nil {
		return problem(http.StatusBadRequest, "Bad Request", "occurred_at is not a valid date.")
	}
	m.Events = append(m.Events, e)
	m.start(a, e.Quiet)
	return done()
}

// newest are a member's events, the last first.
func (m *Member) newest() []Event {
	all := slices.Clone(m.Events)
	slices.Reverse(all)
	return all
}
