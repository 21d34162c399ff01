package export

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// lines puts responses into the cells of a file: a string, []string, float64, int64, bool
// or time.Time by column, nil where nothing is known.
type lines struct {
	store   *store.Store
	shop    app.ShopID
	zone    *time.Location
	columns []column
	names   store.Namings
	read    map[asked]app.Document
}

type asked struct {
	survey  app.SurveyID
	version int
}

// of is the line of a response. Errors: Unavailable.
func (l *lines) of(ctx context.Context, e store.Exported) ([]any, error) {
	doc, err := l.document(ctx, e.Response)
	if err != nil {
		return nil, err
	}
	line := append(make([]any, 0, len(l.columns)), l.everywhere(doc, e)...)
	for _, c := range l.columns[len(line):] {
		line = append(line, cell(c, doc, e.Response, l.names))
	}
	return line, nil
}

// document is what was answered; nothing of it is known for a version nobody has.
func (l *lines) document(ctx context.Context, r app.Response) (app.Document, error) {
	key := asked{r.Survey, r.Version}
	if doc, met := l.read[key]; met {
		return doc, nil
	}
	version, err := l.store.SurveyVersion(ctx, l.shop, r.Survey, r.Version)
	switch {
	case app.Is(err, app.NotFound):
		version.Document, err = app.Document{}, nil // remembered, too
	case err == nil:
		version.Document, err = catalogue.Ever(ctx, l.store, l.shop, version.Document)
	}
	if err != nil {
		return app.Document{}, err
	}
	if l.read == nil {
		l.read = map[asked]app.Document{}
	}
	l.read[key] = version.Document
	return version.Document, nil
}

func (l *lines) everywhere(doc app.Document, e store.Exported) []any {
	r := e.Response
	order := e.OrderName
	if order == "" {
		order = number(int64(r.Order))
	}
	return []any{
		string(r.ID), r.SubmittedAt.In(l.zone), doc.Handle, int64(r.Version), string(r.Surface), r.Locale, r.Complete,
		orNil(number(int64(e.Customer))), orNil(order), orNil(e.Country),
	}
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func orNil(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// cell is what a response says to a question.
func cell(c column, doc app.Document, r app.Response, names store.Namings) any {
	if c.Survey != r.Survey {
		return nil
	}
	i := slices.IndexFunc(r.Answers, func(a app.Answer) bool { return a.Question == c.Question })
	if i < 0 || r.Answers[i].Value.IsForgotten() {
		return nil
	}
	value := r.Answers[i].Value
	if c.Written {
		_, other := value.Choices()
		return orNil(other)
	}
	value = names.Apply(r.Answers[i : i+1])[0].Value
	q := app.Question{Key: c.Question}
	if at := slices.IndexFunc(doc.Questions, func(q app.Question) bool { return q.Key == c.Question }); at >= 0 {
		q = doc.Questions[at]
	}
	language := ""
	if len(doc.Languages) > 0 {
		language = doc.Languages[0]
	}
	return typed(c.Kind, value, question.Spoken(q, value, language, language))
}

// typed is an answer as its column has it: what does not fit there is said in words.
func typed(as kind, v app.Value, words []string) any {
	switch as {
	case lists:
		return words
	case doubles:
		var n float64
		if v.Kind == app.KindNumber && json.Unmarshal(v.JSON, &n) == nil {
			return n
		}
	case truths:
		var yes bool
		if v.Kind == app.KindBoolean && json.Unmarshal(v.JSON, &yes) == nil {
			return yes
		}
	case days:
		var text string
		if v.Kind == app.KindDate && json.Unmarshal(v.JSON, &text) == nil {
			if day, err := time.Parse(time.DateOnly, text); err == nil {
				return day
			}
		}
	default:
		return orNil(strings.Join(words, "; "))
	}
	return nil
}
