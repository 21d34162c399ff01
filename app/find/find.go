// Package find owns how merchants look for responses: what a filter says in their words,
// and what that means to the store.
package find

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/fold"
	"github.com/askwell/askwell/app/insight"
	"github.com/askwell/askwell/app/recount"
	"github.com/askwell/askwell/app/store"
)

// Written is the value of everything that was written in: no option is called so.
const Written = "*"

// mostWords is how many words are looked for at once.
const mostWords = 8

// Who gave a response, and how much of it.
const (
	Customer = "customer"
	Guest    = "guest"
	Complete = "complete"
	Partial  = "partial"
)

// Filter narrows responses; what is "" does not.
type Filter struct {
	Survey   app.SurveyID `json:"survey,omitempty"`
	Question string       `json:"question,omitempty"`
	Value    string       `json:"value,omitempty"` // as package recount spells it, a name such as name:TikTok, or Written; "": whatever was answered
	Surface  app.Surface  `json:"surface,omitempty"`
	Country  string       `json:"country,omitempty"` // ISO 3166, or insight.Nowhere
	Language string       `json:"language,omitempty"`
	From     string       `json:"from,omitempty"` // the first of the shop's days, 2026-11-01
	To       string       `json:"to,omitempty"`   // and the last
	State    string       `json:"state,omitempty"`
	Who      string       `json:"who,omitempty"`
	Text     string       `json:"text,omitempty"` // words that begin so, of texts and write-ins
}

// Of is what the filter means in a shop's zone, where what was written in is called
// something. Errors: Invalid.
func (f Filter) Of(zone *time.Location, names store.Namings) (store.ResponseFilter, error) {
	for field, text := range map[string]string{"survey": string(f.Survey), "surface": string(f.Surface), "country": f.Country, "language": f.Language} {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) { // PostgreSQL would refuse to look for it
			return store.ResponseFilter{}, invalid(field, "format", "Choose one of those there are.")
		}
	}
	of := store.ResponseFilter{Survey: f.Survey, Surface: f.Surface, Locale: f.Language, Country: f.Country}
	if f.Country == insight.Nowhere {
		of.Country, of.NoOrder = "", true
	}
	if f.State != "" {
		of.Complete = new(f.State == Complete)
	}
	if f.Who != "" {
		of.Guest = new(f.Who == Guest)
	}
	var err error
	if of.From, err = dayIn(zone, "from", f.From, 0); err != nil {
		return of, err
	}
	if of.To, err = dayIn(zone, "to", f.To, 1); err != nil {
		return of, err
	}
	if of.Words = fold.Words(f.Text, mostWords); f.Text != "" && len(of.Words) == 0 {
		return of, invalid("text", "format", "Write a word or two to look for.")
	}
	switch {
	case f.Question != "":
		of.Says = func(answers []app.Answer) bool { return f.says(answers, names) }
	case f.Value != "":
		return of, invalid("question", "required", "Say which question was answered so.")
	}
	return of, nil
}

// dayIn is when a date begins in a zone, some days later; the zero time for "".
func dayIn(zone *time.Location, field, date string, later int) (time.Time, error) {
	if date == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.DateOnly, date)
	if err != nil || at.Year() < 1971 {
		return at, invalid(field, "format", "A date such as 2026-11-22.")
	}
	return time.Date(at.Year(), at.Month(), at.Day()+later, 0, 0, 0, 0, zone), nil
}

func invalid(field, code, message string) error {
	return app.InvalidFields([]app.FieldError{{Field: field, Code: code, Message: message}})
}

// says reports whether the filter's question was answered as it says.
func (f Filter) says(answers []app.Answer, names store.Namings) bool {
	at := slices.IndexFunc(answers, func(a app.Answer) bool { return a.Question == f.Question })
	if at < 0 || answers[at].Value.IsForgotten() {
		return false
	}
	if f.Value == Written { // whatever it is called
		_, other := answers[at].Value.Choices()
		return other != ""
	}
	switch value := names.Apply(answers[at : at+1])[0].Value; {
	case f.Value == "":
		return true
	case value.Kind == app.KindRanking: // 1:price, or price wherever it stands
		keys, _ := value.Choices()
		return slices.Contains(keys, f.Value) || slices.Contains(recount.Values(value), f.Value)
	default:
		return slices.ContainsFunc(recount.Values(value), func(one string) bool { return one != app.OtherValue && one == f.Value })
	}
}
