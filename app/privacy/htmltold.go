package privacy

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/profile"
	"github.com/askwell/askwell/app/question"
)

// toldCard is one thing she told, and what she was owed before she did.
type toldCard struct {
	Prompt, Answer, Language, State, Where string
	Less                                   bool // than fresh
	Since                                  time.Time
	Rows                                   []Row
}

// Told are her answers that stand.
func (p page) Told() []toldCard {
	cards := make([]toldCard, len(p.Data.Preferences))
	for i, one := range p.Data.Preferences {
		r := p.response(one.Response)
		q := p.questions[asked{one.Survey, one.Version, one.Key}]
		cards[i] = toldCard{
			Prompt: cmp.Or(one.Prompt, one.Key), Answer: p.say(one.Value, one.Words), Language: cmp.Or(p.languageOf(r), p.Lang),
			State: p.word("state", string(one.Freshness)), Less: one.Freshness != app.Fresh, Since: one.AnsweredAt, Where: p.where(r.Surface, r.By),
			Rows: p.owed(q, r, one.StaleAt),
		}
	}
	return cards
}

// owed is what she is owed about a question, and what may be done with the answer.
func (p page) owed(q app.Question, r app.ResponseData, staleAt time.Time) []Row {
	in := func(t app.Text) string { return t.In(p.Lang, cmp.Or(p.languageOf(r), p.Lang)) }
	rows := []Row{
		p.row("why", in(q.Why)), p.row("get", in(q.Get)), p.row("use", in(q.Use)), p.row("kept", p.keeps(q, r)),
		p.row("stale", p.day(staleAt)),
	}
	if q.Key == "" {
		return rows
	}
	purpose := p.purpose(q.Purpose)
	return append(rows, p.row("purpose", p.purposeTitle(purpose)), p.row("basis", p.word("basis", string(purpose.Basis))))
}

// keeps says how long an answer is kept.
func (p page) keeps(q app.Question, r app.ResponseData) string {
	if q.KeepDays == 0 || r.SubmittedAt.IsZero() {
		return p.T("keep.always")
	}
	return p.T("keep.until", "{day}", p.day(r.SubmittedAt.AddDate(0, 0, q.KeepDays)))
}

func (p page) purpose(key string) app.Purpose {
	key = cmp.Or(key, app.PurposePersonalisation)
	all := p.shop.Purposes
	if all == nil {
		all = app.DefaultPurposes()
	}
	for _, one := range all {
		if one.Key == key {
			return one
		}
	}
	return app.Purpose{Key: key, Title: key}
}

// purposeTitle is the merchant's own title, or ours of what is usual.
func (p page) purposeTitle(one app.Purpose) string {
	usual := slices.IndexFunc(app.DefaultPurposes(), func(d app.Purpose) bool { return d.Key == one.Key && d.Title == one.Title })
	if usual < 0 {
		return cmp.Or(one.Title, one.Key)
	}
	return p.word("purpose", one.Key)
}

func (p page) response(id app.ResponseID) app.ResponseData {
	for _, r := range p.Data.Responses {
		if r.ID == id {
			return r
		}
	}
	return app.ResponseData{}
}

// languageOf is what she read when she answered.
func (p page) languageOf(r app.ResponseData) string {
	if len(r.Wording) > 0 {
		return r.Wording[0].Language
	}
	return profile.Language(app.Document{}, r.Locale)
}

// where says where something was said, and by whom it was written down.
func (p page) where(s app.Surface, by string) string {
	if by != "" {
		return p.word("surface", string(app.SurfaceStaff))
	}
	return p.word("surface", string(s))
}

// saidCard is one time she answered.
type saidCard struct {
	At    time.Time
	Where string
	Rows  []Row
}

// Said is every time she answered, the newest first.
func (p page) Said() []saidCard {
	var cards []saidCard
	for _, r := range slices.Backward(p.Data.Responses) {
		card := saidCard{At: r.SubmittedAt, Where: p.where(r.Surface, r.By)}
		for _, w := range r.Wording {
			if raw, answered := r.Answers[w.Question]; answered {
				card.Rows = append(card.Rows, Row{w.Prompt, p.say(raw, w.Answer), w.Language})
			}
		}
		card.Rows = append(card.Rows, p.row("proof", p.word("proof", string(cmp.Or(r.Proof, "none")))), p.row("told", r.Told), p.row("number", string(r.ID)))
		cards = append(cards, card)
	}
	return cards
}

// ours reports whether a word is one of ours, in any language.
func ours(text app.Text, said string) bool {
	return slices.Contains(slices.Collect(maps.Values(text)), said)
}

// say puts an answer into one line. A yes or no for which its question has no words is
// in those of the page.
func (p page) say(raw json.RawMessage, words []string) string {
	switch said := strings.Join(words, ", "); {
	case len(raw) == 0 || string(raw) == "null":
		return p.T("state.cleared")
	case string(raw) == "true" && ours(question.Yes, said):
		return question.Yes.In(p.Lang, Languages[0])
	case string(raw) == "false" && ours(question.No, said):
		return question.No.In(p.Lang, Languages[0])
	default:
		return said
	}
}
