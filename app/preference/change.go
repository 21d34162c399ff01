package preference

import (
	"strconv"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// preferring is the change as the store takes it.
func (w *work) preferring() store.Preferring {
	p := store.Preferring{
		Customer: w.by.Customer, At: w.now, Responses: w.responses(), Wake: w.woken, Snoozes: w.snoozes, By: w.by.By, Why: w.by.Why,
	}
	if p.Customer == 0 {
		p.Visitor, p.Order = w.by.Visitor, whom(w.by).Order
	}
	for _, key := range sortedKeys(w.values) {
		if w.values[key].IsForgotten() {
			p.Forget = append(p.Forget, key)
		}
	}
	for _, r := range p.Responses {
		p.Consents = append(p.Consents, w.withdrawn(r.Response)...)
	}
	for _, c := range w.choices {
		p.Consents = append(p.Consents, w.chosen(c))
	}
	return p
}

// responses are the answers by the version each is given to. The first has the id of
// the change, and the others ids that follow from it.
func (w *work) responses() []store.Submitted {
	versions := map[string]app.Version{}
	answers := map[string][]app.Answer{}
	for _, key := range sortedKeys(w.values) {
		v := w.book.asked[key].version
		name := string(v.Survey) + "/" + strconv.Itoa(v.Version)
		versions[name] = v
		answers[name] = append(answers[name], app.Answer{Question: key, Value: w.values[key]})
	}
	list := make([]store.Submitted, 0, len(versions))
	for _, name := range sortedKeys(versions) {
		id := w.id
		if len(list) > 0 {
			id = uuid.NewSHA1(w.id, []byte(name))
		}
		list = append(list, w.response(id.String(), versions[name], answers[name]))
	}
	return list
}

func (w *work) response(id string, v app.Version, answers []app.Answer) store.Submitted {
	r := app.Response{
		Shop: v.Shop, ID: app.ResponseID(id), Survey: v.Survey, Version: v.Version, Surface: app.SurfacePreferences,
		Proof: app.ProofBrowser, By: w.by.By, Why: w.by.Why, Locale: w.tongue, Shown: []app.Shown{}, Answers: answers,
		StartedAt: w.now, SubmittedAt: w.now, KeepUntil: capture.KeepUntil(v.Document, answers, w.now),
	}
	switch {
	case w.by.Door == app.DoorStaff:
		r.Surface, r.Proof = app.SurfaceStaff, app.ProofStaff
	case w.by.Door == app.DoorLink:
		r.Proof = app.ProofLink
	case w.by.Customer != 0:
		r.Proof = app.ProofCustomer
	}
	return store.Submitted{
		Response: r, Reply: app.Reply{ID: r.ID}, Heard: w.now,
		Writes: capture.Writes(v.Document, answers), Consents: capture.Consents(v.Document, r), Repeats: capture.Repeats(v.Document, r),
	}
}

// withdrawn are the entries of consents that she takes back as answers.
func (w *work) withdrawn(r app.Response) (entries []app.Consent) {
	for _, a := range r.Answers {
		q := w.book.asked[a.Question]
		if !question.IsConsent(q.Question) || !a.Value.IsForgotten() {
			continue
		}
		c := w.entry("response/"+string(r.ID)+"/"+a.Question, consent.Of(q.Question), false)
		c.Survey, c.Version, c.Question, c.Response = r.Survey, r.Version, a.Question, r.ID
		entries = append(entries, c)
	}
	return entries
}

func (w *work) chosen(c Choice) app.Consent {
	about := consent.Matter{Channel: c.Channel, Purpose: c.Purpose}
	entry := w.entry("preference/"+w.id.String()+"/"+string(c.Channel)+"/"+c.Purpose, about, c.Granted)
	entry.Wording = c.Wording
	return entry
}

func (w *work) entry(id string, about consent.Matter, granted bool) app.Consent {
	c := app.Consent{
		Shop: w.by.Shop, ID: id, Channel: about.Channel, Purpose: about.Purpose, State: app.ConsentWithdrawn,
		ChangedAt: w.now, Locale: w.tongue, Source: string(app.SurfacePreferences), By: w.by.By,
	}
	if granted {
		c.State = app.ConsentGranted
	}
	switch w.by.Door {
	case app.DoorStaff:
		c.Source = string(app.SurfaceStaff)
	case app.DoorLink: // which may have been passed on: it is not the word of who had logged in
		c.Source = string(app.SurfaceLink)
	default:
	}
	return c
}
