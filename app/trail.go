package app

import "strings"

// Places say where the answers to questions stand at one destination, as receipts name it.
type Places struct {
	TagPrefix string   // of the shop's own tags
	Mapping   *Mapping // nil where questions say themselves where they go
	Events    bool     // it holds nothing, and is told of every answer
}

// Hold reports whether a receipt's name is one that answers to a question have there.
func (p Places) Hold(question, receipt string) bool {
	kind, name, _ := strings.Cut(receipt, ":")
	if kind == "event" {
		_, about, _ := strings.Cut(name, ":")
		return about == question
	}
	if p.Mapping == nil {
		return kind == "property" && name == question ||
			kind == "tag" && (strings.HasPrefix(name, p.TagPrefix+question+":") || strings.HasPrefix(name, DefaultTagPrefix+question+":"))
	}
	for _, t := range p.Mapping.Targets {
		if t.Question == question && string(t.Kind) == kind && (name == t.Name || t.Kind == TargetTag && strings.HasPrefix(plain(name), plain(t.Name))) {
			return true
		}
	}
	return false
}

// Names are what places that answers to a question go to are called, in words for the
// merchant.
func (p Places) Names(q Question) (names []string) {
	if p.Events {
		return []string{string(TargetEvent)}
	}
	if p.Mapping != nil {
		for _, t := range p.Mapping.Targets {
			if t.Question == q.Key {
				names = append(names, named(t))
			}
		}
		return names
	}
	for _, one := range []struct {
		goes bool
		name string
	}{
		{q.Mapping.Metafield, "customer metafield " + q.Key},
		{q.Mapping.OrderMetafield, "order metafield " + q.Key},
		{q.Mapping.Tag, "customer tag beginning with " + p.TagPrefix + q.Key + ":"},
	} {
		if one.goes {
			names = append(names, one.name)
		}
	}
	return names
}

// named is what a mapped place is called; a tag ends as she has answered.
func named(t Target) string {
	kind := string(t.Kind)
	if t.Kind == TargetTag {
		kind += " beginning with"
	}
	return strings.TrimSpace(kind + " " + t.Called())
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
