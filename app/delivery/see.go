package delivery

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// mostSeen is how many subjects one question to a destination is about.
const mostSeen = 100

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
