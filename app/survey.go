package app

import (
	"cmp"
	"encoding/json"
	"time"
)

// Surface is a place where a shopper can answer.
type Surface string

// The surfaces.
const (
	SurfaceThankYou    Surface = "thank-you"
	SurfaceOrderStatus Surface = "order-status"
	SurfaceTheme       Surface = "theme"
	SurfaceCart        Surface = "cart"    // beside her cart: why she hesitates
	SurfacePrompt      Surface = "prompt"  // a card in the corner of any page of the theme
	SurfaceAccount     Surface = "account" // her profile in the customer account
	SurfaceLink        Surface = "link"    // a page of its own, behind a link or a QR code
	SurfaceEmail       Surface = "email"   // the first question stands in an email

	// Where no survey is placed: her own preferences, and the desk of who writes down
	// what she says.
	SurfacePreferences Surface = "preferences"
	SurfaceStaff       Surface = "staff"
)

// Surfaces lists every surface a survey may be placed on.
var Surfaces = []Surface{
	SurfaceThankYou, SurfaceOrderStatus, SurfaceTheme, SurfaceCart, SurfacePrompt, SurfaceAccount, SurfaceLink, SurfaceEmail,
}

// Document is a survey as it is written, exported, published and rendered: one
// JSON document (design: "a survey is a document").
type Document struct {
	Handle     string     `json:"handle"`    // stable name, [a-z0-9-], unique in the shop
	Title      string     `json:"title"`     // for the merchant only
	Languages  []string   `json:"languages"` // the first is the fallback
	Placements []Surface  `json:"placements"`
	Questions  []Question `json:"questions"`
	Endings    []Ending   `json:"endings,omitempty"`  // of a quiz: the one the answers weigh most for is shown
	Thanks     Text       `json:"thanks,omitempty"`   // shown when the last question is answered
	Audience   Rule       `json:"audience,omitempty"` // who is asked at all
	Sample     Sample     `json:"sample,omitzero"`    // and how many of them
	Priority   int        `json:"priority,omitempty"` // among surveys; the greater is asked first
	Reward     string     `json:"reward,omitempty"`   // the handle of the reward for answering all of it
	Poll       *Poll      `json:"poll,omitempty"`     // the answers so far, for who has answered
}

// Rule is a condition in JSONLogic over the facts of package rule. The zero Rule
// always holds.
type Rule = json.RawMessage

// Sample says which share of an audience is asked. The zero Sample asks everybody.
type Sample struct {
	Percent int `json:"percent,omitempty"` // asked, 1 to 100; 0 stands for 100
	Holdout int `json:"holdout,omitempty"` // never asked, to compare with, 0 to 50
}

// Poll shows how others answered, not before enough of them have.
type Poll struct {
	Least int `json:"least"` // answers below which nothing is shown
}

// Ending is one outcome of a quiz.
type Ending struct {
	Key         string   `json:"key"` // stable, [a-z0-9_]
	Title       Text     `json:"title"`
	Text        Text     `json:"text,omitempty"`
	Image       string   `json:"image,omitempty"`       // https address
	Products    []string `json:"products,omitempty"`    // handles, the best first
	Collections []string `json:"collections,omitempty"` // handles
}

// Question is one question of a document.
type Question struct {
	Key    string `json:"key"` // stable, [a-z0-9_], unique in the document; the preference's name
	Type   string `json:"type"`
	Prompt Text   `json:"prompt"`

	// What a shopper is owed before she answers: without it nothing is published.
	Why      Text `json:"why,omitempty"`       // why we ask
	Get      Text `json:"get,omitempty"`       // what she gets
	Use      Text `json:"use,omitempty"`       // how the answer is used
	KeepDays int  `json:"keep_days,omitempty"` // how long it is kept; 0: until she takes it back

	// What she can answer.
	Options   []Option `json:"options,omitempty"`
	Other     *Other   `json:"other,omitempty"`   // a write-in beside the options
	Source    *Source  `json:"source,omitempty"`  // options drawn from the catalogue
	Shuffle   bool     `json:"shuffle,omitempty"` // options in random order, but for the pinned ones
	Parts     []Option `json:"parts,omitempty"`   // the day parts of a delivery slot
	Least     int      `json:"least,omitempty"`   // how many options must be chosen at least
	Most      int      `json:"most,omitempty"`    // and at most; 0: all
	Min       *float64 `json:"min,omitempty"`     // of a number, a rating
	Max       *float64 `json:"max,omitempty"`
	Step      float64  `json:"step,omitempty"` // 0: any
	Unit      Text     `json:"unit,omitempty"` // "cm"
	Low       Text     `json:"low,omitempty"`  // the words at a scale's ends
	High      Text     `json:"high,omitempty"`
	Required  bool     `json:"required,omitempty"`
	MaxLength int      `json:"max_length,omitempty"` // characters, of text and write-ins

	// When she is asked.
	If       Rule     `json:"if,omitempty"`        // only when this holds of the answers so far and of her
	Next     []Branch `json:"next,omitempty"`      // where an answer leads; else to the question that follows
	Again    *Again   `json:"again,omitempty"`     // nil: once in a lifetime
	HalfLife int      `json:"half_life,omitempty"` // days after which an answer is worth half; 0: it does not age
	Doubt    Rule     `json:"doubt,omitempty"`     // holds when what she does contradicts her answer; without one nothing does
	Quota    int      `json:"quota,omitempty"`     // answers after which nobody is asked any more; 0: none
	Priority int      `json:"priority,omitempty"`  // within its survey's stream; the greater is asked first
	Seconds  float64  `json:"seconds,omitempty"`   // of her time; 0: the type's own estimate

	// What may be done with it.
	Sensitive bool      `json:"sensitive,omitempty"`
	Purpose   string    `json:"purpose,omitempty"` // "" is personalisation
	Channel   Channel   `json:"channel,omitempty"` // of a consent: what it is for beside its purpose; "" is personalisation
	Consent   string    `json:"consent,omitempty"` // the key of the consent question that must be granted before this is asked
	Mapping   WriteBack `json:"mapping,omitzero"`
}

