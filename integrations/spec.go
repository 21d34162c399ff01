package integrations

import "github.com/askwell/askwell/app"

// Spec is a provider's description.
type Spec struct {
	Name   string // stable, lower case: "shopify"
	Title  string // as the vendor writes it
	Help   string // how to connect it, in Markdown; the folder's setup.md
	Fields []Field
	Batch  int    // most changes one Apply takes
	Orders bool   // takes changes whose subject is an order
	Known  bool   // keeps for our own blocks what is known of a customer
	OAuth  *OAuth // how to let us in at the vendor's own site, nil where that is not possible

	// ByEmail is a destination that knows people by their email address, whoever they
	// are to Shopify; others know Shopify's customers alone.
	ByEmail bool

	// What of a mapping it takes.
	Properties    bool
	Tags          bool
	Lists         bool
	ListIsConsent bool // who is on a list may be mailed: a mapping to one needs a consent
	Events        bool // takes what happened to people, as events
	Types         []app.FieldType
	Naming        Naming
	// Tag is what a tag is called there, where that is not what it was called: a tag is
	// known, and taken back, by that name alone. nil: as it is.
	Tag func(tag string) string

	// Consents are the channels whose marketing consent it keeps.
	Consents []app.Channel
	// Stateless is a destination that takes events alone: of what people said it keeps
	// nothing that could be changed or taken back.
	Stateless bool
	// Leftover is what a destination that cannot be told to erase may still hold of
	// somebody, in words for the merchant; "" where she can be deleted there by hand.
	Leftover string
	// Apart is a destination of which every account is a place of its own: that one does not
	// answer says nothing of the others.
	Apart bool
	// BulkFrom is how many people are worth a bulk job, where the Conn is a Bulker.
	BulkFrom int
	BulkMost int // people one bulk job takes
}

// Field is one setting the merchant fills in.
type Field struct {
	Key      string
	Label    string
	Help     string
	Example  string   // shown in the empty field
	Choices  []Choice // the values it can have; nil for any text
	List     bool     // it is the id of one of the catalogue's lists
	Secret   bool     // sealed at rest, masked in every answer
	Required bool
	// Suggest makes a value that an empty form offers, nil for none: a secret that both
	// ends are to know is shown there and nowhere else.
	Suggest func() string
}

// Choice is one value of a field.
type Choice struct{ Value, Label string }

// Naming says how a destination's properties may be called.
type Naming struct {
	Prefix string // what ours begin with, so that a merchant can find and erase them
	Upper  bool   // capitals, digits and underscores; else lower case
	Most   int    // characters, the prefix included; 0: 100
}
