package extension

import (
	"slices"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Standing is a block on a template's pages and what was chosen for it.
type Standing struct {
	Block
	Of       *Extension
	Settings map[string]any
}

// Stand are the blocks on a template's pages, the app's embeds for
// world.Embeds: those a merchant arranged, else all that may stand there.
func Stand(all []*Extension, arranged world.Theme, on string) []Standing {
	var fitting []Standing
	for _, e := range all {
		for _, b := range e.Blocks {
			if b.Stands(on) {
				fitting = append(fitting, Standing{Block: b, Of: e})
			}
		}
	}
	placed, done := arranged[on]
	if !done {
		return fitting
	}
	var out []Standing
	for _, p := range placed {
		i := slices.IndexFunc(fitting, func(s Standing) bool { return s.Handle == p.Type })
		if i >= 0 {
			out = append(out, Standing{fitting[i].Block, fitting[i].Of, p.Settings})
		}
	}
	return out
}

// Stands reports whether the block may be arranged there: on a template, or
// among the embeds.
func (b Block) Stands(on string) bool {
	if on == world.Embeds || b.Embed() {
		return b.Embed() == (on == world.Embeds)
	}
	return b.Fits(on)
}
