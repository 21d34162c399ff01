package mapping

import (
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/integrations"
)

// Kinds are what answers can become at a destination.
func Kinds(spec integrations.Spec) []app.TargetKind {
	kinds := []app.TargetKind{}
	for _, one := range []struct {
		kind  app.TargetKind
		takes bool
	}{{app.TargetProperty, spec.Properties}, {app.TargetTag, spec.Tags}, {app.TargetList, spec.Lists}, {app.TargetEvent, spec.Events}} {
		if one.takes {
			kinds = append(kinds, one.kind)
		}
	}
	return kinds
}

// Types are those a destination's properties can have; whatever it lacks is text.
func Types(spec integrations.Spec) []app.FieldType {
	all := []app.FieldType{app.FieldText, app.FieldNumber, app.FieldBoolean, app.FieldDate, app.FieldBirthday, app.FieldTexts}
	return slices.DeleteFunc(all, func(t app.FieldType) bool {
		return t != app.FieldText && spec.Types != nil && !slices.Contains(spec.Types, t)
	})
}

// Longest is how many characters a property's key may have.
func Longest(n integrations.Naming) int { return most(n) }

// Types are those of a destination that the question's answers can be written as.
func (q Question) Types(spec integrations.Spec) []app.FieldType {
	return slices.DeleteFunc(Types(spec), func(t app.FieldType) bool { return q.consent || !delivery.Fits(q.Kind, t) })
}

// Kinds are what the question's answers can become at a destination: nothing of a
// consent, and no tag of what names a person.
func (q Question) Kinds(spec integrations.Spec) []app.TargetKind {
	return slices.DeleteFunc(Kinds(spec), func(k app.TargetKind) bool {
		return q.consent || k == app.TargetTag && !question.Taggable(app.Question{Type: q.Type})
	})
}
