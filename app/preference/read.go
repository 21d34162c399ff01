package preference

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/stream"
)

// reader puts what is kept into words.
type reader struct {
	now      time.Time
	locale   string
	shop     string // its name
	tools    map[app.DestinationID]tool
	purposes []app.Purpose
	kept     store.Kept
	book     book
}

// reads is whom a reader is, checked.
func reads(by app.Speaker, tongue string) (store.Whom, error) {
	var w work
	w.require(locale.MatchString(tongue), "locale", "format", "This is no language tag.")
	who := whom(by)
	if who.Visitor != "" {
		visitor, err := uuid.Parse(who.Visitor)
		w.require(err == nil && len(who.Visitor) == 36, "visitor", "format", "A visitor is a UUID.")
		who.Visitor = visitor.String()
	}
	return who, app.InvalidFields(w.wrong)
}

// nothing is what is known of nobody.
func (r reader) nothing() Known {
	return Known{Locale: r.locale, Sections: []Section{}, Consents: []Permission{}, Conflicts: []Conflict{}, Rewards: []Earned{}}
}

func (r reader) known() Known {
	k := r.nothing()
	k.Counts = Counts{Responses: r.kept.Responses, Written: len(r.kept.Written)}
	sections := map[string][]Item{}
	for _, key := range r.book.order {
		q, answered := r.book.asked[key], false
		if _, answered = r.book.said[key]; !answered && !q.offered() {
			continue
		}
		section := sectionOf(q.ever, r.purposes)
		sections[section] = append(sections[section], r.question(q))
		if answered {
			k.Counts.Answers++
		} else {
			k.Counts.Open++
		}
	}
	for _, key := range sectionKeys {
		if len(sections[key]) > 0 {
			k.Sections = append(k.Sections, Section{key, sections[key]})
		}
	}
	standing := consent.Standing(r.kept.Ledger)
	k.Conflicts = append(k.Conflicts, r.conflicts(standing)...)
	k.Consents = append(k.Consents, r.consents(standing)...)
	for _, p := range r.kept.Promises {
		k.Rewards = append(k.Rewards, Earned{p.Reward, p.Code, p.PromisedAt, p.IssuedAt})
	}
	return k
}

// question is one as she may read and answer it.
func (r reader) question(a asked) Item {
	q, other := a.Question, ""
	say := func(t app.Text) string { return t.In(r.locale, fallback(a.version.Document.Languages)) }
	if q.Other != nil {
		other = cmp.Or(say(q.Other.Label), question.OtherKey)
	}
	shown := Item{
		Key: q.Key, Type: q.Type, Prompt: say(q.Prompt), Why: say(q.Why), Get: say(q.Get), Use: say(q.Use), KeepDays: q.KeepDays,
		Options: options(q.Options, say), Parts: options(q.Parts, say), Other: other, Least: q.Least, Most: q.Most,
		Min: q.Min, Max: q.Max, Step: q.Step, Unit: say(q.Unit), Low: say(q.Low), High: say(q.High), MaxLength: question.MaxLength(q),
		Sensitive: q.Sensitive, Asked: a.published, Purpose: r.purpose(q), Snoozed: r.snoozed(q.Key),
	}
	if question.IsConsent(q) {
		shown.Channel = consent.Of(q).Channel
	}
	if need, guarded := a.guard(); guarded && !consent.GrantedBy(r.kept.Ledger, consent.Of(need), need.Key) {
		shown.Needs = need.Key
	}
	if one, answered := r.book.said[q.Key]; answered {
		shown.Answer = r.answer(one)
	}
	return shown
}

func options(list []app.Option, say func(app.Text) string) []Pick {
	shown := make([]Pick, len(list))
	for i, o := range list {
		shown[i] = Pick{o.Key, cmp.Or(say(o.Label), o.Key), say(o.Hint), o.Image}
	}
	return shown
}

func (r reader) purpose(q app.Question) Use {
	p, _ := find(r.purposes, cmp.Or(q.Purpose, app.PurposePersonalisation))
	return r.use(p)
}

// answer is what she said, in the words it was asked in.
func (r reader) answer(s said) *Answer {
	a := &Answer{
		Value: s.Value.JSON, Words: question.Spoken(s.question, s.Value, r.locale, fallback(s.languages)), Since: s.At, Surface: s.Surface,
		ByStaff: s.By != "", Freshness: Fresh, KeptUntil: question.KeptUntil(s.question, s.At),
		Written: r.written(s.question), Withheld: r.withheld(s.Key),
	}
	if at, ages := stream.StaleAt(s.At, s.question.HalfLife); ages {
		if a.StaleAt = at; !r.now.Before(at) {
			a.Freshness = Stale
		}
	}
	for _, d := range r.kept.Doubts {
		if d.Question == s.Key && d.Since.After(s.At) && !r.now.Before(d.Since) {
			a.Freshness = Doubted
		}
	}
	return a
}

// snoozed is what lasts longest of what she put off, nil when she may be asked.
func (r reader) snoozed(key string) (longest *Snoozed) {
	for _, z := range r.kept.Snoozes {
		if z.Question != key || !z.Until.IsZero() && !r.now.Before(z.Until) {
			continue
		}
		if longest == nil || !longest.Never && (z.Until.IsZero() || z.Until.After(longest.Until)) {
			longest = &Snoozed{Since: z.Since, Until: z.Until, Never: z.Until.IsZero()}
		}
	}
	return longest
}

// consents are all she could give, by purpose and channel, and those she has said
// something of that no purpose asks for any more.
func (r reader) consents(standing map[consent.Matter]app.Consent) (list []Permission) {
	standing = maps.Clone(standing)
	for _, p := range r.purposes {
		for _, channel := range p.Channels {
			about := consent.Matter{Channel: channel, Purpose: p.Key}
			list = append(list, r.permission(about, r.use(p), standing[about]))
			delete(standing, about)
		}
	}
	var rest []Permission
	for about, entry := range standing {
		rest = append(rest, r.permission(about, Use{Key: about.Purpose}, entry))
	}
	slices.SortFunc(rest, func(a, b Permission) int {
		return cmp.Or(cmp.Compare(a.Purpose.Key, b.Purpose.Key), cmp.Compare(a.Channel, b.Channel))
	})
	return append(list, rest...)
}

func (r reader) permission(about consent.Matter, p Use, entry app.Consent) Permission {
	return Permission{
		Channel: about.Channel, Purpose: p, Ask: r.ask(about.Channel, p), State: entry.State, Since: entry.ChangedAt, Wording: entry.Wording,
		Locale: entry.Locale, Source: entry.Source, ByStaff: entry.By != "",
	}
}
