package delivery

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// mostSeen is how many subjects one question to a destination is about.
const mostSeen = 100

// takings are the causes of which something was taken back, barrings those after which
// some of it may not be there any more.
var (
	takings  = []app.Cause{app.CauseWithdrawn, app.CauseExpired}
	barrings = []app.Cause{app.CausePurpose, app.CauseStale}
)

// reasons are those of each subject's step.
func (p *plan) reasons() map[string]reasons {
	why := map[string]reasons{}
	for _, t := range p.tasks { // oldest first
		for _, name := range t.subjects {
			one, known := why[name]
			if !known {
				one = reasons{first: t.delivery.ID, undo: t.delivery.ID}
			}
			one.last = t.delivery.ID
			if t.delivery.Cause == app.CauseUndo {
				one.undo = t.delivery.ID
			}
			one.taken = one.taken || slices.Contains(takings, t.delivery.Cause)
			one.barred = one.barred || slices.Contains(barrings, t.delivery.Cause)
			why[name] = one
		}
	}
	return why
}

// theirs are the properties that were there before they were mapped.
func (p *plan) theirs() map[string]bool {
	names := map[string]bool{}
	if p.mapping == nil {
		return names
	}
	for _, t := range p.mapping.Targets {
		if t.Kind == app.TargetProperty && t.Theirs {
			names[t.Name] = true
		}
	}
	return names
}

// places are how the places begin that the answers go to which count of a wish.
func (w *drain) places(p *plan, to *wish) (begin []string) {
	for key := range to.counts {
		if p.mapping == nil {
			begin = append(begin, propertyPrefix+key, tagPrefix+w.shop.TagPrefix+key+":")
		}
		for _, t := range p.targets[key] {
			begin = append(begin, string(t.Kind)+":"+t.Name)
		}
	}
	return begin
}

// forgetTaken forgets what stood at the places of those who took something back.
func (w *drain) forgetTaken(ctx context.Context, p *plan) error {
	var names []string
	for _, t := range p.tasks {
		if slices.Contains(takings, t.delivery.Cause) {
			names = append(names, t.subjects...)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return w.Store.ForgetWrites(ctx, w.shop.ID, w.lane.Destination, names)
}

// instead are the overrides of subjects.
func (w *drain) instead(ctx context.Context, names []string) (map[string][]app.Override, error) {
	list, err := w.Store.Overrides(ctx, w.shop.ID, w.lane.Destination, names)
	by := map[string][]app.Override{}
	for _, o := range list {
		by[o.Subject] = append(by[o.Subject], o)
	}
	return by, err
}

// see looks at what stands at places that may be somebody else's before they are
// written for the first time. What cannot be looked at is not written.
func (w *drain) see(ctx context.Context, steps []step) {
	reader, able := w.conn.(integrations.ReadBacker)
	if !able {
		return
	}
	var of []int
	for i, s := range steps {
		if len(s.unseen) > 0 {
			of = append(of, i)
		}
	}
	for some := range slices.Chunk(of, mostSeen) {
		looks := make([]integrations.Look, len(some))
		for i, at := range some {
			looks[i] = steps[at].look()
		}
		held, err := w.readBack(ctx, reader, looks)
		for i, at := range some {
			if err != nil {
				steps[at].blind = unseenOutcome(err)
				continue
			}
			steps[at].saw(held[i])
		}
	}
}

// readBack asks, and keeps a destination's panic from holding up its lane.
func (w *drain) readBack(ctx context.Context, reader integrations.ReadBacker, looks []integrations.Look) (held []integrations.Held, err error) {
	call, cancel := w.bounded(ctx)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			w.logger().ErrorContext(ctx, "destination panicked", "shop", w.shop.ID, "destination", w.lane.Destination, "panic", fmt.Sprintf("%T", p))
			err = app.Errorf(app.Unavailable, reasonNoAnswer)
		}
	}()
	held, err = reader.ReadBack(call, looks)
	if err == nil && len(held) != len(looks) {
		err = app.Errorf(app.Unavailable, reasonNoAnswer)
	}
	return held, err
}

