package centre

import (
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
)

// place is a tool, what it has of hers and what it is kept from.
type place struct {
	Tool  string
	Lines []line
	Kept  []line
	id    app.DestinationID
}

// Places are where her answers went, and where they were kept from going.
func (v view) Places() (list []place) {
	for _, i := range questions(v.Known) {
		if i.Answer == nil {
			continue
		}
		for _, w := range i.Answer.Written {
			at := placeOf(&list, w.Destination, w.Title)
			at.Lines = append(at.Lines, line{Prompt: i.Prompt, To: v.T.word("as", w.As, v.T.Say("as.other")) + ", " + v.T.Day(w.At)})
		}
		for _, w := range i.Answer.Withheld {
			at := placeOf(&list, w.Destination, w.Title)
			at.Kept = append(at.Kept, line{Prompt: i.Prompt, To: v.because(i.Purpose)})
		}
	}
	return list
}

func placeOf(list *[]place, id app.DestinationID, title string) *place {
	at := slices.IndexFunc(*list, func(p place) bool { return p.id == id })
	if at < 0 {
		*list = append(*list, place{Tool: title, id: id})
		at = len(*list) - 1
	}
	return &(*list)[at]
}

// because says in her words why an answer is kept from a tool: what she has not allowed,
// else that it is not meant to go there.
func (v view) because(u preference.Use) string {
	reason := "withheld.purpose"
	switch u.Basis {
	case app.BasisConsent:
		if !slices.ContainsFunc(v.Consents, func(p preference.Permission) bool {
			return p.Purpose.Key == u.Key && p.State == app.ConsentGranted
		}) {
			reason = "withheld.consent"
		}
	case app.BasisInterest:
		if slices.ContainsFunc(v.Consents, func(p preference.Permission) bool {
			return p.Purpose.Key == u.Key && p.State == app.ConsentWithdrawn
		}) {
			reason = "withheld.objected"
		}
	case app.BasisContract:
	}
	return v.T.Say(reason, "{purpose}", v.T.purpose(u))
}

// Warnings are the channels she prefers and does not allow.
func (v view) Warnings() (list []string) {
	for _, c := range v.Conflicts {
		list = append(list, v.T.Say("conflict", "{channel}", v.T.word("channel", string(c.Channel), string(c.Channel)), "{purpose}", v.T.purpose(v.use(c.Purpose))))
	}
	return list
}

// earned is what she was promised, as it is drawn.
type earned struct{ Title, Code, Text string }

// Earnings are what she was promised for answering.
func (v view) Earnings() (list []earned) {
	for _, r := range v.Rewards {
		e := earned{Title: r.Reward, Code: r.Code, Text: v.T.Say("reward_owed")}
		if !r.IssuedAt.IsZero() {
			e.Text = v.T.Say("reward_since", "{day}", v.T.Day(r.IssuedAt))
		}
		list = append(list, e)
	}
	return list
}

// Progress says how much of it she has answered.
func (v view) Progress() string {
	return v.T.Say("progress", "{n}", v.T.number(v.Counts.Answers), "{all}", v.T.number(v.All()))
}

// All is how many questions there are for her.
func (v view) All() int { return v.Counts.Answers + v.Counts.Open }
