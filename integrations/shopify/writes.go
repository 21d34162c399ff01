package shopify

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// What one metafieldsSet takes, and how many mutations go in one request. Each
// costs 10 points and a small shop's bucket holds 1,000 to 2,000: a quarter of
// it at a time keeps the wait for points short.
const (
	maxMetafields = 25
	maxWrites     = 25
	mutationCost  = 10
)

// The mutations a write can be.
const (
	setMetafields    = "metafieldsSet"
	deleteMetafields = "metafieldsDelete"
	addTags          = "tagsAdd"
	removeTags       = "tagsRemove"
)

type metafieldInput struct {
	Owner     string `json:"ownerId"`
	Namespace string `json:"namespace"`
	Key       string `json:"key"`
	Type      string `json:"type,omitempty"` // empty in deletes, as the value
	Value     string `json:"value,omitempty"`
}

// element is one metafield of a write and the change that asked for it.
type element struct {
	change int
	input  metafieldInput
}

// write is one mutation of a request: metafields of up to 25 changes, or the
// tags or one consent of one.
type write struct {
	mutation string
	elements []element // of metafields
	change   int       // of tags and consents
	owner    string
	tags     []string
	consent  map[string]any // an input of type kind
	kind     string
	channel  app.Channel // of the consent
}

// plan packs changes into as few mutations as Shopify's rules allow, metafields
// of different people together, after what was taken back. What was given comes when all
// of this is done.
func plan(changes []integrations.Change) []write {
	var sets, deletes, tags []write
	for i, c := range changes {
		owner := ownerOf(c.Subject)
		for _, p := range c.Set {
			input := metafieldInput{Owner: owner, Namespace: namespace, Key: p.Key}
			if value := metafieldValue(p.Value); value != "" {
				input.Type, input.Value = metafieldType(p.Value.Kind), value
				sets = pack(sets, setMetafields, element{i, input})
			} else {
				deletes = pack(deletes, deleteMetafields, element{i, input})
			}
		}
		for _, key := range c.Unset {
			deletes = pack(deletes, deleteMetafields, element{i, metafieldInput{Owner: owner, Namespace: namespace, Key: key}})
		}
		if len(c.RemoveTags) > 0 {
			tags = append(tags, write{mutation: removeTags, change: i, owner: owner, tags: c.RemoveTags})
		}
		if len(c.AddTags) > 0 {
			tags = append(tags, write{mutation: addTags, change: i, owner: owner, tags: c.AddTags})
		}
	}
	return slices.Concat(consentWrites(changes, false), sets, deletes, tags)
}

// pack adds an element to the last write if it has room. A metafield named
// twice starts a new one: Shopify refuses it within one call, and in two calls
// the later wins.
func pack(writes []write, mutation string, e element) []write {
	if n := len(writes) - 1; n >= 0 && len(writes[n].elements) < maxMetafields && !writes[n].holds(e.input) {
		writes[n].elements = append(writes[n].elements, e)
		return writes
	}
	return append(writes, write{mutation: mutation, elements: []element{e}})
}

func (w write) holds(input metafieldInput) bool {
	for _, e := range w.elements {
		if e.input.Owner == input.Owner && e.input.Key == input.Key {
			return true
		}
	}
	return false
}

// changes are the indexes of the changes a write carries, one per element.
func (w write) changes() []int {
	if w.elements == nil {
		return []int{w.change}
	}
	indexes := make([]int, len(w.elements))
	for i, e := range w.elements {
		indexes[i] = e.change
	}
	return indexes
}

func ownerOf(s integrations.Subject) string {
	if s.Customer != 0 {
		return s.Customer.GID()
	}
	return s.Order.GID()
}

// document writes the request of several mutations and its variables.
func document(writes []write) (Operation, map[string]any) {
	var parameters, fields strings.Builder
	vars := make(map[string]any)
	for i, w := range writes {
		n := strconv.Itoa(i)
		switch w.mutation {
		case setMetafields, deleteMetafields:
			kind, told := "MetafieldsSetInput", "field code message"
			if w.mutation == deleteMetafields {
				kind, told = "MetafieldIdentifierInput", "field message"
			}
			inputs := make([]metafieldInput, len(w.elements))
			for j, e := range w.elements {
				inputs[j] = e.input
			}
			vars["m"+n] = inputs
			fmt.Fprintf(&parameters, "$m%s: [%s!]!, ", n, kind)
			fmt.Fprintf(&fields, "  %s: %s(metafields: $m%s) { userErrors { %s } }\n", alias(i), w.mutation, n, told)
		case addTags, removeTags:
			vars["i"+n], vars["t"+n] = w.owner, w.tags
			fmt.Fprintf(&parameters, "$i%s: ID!, $t%s: [String!]!, ", n, n)
			fmt.Fprintf(&fields, "  %s: %s(id: $i%s, tags: $t%s) { userErrors { field message } }\n", alias(i), w.mutation, n, n)
		default:
			vars["c"+n] = w.consent
			fmt.Fprintf(&parameters, "$c%s: %s!, ", n, w.kind)
			fmt.Fprintf(&fields, "  %s: %s(input: $c%s) { userErrors { field code message } }\n", alias(i), w.mutation, n)
		}
	}
	text := "mutation Write(" + strings.TrimSuffix(parameters.String(), ", ") + ") {\n" + fields.String() + "}"
	return Operation{Name: "Write", Text: text, Cost: float64(mutationCost * len(writes))}, vars
}

func alias(i int) string { return "w" + strconv.Itoa(i) }

// writeAnswer is what any of the mutations answers.
type writeAnswer struct {
	UserErrors UserErrors `json:"userErrors"`
}
