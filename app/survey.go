package app

import "time"

// Text is one text in several languages: BCP 47 tag → words.
type Text map[string]string

// In picks the text for a locale: exact tag, then its language, then the
// fallback language, then nothing.
func (t Text) In(locale, fallback string) string {
	if s := t[locale]; s != "" {
		return s
	}
	for i := range locale {
		if locale[i] == '-' || locale[i] == '_' {
			if s := t[locale[:i]]; s != "" {
				return s
			}
			break
		}
	}
	return t[fallback]
}

// Surface is a place where a shopper can answer.
type Surface string

// The surfaces.
const (
	SurfaceThankYou    Surface = "thank-you"
	SurfaceOrderStatus Surface = "order-status"
	SurfaceTheme       Surface = "theme"
)

// Surfaces lists every surface a submission may name.
var Surfaces = []Surface{SurfaceThankYou, SurfaceOrderStatus, SurfaceTheme}

// Document is a survey as it is written, exported, published and rendered: one
// JSON document (design: "a survey is a document").
type Document struct {
	Handle     string     `json:"handle"`    // stable name, [a-z0-9-], unique in the shop
	Title      string     `json:"title"`     // for the merchant only
	Languages  []string   `json:"languages"` // the first is the fallback
	Placements []Surface  `json:"placements"`
	Questions  []Question `json:"questions"`
	Thanks     Text       `json:"thanks,omitempty"` // shown when the last question is answered
}

// Question is one question of a document.
type Question struct {
	Key       string   `json:"key"` // stable, [a-z0-9_], unique in the document; the preference's name
	Type      string   `json:"type"`
	Prompt    Text     `json:"prompt"`
	Why       Text     `json:"why,omitempty"` // why we ask, shown to the shopper
	Options   []Option `json:"options,omitempty"`
	Other     *Other   `json:"other,omitempty"` // a write-in beside the options
	Required  bool     `json:"required,omitempty"`
	MaxLength int      `json:"max_length,omitempty"` // characters, of text and write-ins
	Mapping   Mapping  `json:"mapping,omitzero"`
}

// Option is one choice. Its key is what is stored; its label is what is read.
type Option struct {
	Key   string `json:"key"`
	Label Text   `json:"label"`
}

// Other lets a shopper write her own choice.
type Other struct {
	Label Text `json:"label"`
}

// Mapping says where an answer is written back. The zero mapping writes nothing.
type Mapping struct {
	Metafield      bool `json:"metafield,omitempty"`       // customer metafield $app.<key>
	OrderMetafield bool `json:"order_metafield,omitempty"` // order metafield $app.<key>
	Tag            bool `json:"tag,omitempty"`             // customer tag <prefix><key>:<value>
}

// Writes reports whether the mapping sends the answer anywhere.
func (m Mapping) Writes() bool { return m != Mapping{} }

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
