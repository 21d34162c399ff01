package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/store"
)

const (
	longestWord = 255 // characters: what a merge field holds, Mailchimp's text
	longestTag  = 80  // of a tag's beginning: of the hundred that tools take something is left for the answer
	longestID   = 200
	mostFields  = 50 // errors told at once
)

// check collects what is wrong with a mapping.
type check struct {
	*desk
	m     app.Mapping
	wrong []app.FieldError
}

func (c *check) require(ok bool, field, code, format string, args ...any) bool {
	if !ok && len(c.wrong) < mostFields {
		c.wrong = append(c.wrong, app.FieldError{Field: field, Code: code, Message: fmt.Sprintf(format, args...)})
	}
	return ok
}

// all tells everything that is wrong with a mapping, by its JSON paths.
func (c *check) all() []app.FieldError {
	if !c.require(len(c.m.Targets) <= store.MostTargets, "targets", "count", "At most %d places.", store.MostTargets) {
		return c.wrong
	}
	c.channels()
	for i, t := range c.m.Targets {
		c.target(fmt.Sprintf("targets.%d.", i), i, t)
	}
	c.link()
	return c.wrong
}

func (c *check) channels() {
	for i, channel := range c.m.Consents[:min(len(c.m.Consents), len(app.Channels)+1)] {
		at := fmt.Sprintf("consents.%d", i)
		c.require(slices.Contains(c.spec.Consents, channel), at, "unsupported", "%s keeps no such consent.", c.spec.Title)
		c.require(!slices.Contains(c.m.Consents[:i], channel), at, "taken", "This channel is listed twice.")
	}
	c.require(len(c.m.Consents) <= len(app.Channels), "consents", "count", "At most %d channels.", len(app.Channels))
}

func (c *check) link() {
	if c.m.Link == "" {
		return
	}
	c.require(c.spec.Properties, "link", "unsupported", "%s keeps no properties.", c.spec.Title)
	c.key("link", c.m.Link, app.FieldText)
	taken := slices.ContainsFunc(c.m.Targets, func(t app.Target) bool { return t.Kind == app.TargetProperty && fold(t.Name) == fold(c.m.Link) })
	c.require(!taken, "link", "taken", "An answer is written there.")
}

func (c *check) target(at string, i int, t app.Target) {
	q, known := c.question(t.Question)
	if !c.require(known, at+"question", "unknown", "There is no such question.") ||
		!c.require(!q.consent, at+"question", "consent", "A consent is told by its channel, as the ledger has it: it is no answer.") {
		return
	}
	takes := map[app.TargetKind]bool{
		app.TargetProperty: c.spec.Properties, app.TargetTag: c.spec.Tags, app.TargetList: c.spec.Lists, app.TargetEvent: c.spec.Events,
	}
	if !c.require(takes[t.Kind], at+"kind", "unsupported", "%s takes nothing of this kind.", c.spec.Title) {
		return
	}
	c.require(!q.Sensitive || t.Sensitive, at+"sensitive", "sensitive",
		"The answer to %s is sensitive: say of this destination that it may go there.", q.Key)
	twice := slices.ContainsFunc(c.m.Targets[:i], func(other app.Target) bool { return clash(t, other) })
	c.require(!twice, at+"name", "taken", "Two answers, or one twice, would be written to the same place.")
	c.plain(at+"label", t.Label, longestID)
	c.words(at+"words", t, q)
	switch t.Kind {
	case app.TargetProperty:
		c.property(at, t, q)
	case app.TargetTag:
		c.tag(at, t, q)
	case app.TargetList:
		c.list(at, t, q)
	case app.TargetEvent:
		c.require(t.Name == "", at+"name", "not_allowed", "An event has no name of its own.")
	}
}

// clash reports whether two targets are one place. Several questions may have one list.
func clash(a, b app.Target) bool {
	if a.Kind != b.Kind {
		return false
	}
	same := fold(a.Name) == fold(b.Name)
	return same && (a.Question == b.Question || a.Kind == app.TargetProperty || a.Kind == app.TargetTag)
}

