package world

// Theme is what a merchant arranged in the theme editor: which of the app's
// blocks stand on which template's pages, in their order. A template that is not
// named has every block that may stand there.
type Theme map[string][]Placed

// Placed is a block on a page with what the merchant chose for it.
type Placed struct {
	Type     string         `json:"type"` // the block's handle
	Settings map[string]any `json:"settings,omitempty"`
}

// Embeds names in a Theme the blocks that stand once on every page.
const Embeds = "*"
