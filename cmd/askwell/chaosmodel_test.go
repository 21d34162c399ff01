package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// stand is how things stand with a shopper by what was acknowledged, and nothing else.
type stand struct {
	answers map[string]any    // by question; what was taken back is not there
	ids     map[string]string // of the responses that gave them
	consent string            // "granted", "withdrawn", "" for never said
	agreed  bool              // she ever had
	sources []string          // the responses that answered "source", the last one last

	stored, mayStand []string // the responses that are kept, and those that may be
}

// standing follows a shopper through what she had acknowledged, in its order.
func standing(of []uttered) stand {
	s := stand{answers: map[string]any{}, ids: map[string]string{}}
	for _, u := range of {
		switch u.kind {
		case opGrant:
			s.consent, s.agreed = "granted", true
		case opWithdraw:
			s.consent = "withdrawn"
		case opClear: // of what was never said nothing is kept
			s.mayStand = append(s.mayStand, u.id)
		default:
			s.stored = append(s.stored, u.id)
		}
		for question, value := range u.answers {
			if question == "source" && value != nil {
				s.sources = append(s.sources, u.id)
			}
			s.answers[question], s.ids[question] = value, u.id
			if value == nil {
				delete(s.answers, question)
				delete(s.ids, question)
			}
		}
	}
	return s
}

// wanted is what a tool with a mapping should hold of a shopper.
func (e *epoch) wantedAt(tool string, l *lone) held {
	s, m, spec := standing(l.said), e.mapped[l.shop][tool], e.tools[tool].Spec
	h := held{Properties: map[string]string{}, Consent: s.consent}
	if l.knownAt(tool) {
		of := l.theirsOf(tool)
		h.Properties, h.Tags, h.Lists = maps.Clone(of.Properties), of.Tags, of.Lists
	}
	for _, t := range m.Targets {
		value, said := s.answers[t.Question]
		switch {
		case !said:
		case t.Kind == app.TargetProperty:
			h.Properties[t.Name] = inWordsOf(t, value)
		case t.Kind == app.TargetTag:
			for _, key := range keysIn(value) {
				h.Tags = append(h.Tags, tagAt(spec, t.Name+key))
			}
		case t.Kind == app.TargetEvent:
			h.Events = append(h.Events, eventOf(tool, l.shop, s.ids[t.Question]))
		}
	}
	slices.Sort(h.Tags)
	h.Tags = slices.Compact(h.Tags)
	return h
}

func tagAt(spec integrations.Spec, tag string) string {
	if spec.Tag != nil {
		return spec.Tag(tag)
	}
	return tag
}

// inWordsOf is a value as a property says it: several are put in the question's order.
func inWordsOf(t app.Target, value any) string {
	number, plain := value.(int)
	if plain {
		return fmt.Sprint(number)
	}
	var words []string
	for _, key := range keysIn(value) {
		words = append(words, t.Word(key))
	}
	if t.Type == app.FieldTexts {
		return strings.Join(words, ";")
	}
	return strings.Join(words, ", ")
}

// likesInOrder are the options of the question that takes several.
var likesInOrder = []string{"tea", "coffee", "cocoa"}

func keysIn(value any) []string {
	if several, ok := value.([]string); ok {
		sorted := slices.Clone(several)
		slices.SortFunc(sorted, func(a, b string) int { return slices.Index(likesInOrder, a) - slices.Index(likesInOrder, b) })
		return sorted
	}
	return []string{fmt.Sprint(value)}
}

// eventOf is the id of the event of an answer to "source": it hangs on what happened
// alone. HubSpot is told another, made of it.
func eventOf(tool, shop, response string) string {
	identity := strings.Join([]string{shop, string(integrations.AnswerGiven), response, "source"}, "\n")
	id := uuid.NewSHA1(uuid.NameSpaceOID, []byte(identity))
	if tool == "hubspot" {
		id = uuid.NewSHA1(uuid.NewSHA1(uuid.NameSpaceURL, []byte("askwell/hubspot/event")), []byte(id.String()))
	}
	return id.String()
}

// metafieldOf is a value as Shopify writes it.
func metafieldOf(value any) string {
	switch v := value.(type) {
	case int:
		return fmt.Sprintf("%d.0", v) // Shopify's decimals
	case []string:
		text, _ := json.Marshal(keysIn(value))
		return string(text)
	default:
		return fmt.Sprint(value)
	}
}