// unseenOutcome classes an error of looking first.
func unseenOutcome(err error) integrations.Outcome {
	o := outcomeOf(err)
	switch o.Class {
	case integrations.Scope:
		o.Reason = "reading what stands there is not permitted, and nothing is written over unseen"
	case integrations.Missing, integrations.Transient:
		o.Class, o.Reason = integrations.Transient, "what stands there could not be looked at yet"
	}
	return o
}

// look is what a step has to know before it is taken.
func (s step) look() integrations.Look {
	look := integrations.Look{Subject: s.change.Subject}
	for property := range s.unseen {
		kind, name, _ := strings.Cut(property, ":")
		switch kind + ":" {
		case tagPrefix:
			look.Tags = true
		case listPrefix:
			look.Lists = true
		default:
			look.Properties = append(look.Properties, name)
		}
	}
	slices.Sort(look.Properties)
	return look
}

// saw is the step as what was seen leaves it: what is there already is not written, and
// never ours to remove; what will be written over is kept.
func (s *step) saw(held integrations.Held) {
	for property, first := range s.unseen {
		found, at := standing(held, property), func(w app.Write) bool { return w.Property == property }
		if !first {
			if i := slices.IndexFunc(s.unsure, at); i >= 0 {
				s.unsure[i].Before = found
			}
			continue
		}
		s.found(property, found)
		i := slices.IndexFunc(s.writes, at)
		if i < 0 {
			continue
		}
		if s.writes[i].Before = found; alike(found, s.writes[i].After) {
			s.writes = slices.Delete(s.writes, i, i+1)
		}
	}
}

// found notes what stood at a place that we never wrote to.
func (s *step) found(property string, before app.Stand) {
	if !before.There {
		return
	}
	at := slices.IndexFunc(s.touched, func(r app.Receipt) bool { return r.Property == property })
	kind, name, _ := strings.Cut(property, ":")
	switch kind + ":" {
	case tagPrefix:
		s.touched[at].Before = there
		s.change.AddTags = slices.DeleteFunc(s.change.AddTags, func(tag string) bool { return tag == name })
	case listPrefix:
		s.touched[at].Before = there
		s.change.JoinLists = slices.DeleteFunc(s.change.JoinLists, func(list string) bool { return list == name })
	default:
		s.touched[at].Before = before.Value
	}
}

// standing is what a destination holds at a place. Tags that differ in their letters'
// case alone are one tag to most.
func standing(held integrations.Held, property string) app.Stand {
	kind, name, _ := strings.Cut(property, ":")
	switch kind + ":" {
	case tagPrefix:
		return app.Stand{There: slices.ContainsFunc(held.Tags, func(tag string) bool { return strings.EqualFold(tag, name) })}
	case listPrefix:
		return app.Stand{There: slices.Contains(held.Lists, name)}
	}
	value, there := held.Properties[name]
	text, err := json.Marshal(value)
	if !there || err != nil {
		return app.Stand{}
	}
	return app.Stand{There: true, Value: string(text)}
}

// alike reports whether two stands are the same, however a destination puts it.
func alike(a, b app.Stand) bool {
	return a == b || a.There && b.There && slices.Equal(plain(a.Value), plain(b.Value))
}

// plain is what a stand's value says: its texts in order, numbers as they are counted.
func plain(text string) []string {
	var value app.Value
	if json.Unmarshal([]byte(text), &value) != nil {
		return []string{text}
	}
	var one any
	if json.Unmarshal(value.JSON, &one) != nil {
		return []string{text}
	}
	words := flat(one)
	if value.Kind != app.KindRanking {
		slices.Sort(words)
	}
	return words
}

func flat(value any) (words []string) {
	switch v := value.(type) {
	case []any:
		for _, one := range v {
			words = append(words, flat(one)...)
		}
	case map[string]any:
		for key, one := range v {
			if key == "other" { // a write-in is its words
				words = append(words, flat(one)...)
				continue
			}
			words = append(words, key+"="+strings.Join(flat(one), ","))
		}
	default:
		words = append(words, strings.TrimSuffix(fmt.Sprint(v), ".0"))
	}
	return words
}
