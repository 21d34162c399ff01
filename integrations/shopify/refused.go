package shopify

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations"
)

// forGood are the classes that end with the part they are about: the rest of the change is
// made. Any other is about the customer, the shop or the moment.
var forGood = []integrations.Class{integrations.Rejected, integrations.Bug}

// part takes in how one part of a change fared.
func (b *batch) part(change int, name string, o integrations.Outcome) {
	if !slices.Contains(forGood, o.Class) {
		b.mark(change, o)
		return
	}
	b.outcomes[change].Refused = append(b.outcomes[change].Refused, integrations.Refused{Part: name, Class: o.Class, Reason: o.Reason})
}

// sendable are the tags that Shopify understands as they are meant.
func (b *batch) sendable(change int, tags []string) []string {
	return slices.DeleteFunc(slices.Clone(tags), func(tag string) bool {
		odd := strings.Contains(tag, ",") || strings.TrimSpace(tag) == ""
		if odd {
			b.part(change, "tag:"+tag, integrations.Outcome{Class: integrations.Rejected, Reason: "a tag is empty or holds a comma, which Shopify reads as two tags"})
		}
		return odd
	})
}

// refuse is what became of a write that cannot be taken apart any further.
func (b *batch) refuse(w write, o integrations.Outcome) {
	switch {
	case w.consent != nil:
		b.part(w.change, "consent:"+string(w.channel), o)
	case w.elements == nil:
		for _, tag := range w.tags {
			b.part(w.change, "tag:"+tag, o)
		}
	default:
		for _, e := range w.elements {
			b.part(e.change, "property:"+e.input.Key, o)
		}
	}
}

// sift notes what Shopify refused of a write and returns the writes to send again without
// it. Where it named nothing, halves find out.
func (b *batch) sift(w write, refused UserErrors) []write {
	guilty := make(map[int]bool)
	for _, e := range refused {
		if i, ok := e.element(); ok && i >= 0 && i < len(w.elements) && !guilty[i] {
			guilty[i] = true
			b.refuse(write{elements: w.elements[i : i+1]}, w.refusal(e, w.elements[i].input))
		}
	}
	if len(guilty) == 0 {
		o := w.refusal(refused[0], metafieldInput{})
		first, second, ok := w.halves()
		if ok && slices.Contains(forGood, o.Class) {
			return []write{first, second}
		}
		b.refuse(w, o)
		return nil
	}
	rest := write{mutation: w.mutation}
	for i, e := range w.elements {
		if !guilty[i] {
			rest.elements = append(rest.elements, e)
		}
	}
	if len(rest.elements) == 0 {
		return nil
	}
	return []write{rest}
}

// refusal is what an error says of a write, or of the one metafield of it that it names.
func (w write) refusal(e UserError, of metafieldInput) integrations.Outcome {
	switch {
	case w.consent != nil:
		return consentRefusal(e)
	case w.elements == nil:
		return refusal(e, "tags", w.tags...)
	case of.Key == "" && len(w.elements) == 1:
		of = w.elements[0].input
	}
	return refusal(e, strings.TrimSpace("metafield "+of.Key), of.Value)
}

// halve queues both halves of a round that was refused as a whole, to find the
// part that spoils it; false when there is only one thing left in it.
func (b *batch) halve(round []write) bool {
	if n := len(round); n > 1 {
		b.queue = append([][]write{round[:n/2], round[n/2:]}, b.queue...)
		return true
	}
	first, second, ok := round[0].halves()
	if ok {
		b.queue = append([][]write{{first}, {second}}, b.queue...)
	}
	return ok
}

func (w write) halves() (first, second write, ok bool) {
	first, second = w, w
	switch n, tags := len(w.elements)/2, len(w.tags)/2; {
	case n > 0:
		first.elements, second.elements = w.elements[:n], w.elements[n:]
	case tags > 0:
		first.tags, second.tags = w.tags[:tags], w.tags[tags:]
	default:
		return write{}, write{}, false
	}
	return first, second, true
}
