package delivery

import (
	"regexp"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// finals are the classes of what will never be made.
var finals = []integrations.Class{integrations.Rejected, integrations.Conflict, integrations.Blocked, integrations.Config, integrations.Bug}

// because says why a part was refused, in words for the merchant.
func because(part string, class integrations.Class, reason string) string {
	what := partName(part)
	switch class {
	case integrations.Config:
		what = "the mapping names " + strings.TrimSpace("something that is not there any more "+bracket(what))
	case integrations.Blocked:
		what = strings.TrimSpace(what + " may not be written of this person")
	case integrations.Conflict:
		what = strings.TrimSpace(what + " belongs to somebody else there")
	}
	return clean(strings.Trim(what+": "+reason, ": "))
}

func bracket(what string) string {
	if what == "" {
		return ""
	}
	return "(" + what + ")"
}

// partName names a part without what somebody may have said: a tag is made of answers.
func partName(part string) string {
	kind, name, _ := strings.Cut(part, ":")
	switch kind + ":" {
	case propertyPrefix:
		return "the property " + name
	case tagPrefix:
		return "a tag"
	case listPrefix:
		return "the list " + name
	case consentPrefix:
		return "the consent for " + name
	default:
		return ""
	}
}

// whole is an outcome with what was refused of it: what may yet succeed decides first,
// then why the rest never will.
func whole(o integrations.Outcome) integrations.Outcome {
	if slices.Contains(finals, o.Class) {
		o.Reason = because("", o.Class, o.Reason)
	}
	var reasons []string
	for _, part := range o.Refused {
		if !slices.Contains(finals, part.Class) {
			part.Class = integrations.Rejected
		}
		reasons = append(reasons, because(part.Part, part.Class, part.Reason))
		if urgency[part.Class] > urgency[o.Class] {
			o.Class = part.Class
		}
	}
	if slices.Contains(finals, o.Class) && len(reasons) > 0 {
		if o.Reason != "" {
			reasons = append([]string{o.Reason}, reasons...)
		}
		o.Reason = clean(strings.Join(reasons, "; "))
	}
	return o
}

// refusals are the receipts of what was refused of a step, with the reason.
func (s step) refusals(o integrations.Outcome) []app.Receipt {
	var list []app.Receipt
	for _, part := range o.Refused {
		at := slices.IndexFunc(s.touched, func(r app.Receipt) bool { return r.Property == part.Part })
		if at < 0 {
			continue
		}
		r := s.touched[at]
		r.Refused = because(part.Part, part.Class, part.Reason)
		list = append(list, r)
	}
	return list
}

var addresses = regexp.MustCompile(`[^\s"'<>:,;()]+@[^\s"'<>:,;()]+|\+?\d[\d ()./-]{6,}\d`)

// scrub takes whoever an answer names out of it, once more: addresses, and what may be a
// number of hers.
func scrub(text string) string { return clean(addresses.ReplaceAllString(text, "…")) }
