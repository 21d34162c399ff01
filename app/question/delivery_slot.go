package question

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
)

// mostSlots bounds the day parts and the places of a delivery.
const mostSlots = 20

// slot is when and where she likes to be delivered to.
type slot struct {
	Part  string `json:"part,omitempty"`
	Place string `json:"place,omitempty"`
}

// deliverySlot is answered with a part of the day and a place; the options are
// the places, and either list may be missing.
type deliverySlot struct{}

var _ Type = deliverySlot{}

// Name is "delivery_slot".
func (deliverySlot) Name() string { return "delivery_slot" }

// Kind is slot.
func (deliverySlot) Kind(app.Question) app.ValueKind { return app.KindSlot }

// Check wants two day parts or two places.
func (deliverySlot) Check(q app.Question) []app.FieldError {
	var wrong []app.FieldError
	if len(q.Options) > 0 || len(q.Parts) == 0 {
		wrong = checkOptions("options", q.Options, 2, mostSlots)
	}
	if len(q.Parts) > 0 {
		wrong = append(wrong, checkOptions("parts", q.Parts, 2, mostSlots)...)
	}
	return append(wrong, unwanted(q, withOptions|withParts)...)
}

// Parse reads {"part":"evening","place":"door"}, either of which may be missing.
// Errors: Invalid.
func (deliverySlot) Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	var given map[string]*string
	if json.Unmarshal(raw, &given) != nil {
		return app.Value{}, wrongType("a day part and a place")
	}
	for name := range given {
		if name != "part" && name != "place" {
			return app.Value{}, wrongType("a day part and a place")
		}
	}
	part, err := parseKey(q.Parts, given["part"])
	if err != nil {
		return app.Value{}, err
	}
	place, err := parseKey(q.Options, given["place"])
	if err != nil {
		return app.Value{}, err
	}
	chosen := slot{part, place}
	if chosen == (slot{}) {
		return app.Value{}, nil
	}
	return value(app.KindSlot, chosen), nil
}

// parseKey is one of the options, "" for none.
func parseKey(options []app.Option, key *string) (string, error) {
	switch {
	case key == nil || *key == "":
		return "", nil
	case !hasOption(options, *key):
		return "", unknownOption()
	}
	return *key, nil
}
