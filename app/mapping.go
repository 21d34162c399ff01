package app

import "time"

// Mapping says where a shop's answers go at one destination. Shopify's own is the
// WriteBack of each question: everything else that is connected has one of these.
type Mapping struct {
	Destination DestinationID
	Revision    int // grows with every save; a save names the one it edited
	Targets     []Target
	Consents    []Channel // whose marketing consent is told there
	Link        string    // the property that holds her preference link, "" for none
	UpdatedAt   time.Time
}

// Target is one place that the answers to a question go to. A question has as many as
// the merchant likes, of any kind.
type Target struct {
	Question string     `json:"question"` // key
	Kind     TargetKind `json:"kind"`

	// Name is what it is called there, fixed when it was mapped: a property's key, the
	// beginning of a tag, a list's id. A question that is renamed does not move it. An
	// event has none.
	Name  string    `json:"name,omitempty"`
	Label string    `json:"label,omitempty"` // for people: the property's, the list's
	Type  FieldType `json:"type,omitempty"`  // of a property

	// Words are what is written for an option's key, fixed with the name and in one
	// language: a segment must not break when a label is put differently. An option
	// without words is written as its key.
	Words map[string]string `json:"words,omitempty"`

	Options []string `json:"options,omitempty"` // of a list: the answers that make her a member; nil for any

	Theirs    bool `json:"theirs,omitempty"`    // it was there before: what stands there is looked at before it is written
	Sensitive bool `json:"sensitive,omitempty"` // the merchant has said so of this question and this destination alone
	Marks     bool `json:"marks,omitempty"`     // of a list: who is on it may be mailed, and so has to have agreed

	Since time.Time `json:"since,omitzero"` // of an event: what was answered before is not told
}

// Called is what a merchant calls the place: a list by its name, as its id says nothing.
func (t Target) Called() string {
	if t.Kind == TargetList && t.Label != "" {
		return t.Label
	}
	return t.Name
}

// Word is what is written for an option's key.
func (t Target) Word(key string) string {
	if word := t.Words[key]; word != "" {
		return word
	}
	return key
}

// TargetKind is what an answer becomes at a destination.
type TargetKind string

// The kinds of target.
const (
	TargetProperty TargetKind = "property"
	TargetTag      TargetKind = "tag"
	TargetList     TargetKind = "list"  // membership alone: never a consent
	TargetEvent    TargetKind = "event" // it is told when she answers
)

// FieldType is the type of a property at a destination. The first value written fixes
// it for good, so it is chosen when the question is mapped.
type FieldType string

// The types. A destination that lacks one takes it as text.
const (
	FieldText     FieldType = "text"
	FieldNumber   FieldType = "number"
	FieldBoolean  FieldType = "boolean"
	FieldDate     FieldType = "date"     // YYYY-MM-DD
	FieldBirthday FieldType = "birthday" // --MM-DD
	FieldTexts    FieldType = "texts"    // several texts
)
