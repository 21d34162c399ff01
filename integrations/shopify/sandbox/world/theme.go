package world

// Theme is what a merchant arranged in the theme editor: which of the app's
// blocks stand on which template's pages, in their order. A template that is not
// named is as Usual has it.
type Theme map[string][]Placed

// Placed is a block on a page with what the merchant chose for it.
type Placed struct {
	Type     string         `json:"type"` // the block's handle
	Settings map[string]any `json:"settings,omitempty"`
}

// Embeds names in a Theme the blocks that stand once on every page.
const Embeds = "*"

// PageTemplates are the templates of a shop's written pages that have one of their
// own: "preferences" stands for page.preferences, and is the page's handle as well.
var PageTemplates = []string{"preferences", "quiz", "poll"}

// Templates are all that a merchant can arrange.
func Templates() []string {
	all := []string{"index", "product", "collection", "cart", "search", "page"}
	for _, name := range PageTemplates {
		all = append(all, "page."+name)
	}
	return append(all, Embeds)
}

// Schemes are the colour schemes of the sandbox's theme.
var Schemes = []string{"scheme-1", "scheme-2", "scheme-3"}

// Usual is how the sandbox's theme comes: where blocks of these handles stand until
// a merchant arranges a template. Other blocks stand wherever they may.
var Usual = Theme{
	"index":            {{Type: "for-you", Settings: map[string]any{"question": "likes", "width": "full"}}, {Type: "question"}},
	"product":          {{Type: "question"}},
	"collection":       {{Type: "question"}},
	"search":           {{Type: "question"}},
	"page":             {{Type: "question"}},
	"cart":             {{Type: "cart-reason"}},
	"page.preferences": {{Type: "reward-progress", Settings: map[string]any{"survey": "onboarding", "link": "/"}}, {Type: "preferences", Settings: map[string]any{"questions": "preferences"}}},
	"page.quiz":        {{Type: "quiz"}},
	"page.poll":        {{Type: "poll"}},
}