// Shown is the question as a shopper may see it, without what is the merchant's
// affair.
func (q Question) Shown() Question {
	q.Mapping, q.Purpose, q.Quota, q.Priority, q.Doubt = WriteBack{}, "", 0, 0, nil
	q.Channel, q.Consent = "", "" // what needs a consent has a condition that says so
	q.Source = nil                // what it gave stands among the options
	return q
}

// Option is one choice. Its key is what is stored; its label is what is read.
type Option struct {
	Key        string         `json:"key"`
	Label      Text           `json:"label"`
	Hint       Text           `json:"hint,omitempty"`
	Image      string         `json:"image,omitempty"`      // https address
	Pinned     bool           `json:"pinned,omitempty"`     // keeps its place when options are shuffled
	Weights    map[string]int `json:"weights,omitempty"`    // ending → −10 to 10
	Product    string         `json:"product,omitempty"`    // handle of what it stands for
	Collection string         `json:"collection,omitempty"` // handle
}

// Other lets a shopper write her own choice.
type Other struct {
	Label Text        `json:"label"`
	Names []Canonical `json:"names,omitempty"` // what write-ins usually mean, for type-ahead
}

// Canonical is the one name of what people write in many ways.
type Canonical struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"`
}

// Source draws options from the shop's catalogue.
type Source struct {
	From       string `json:"from"`                 // vendors, types, tags, collections, products
	Collection string `json:"collection,omitempty"` // of products: only those of this one
	Most       int    `json:"most,omitempty"`       // 0: as many as a question may have
}

// Branch leads on from a question.
type Branch struct {
	If Rule   `json:"if,omitempty"`
	To string `json:"to"` // a question's key, "end", or "end:" and an ending's key
}

// Again says when a question is asked anew. An answer is not asked for twice
// within its wave.
type Again struct {
	Mode  AgainMode `json:"mode"`
	Days  int       `json:"days,omitempty"`  // between two waves of mode every, two askings of mode until
	Times int       `json:"times,omitempty"` // askings at most, of mode until
}

// AgainMode is a way to ask anew.
type AgainMode string

// The ways to ask anew.
const (
	AgainOnce      AgainMode = "once"      // never
	AgainEvery     AgainMode = "every"     // after so many days, answered or not
	AgainUntil     AgainMode = "until"     // until it is answered, so many times
	AgainEvergreen AgainMode = "evergreen" // whenever it can be seen
)

// WriteBack says where in Shopify an answer is written. The zero one writes nothing.
type WriteBack struct {
	Metafield      bool `json:"metafield,omitempty"`       // customer metafield $app.<key>
	OrderMetafield bool `json:"order_metafield,omitempty"` // order metafield $app.<key>
	Tag            bool `json:"tag,omitempty"`             // customer tag <prefix><key>:<value>
}

// Writes reports whether the answer is written anywhere.
func (w WriteBack) Writes() bool { return w != WriteBack{} }

// Invited reports whether shoppers start the survey themselves, as they do a quiz
// for its ending: then it does not weigh on what they are asked unasked.
func (d Document) Invited() bool { return len(d.Endings) > 0 }

// ComparePriority says which of two surveys is asked first: the greater priority, and
// of equals not the one that shoppers start themselves, which would stand before
// everything else on every page.
func ComparePriority(a, b *Document) int {
	if by := cmp.Compare(b.Priority, a.Priority); by != 0 || a.Invited() == b.Invited() {
		return by
	}
	if a.Invited() {
		return 1
	}
	return -1
}

// Question finds a question by key.
func (d Document) Question(key string) (Question, bool) {
	for _, q := range d.Questions {
		if q.Key == key {
			return q, true
		}
	}
	return Question{}, false
}

// Survey is the editable side of a survey: its draft and what is published.
type Survey struct {
	Shop        ShopID
	ID          SurveyID
	Handle      string
	Draft       Document
	Revision    int // grows with every save; a save names the one it edited
	Version     int // the published version, 0 before the first
	PublishedAt time.Time
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Version is one published, immutable state of a survey.
type Version struct {
	Shop        ShopID
	Survey      SurveyID
	Version     int
	Document    Document
	PublishedAt time.Time
}
