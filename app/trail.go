package app

import (
	"slices"
	"strings"
)

// Places say where the answers to questions stand at one destination, as receipts name it.
type Places struct {
	TagPrefix string    // of the shop's own tags
	Former    []string  // prefixes those had before, which some may still have
	Mapping   *Mapping  // nil where questions say themselves where they go
	Events    bool      // it holds nothing, and is told of every answer
	Consents  []Channel // whose marketing consent it is told
}

// PlacesAt are the places of a destination. mapping is nil for one that comes with the shop.
func PlacesAt(shop Shop, at DestinationID, mapping *Mapping) Places {
	p := Places{TagPrefix: shop.TagPrefix, Former: shop.TagPrefixes, Mapping: mapping, Events: at == FlowDestination}
	switch {
	case mapping != nil:
		p.Consents = mapping.Consents
	case at == ShopifyDestination:
		p.Consents = ShopifyConsents
	}
	return p
}

// Hold reports whether a receipt's name is one that answers to a question have there.
func (p Places) Hold(q Question, receipt string) bool {
	kind, name, _ := strings.Cut(receipt, ":")
	switch {
	case kind == "event":
		_, about, _ := strings.Cut(name, ":")
		return about == q.Key
	case kind == "consent":
		return agrees(q) && name == string(q.Channel)
	case p.Mapping == nil:
		return kind == "property" && name == q.Key || kind == "tag" && OwnTag(name, q.Key)
	}
	return slices.ContainsFunc(p.Mapping.Targets, func(t Target) bool { return t.Question == q.Key && t.holds(kind, name) })
}

// agrees reports whether an answer is a consent that destinations are told of.
func agrees(q Question) bool { return q.Channel != "" && q.Purpose == PurposeMarketing }

func (t Target) holds(kind, name string) bool {
	return string(t.Kind) == kind && (name == t.Name || t.Kind == TargetTag && strings.HasPrefix(plain(name), plain(t.Name)))
}

// Names are what places that answers to a question go to are called, in words for the
// merchant. A tag ends as she has answered: held are the names of receipts there, which
// tell how.
func (p Places) Names(q Question, held ...string) (names []string) {
	if p.Events {
		return []string{string(TargetEvent)}
	}
	if p.Mapping != nil {
		for _, t := range p.Mapping.Targets {
			if t.Question == q.Key {
				names = append(names, t.named(held)...)
			}
		}
	}
	if p.Mapping == nil && q.Mapping.Metafield {
		names = append(names, "customer metafield "+q.Key)
	}
	if p.Mapping == nil && q.Mapping.OrderMetafield {
		names = append(names, "order metafield "+q.Key)
	}
	if p.Mapping == nil && q.Mapping.Tag {
		tags := tagsOf(held, func(tag string) bool { return OwnTag(tag, q.Key) })
		names = append(names, called("customer tag ", p.TagPrefix+q.Key+":", tags)...)
	}
	if agrees(q) && slices.Contains(p.Consents, q.Channel) {
		names = append(names, "consent by "+string(q.Channel))
	}
	return names
}

// FormerTags are what a question's tags began with before, in words for the merchant: who
// was not written of since still has them.
func (p Places) FormerTags(q Question) (names []string) {
	if p.Mapping != nil || p.Events || !q.Mapping.Tag {
		return nil
	}
	for _, prefix := range p.Former {
		names = append(names, "customer tag beginning with "+prefix+q.Key+": where nothing was written since")
	}
	return names
}

// named is what a mapped place is called.
func (t Target) named(held []string) []string {
	if t.Kind == TargetTag {
		return called("tag ", t.Called(), tagsOf(held, func(tag string) bool { return t.holds("tag", tag) }))
	}
	return []string{strings.TrimSpace(string(t.Kind) + " " + t.Called())}
}

// tagsOf are the tags that receipts name and something holds of.
func tagsOf(held []string, is func(tag string) bool) (tags []string) {
	for _, receipt := range held {
		if tag, ok := strings.CutPrefix(receipt, "tag:"); ok && is(tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}

// called names tags, and what they begin with while none is known.
func called(what, begin string, tags []string) []string {
	if len(tags) == 0 {
		return []string{what + "beginning with " + begin}
	}
	names := make([]string, len(tags))
	for i, tag := range tags {
		names[i] = what + tag
	}
	return names
}

// plain is a tag without what some vendors do not take in one.
func plain(tag string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127 {
			return r
		}
		return -1
	}, strings.ToLower(tag))
}
