package extension

import (
	"fmt"
	"slices"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Standing is a block on a template's pages and what was chosen for it.
type Standing struct {
	Block
	Of       *Extension
	Settings map[string]any
}

// Fitting are the blocks that may stand on a template's pages, the app's embeds for
// world.Embeds.
func Fitting(all []*Extension, on string) []Standing {
	var out []Standing
	for _, e := range all {
		for _, b := range e.Blocks {
			if b.Stands(on) {
				out = append(out, Standing{Block: b, Of: e})
			}
		}
	}
	return out
}

// Stand are the blocks on a template's pages: those a merchant arranged, else those
// that usually stand there.
func Stand(all []*Extension, arranged world.Theme, on string) []Standing {
	fitting := Fitting(all, on)
	placed, done := arranged[on]
	if !done {
		placed = world.Usual[on]
	}
	var out []Standing
	for _, p := range placed {
		i := slices.IndexFunc(fitting, func(s Standing) bool { return s.Handle == p.Type })
		if i >= 0 {
			out = append(out, Standing{fitting[i].Block, fitting[i].Of, p.Settings})
		}
	}
	if !done {
		out = append(out, slices.DeleteFunc(fitting, func(s Standing) bool { return hasPlace(s.Handle) })...)
	}
	return out
}

// hasPlace reports whether the theme has a usual place for a block.
func hasPlace(handle string) bool {
	for _, blocks := range world.Usual {
		if slices.ContainsFunc(blocks, func(p world.Placed) bool { return p.Type == handle }) {
			return true
		}
	}
	return false
}

// Stands reports whether the block may be arranged there: on a template, or
// among the embeds.
func (b Block) Stands(on string) bool {
	if on == world.Embeds || b.Embed() {
		return b.Embed() == (on == world.Embeds)
	}
	return b.Fits(on)
}

// ID is what the block is called on a page where it stands at a place, from 0.
func (b Block) ID(at int) string { return fmt.Sprintf("sandbox-%s-%d", b.Handle, at+1) }
