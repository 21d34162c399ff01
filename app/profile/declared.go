package profile

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/stream"
)

// Declared is what somebody has told us in answer to one question.
type Declared struct {
	Said
	State     app.Freshness
	StaleAt   time.Time    // when it ages, or did; zero: never
	DoubtedAt time.Time    // when what she did contradicted it; zero: it has not
	Question  app.Question // as she read it
	History   []Said       // what she said before, the newest first
}

// Said is one thing she said, and how.
type Said struct {
	Key      string
	Prompt   string          // in the words she read
	Value    json.RawMessage // null where she took it back
	Words    []string        // in the words she read
	Language string          // they are in
	At       time.Time
	Response app.ResponseID
	Survey   string // its handle
	Version  int
	Surface  app.Surface
	Proof    app.Proof
	By       string // the member of staff who wrote it down
	Told     string // as whom, when she has turned out to be more than one since
}

// Declare sorts out what responses say as of a moment: of each question the newest
// answer given by then, by key, and what it was worth. What she took back after that
// moment still stood.
func Declare(b Book, responses []app.ResponseData, doubts []app.DoubtData, at time.Time) []Declared {
	told := map[string][]Said{}
	for _, r := range responses {
		if r.SubmittedAt.After(at) {
			continue
		}
		for key, value := range r.Answers {
			told[key] = append(told[key], b.said(r, key, value))
		}
	}
	list := make([]Declared, 0, len(told))
	for _, key := range slices.Sorted(maps.Keys(told)) {
		all := told[key]
		slices.SortFunc(all, func(a, b Said) int {
			return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Response, a.Response))
		})
		one := Declared{Said: all[0], History: all[1:]}
		b.judge(&one, doubts, at)
		list = append(list, one)
	}
	return list
}

func (b Book) said(r app.ResponseData, key string, value json.RawMessage) Said {
	d := b.Document(Ref{r.Survey, r.Version})
	return Said{
		Key: key, Prompt: Prompt(d, key, r.Locale), Value: value, Words: Words(d, key, value, r.Locale), Language: Language(d, r.Locale),
		At: r.SubmittedAt, Response: r.ID, Survey: r.Survey, Version: r.Version, Surface: r.Surface, Proof: r.Proof, By: r.By, Told: r.Told,
	}
}

// judge says what an answer was worth at a moment. What she did weighs more than time.
func (b Book) judge(one *Declared, doubts []app.DoubtData, at time.Time) {
	one.Question, _ = b.Document(Ref{one.Survey, one.Version}).Question(one.Key)
	one.State = app.Fresh
	if gone(one.Value) {
		one.State = app.Cleared
		return
	}
	q := one.Question
	if stale, ages := stream.StaleAt(one.At, q.HalfLife); ages {
		one.StaleAt = stale
		if !at.Before(stale) {
			one.State = app.Stale
		}
	}
	for _, d := range doubts {
		if d.Question == one.Key && d.Since.After(one.At) && !d.Since.After(at) && d.Since.After(one.DoubtedAt) {
			one.DoubtedAt, one.State = d.Since, app.Doubted
		}
	}
}

func (r Ref) compare(o Ref) int {
	return cmp.Or(cmp.Compare(r.Survey, o.Survey), cmp.Compare(r.Version, o.Version))
}