func (c *check) property(at string, t app.Target, q Question) {
	if !c.require(c.takes(t.Type), at+"type", "unsupported", "%s has no such type.", c.spec.Title) ||
		!c.require(delivery.Fits(q.Kind, t.Type), at+"type", "wrong_type", "The answer to %s cannot be written as this type.", q.Key) {
		return
	}
	before := slices.IndexFunc(c.kept.Targets, func(old app.Target) bool { return old.Kind == t.Kind && fold(old.Name) == fold(t.Name) })
	if before >= 0 && c.kept.Targets[before].Type != t.Type {
		c.require(false, at+"type", "fixed", "What is written to %s is %s, and stays so. Another type goes to a property of its own: %s is free.",
			t.Name, c.kept.Targets[before].Type, c.named(c.m, q.Key, t.Type))
		return
	}
	c.key(at+"name", t.Name, t.Type)
	if one := c.there[fold(t.Name)]; one.Options != nil && before < 0 {
		for _, word := range slices.Sorted(maps.Values(t.Words)) {
			if !c.require(slices.Contains(one.Options, word), at+"words", "not_an_option", "%s takes only the words it has: %q is none of them.", t.Name, word) {
				return
			}
		}
	}
}

// key checks a property's key, one that is there or one that is to be made.
func (c *check) key(at, key string, as app.FieldType) {
	one, there := c.there[fold(key)]
	switch {
	case !c.require(key != "" && len(key) <= longestID, at, "required", "Say what it is called there."):
	case c.kept.Link == key || slices.ContainsFunc(c.kept.Targets, func(old app.Target) bool { return old.Name == key && old.Kind == app.TargetProperty }):
	case there:
		c.require(one.Type == as, at, "clash", "%s has a %s of this name, and this is %s: use another, %s is free.",
			c.spec.Title, one.Type, as, c.named(c.m, key, as))
	default:
		form := "small letters, digits and _"
		if c.spec.Naming.Upper {
			form = "capitals, digits and _"
		}
		c.require(wellNamed(c.spec.Naming, key), at, "format", "Use 1 to %d of %s.", most(c.spec.Naming), form)
	}
}

func (c *check) tag(at string, t app.Target, q Question) {
	c.require(slices.Contains(q.Kinds(c.spec), app.TargetTag), at+"kind", "not_allowed", "Tags are read by everybody: this answer is not for them.")
	c.require(t.Name != "" && utf8.RuneCountInString(t.Name) <= longestTag, at+"name", "required", "Say how its tags begin, in 1 to %d characters.", longestTag)
	c.plain(at+"name", t.Name, longestTag)
	for _, word := range append(slices.Collect(maps.Values(t.Words)), t.Name) {
		if !c.require(!strings.Contains(word, ","), at+"words", "characters", "A comma would end the tag.") {
			return
		}
	}
}

func (c *check) list(at string, t app.Target, q Question) {
	known := false
	for _, one := range c.catalogue.Lists {
		known = known || one.ID == t.Name
	}
	c.require(known, at+"name", "unknown", "There is no such list.")
	c.require(!c.marks(t.Name) || slices.Contains(c.m.Consents, app.ChannelEmail), at+"kind", "consent",
		"Who is on this list may be mailed: tell %s of consents by email too, and only who has agreed is put on it.", c.spec.Title)
	for _, key := range t.Options[:min(len(t.Options), len(q.Options)+1)] {
		c.require(slices.ContainsFunc(q.Options, func(o Option) bool { return o.Key == key }), at+"options", "unknown", "There is no such option.")
	}
	c.require(len(t.Options) <= len(q.Options), at+"options", "count", "More options than there are.")
}

// marks reports whether who is on a list may be mailed.
func (d *desk) marks(list string) bool {
	for _, one := range d.catalogue.Lists {
		if one.ID == list && one.Marks {
			return true
		}
	}
	return d.spec.ListIsConsent
}

// words refuses those of nothing, and to change those that are kept.
func (c *check) words(at string, t app.Target, q Question) {
	old := c.before(t).Words
	for _, key := range slices.Sorted(maps.Keys(t.Words)) {
		word := t.Words[key]
		known := old[key] != "" || slices.ContainsFunc(q.Options, func(o Option) bool { return o.Key == key })
		if !c.require(known, at, "unknown", "There is no option %q.", shorten(key, longestLabel)) {
			return
		}
		c.require(old[key] == "" || word == old[key], at, "fixed", "The words of %s are kept as %q: segments are made of them. Map it to another place.", key, old[key])
		c.plain(at, word, longestWord)
	}
}

// before is a target as it is kept, the zero one if it is new.
func (d *desk) before(t app.Target) app.Target {
	for _, old := range d.kept.Targets {
		if old.Question == t.Question && old.Kind == t.Kind && fold(old.Name) == fold(t.Name) {
			return old
		}
	}
	return app.Target{}
}

func (c *check) plain(at, text string, most int) {
	bad := !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl)
	c.require(!bad, at, "characters", "Control characters are not allowed.")
	c.require(utf8.RuneCountInString(text) <= most, at, "too_long", "At most %d characters.", most)
}
