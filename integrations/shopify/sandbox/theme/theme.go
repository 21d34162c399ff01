// Package theme owns the app's theme blocks in the sandbox's storefront: where
// they stand and with which settings, and what a page is to them, the objects and
// filters of Shopify's Liquid. What a block asks for and the sandbox has not is an
// error on the page.
package theme

import (
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/liquid"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Theme draws the blocks of every theme extension. It does not change.
type Theme struct {
	files  fs.FS
	all    []*extension.Extension
	blocks []*block
	assets string // where the browser finds the extensions' folders: "/_extensions/"
}

// block is one block of an extension, parsed. One that cannot be parsed shows
// why on the page.
type block struct {
	extension.Block
	owner *extension.Extension
	body  *liquid.Template
	when  *liquid.Template // what makes it available, nil: always
	fault error
	words words
}

// New reads the blocks of the app's extensions, whose folders the browser finds
// below assets.
func New(files fs.FS, all []*extension.Extension, assets string) (*Theme, error) {
	t := &Theme{files: files, all: all, assets: assets}
	for _, e := range all {
		if e.Type != extension.Theme {
			continue
		}
		spoken, err := readWords(e.Locales)
		if err != nil {
			return nil, fmt.Errorf("theme: %s: %w", e.Folder, err)
		}
		for _, b := range e.Blocks {
			name := e.Folder + "/blocks/" + b.Handle + ".liquid"
			text, err := fs.ReadFile(files, name)
			if err != nil {
				return nil, err
			}
			one := &block{Block: b, owner: e, words: spoken}
			one.body, one.fault = liquid.Parse("blocks/"+b.Handle, string(text))
			if b.AvailableIf != "" && one.fault == nil {
				one.when, one.fault = liquid.Parse("available_if", b.AvailableIf)
			}
			t.blocks = append(t.blocks, one)
		}
	}
	return t, nil
}

// Drawn is what a page shows of the app.
type Drawn struct {
	Head     template.HTML   // embeds of the head, and the assets of all
	Sections []template.HTML // blocks, each in the element Shopify puts around it
	Body     template.HTML   // embeds of the body, each in such an element as well
	Faults   []error         // what could not be drawn, for the log; it is on the page as well
}

// Draw draws the blocks of a page. The caller holds the world's lock.
func (t *Theme) Draw(p Page) Drawn {
	var out Drawn
	if p.Shop.Installed == nil {
		return out
	}
	d := &drawing{Theme: t, page: p, out: &out, loaded: map[string]bool{}}
	for n, placed := range t.placed(p.Shop, p.Template) {
		d.draw(n, placed)
	}
	for n, placed := range t.placed(p.Shop, world.Embeds) {
		d.draw(n, placed)
	}
	return out
}

// Check says what is wrong with an arrangement a merchant makes, "" for nothing.
func (t *Theme) Check(on string, blocks []world.Placed) string {
	for _, placed := range blocks {
		i := slices.IndexFunc(t.blocks, func(b *block) bool { return b.Handle == placed.Type })
		switch {
		case i < 0:
			return "no block " + placed.Type
		case !t.blocks[i].Stands(on):
			return "the block " + placed.Type + " may not stand on " + on
		}
		for _, name := range world.Sorted(placed.Settings) {
			if !slices.ContainsFunc(t.blocks[i].Settings, func(s extension.Setting) bool { return s.ID == name }) {
				return "the block " + placed.Type + " has no setting " + name
			}
		}
	}
	return ""
}

// placement is a block and what was chosen for it.
type placement struct {
	*block
	settings map[string]any
}

// placed are the blocks on a template's pages.
func (t *Theme) placed(shop *world.Shop, on string) []placement {
	var out []placement
	for _, standing := range extension.Stand(t.all, shop.Theme, on) {
		i := slices.IndexFunc(t.blocks, func(b *block) bool { return b.owner == standing.Of && b.Handle == standing.Handle })
		out = append(out, placement{t.blocks[i], standing.Settings})
	}
	return out
}

// values are a block's settings: what was chosen, else what its schema says. What
// names a thing of the shop is that thing.
func (p placement) values(on *scene) map[string]any {
	out := map[string]any{}
	for _, s := range p.Settings {
		if s.ID == "" {
			continue
		}
		out[s.ID] = nil
		if len(s.Default) > 0 {
			var err error
			if out[s.ID], err = liquid.FromJSON(s.Default); err != nil {
				out[s.ID] = nil
			}
		}
		if chosen, ok := p.settings[s.ID]; ok {
			text, _ := json.Marshal(chosen) // came from JSON
			out[s.ID], _ = liquid.FromJSON(text)
		}
		switch s.Type {
		case "collection":
			out[s.ID] = on.collection(on.Shop.Collection(liquid.Text(out[s.ID])))
		case "product":
			out[s.ID] = on.product(on.Shop.Product(liquid.Text(out[s.ID])))
		}
	}
	return out
}

// drawing is one page being drawn.
type drawing struct {
	*Theme
	page   Page
	out    *Drawn
	loaded map[string]bool // assets that are on the page already
}

func (d *drawing) draw(n int, p placement) {
	id := p.ID(n)
	html, shown, err := d.html(p, id)
	if err != nil {
		d.out.Faults = append(d.out.Faults, err)
		html, shown = fault(err), true
	}
	if !shown {
		return
	}
	d.load(p)
	switch p.Target {
	case "section":
		if strings.TrimSpace(string(html)) != "" {
			d.out.Sections = append(d.out.Sections, around(p, id, html))
		}
	case "body":
		d.out.Body += around(p, id, html)
	default:
		d.out.Head += html
	}
}

// html draws a block, unless it is not available.
func (d *drawing) html(p placement, id string) (template.HTML, bool, error) {
	if p.fault != nil {
		return "", false, p.fault
	}
	engine, objects := d.engine(p.block), d.objects(p, id)
	if p.when != nil {
		said, err := engine.Render(p.when, objects)
		if err != nil || strings.TrimSpace(said) != "true" {
			return "", false, err
		}
	}
	text, err := engine.Render(p.body, objects)
	return template.HTML(text), true, err // the block's own output: it escapes, as in a theme
}

// around is the element Shopify puts around a block.
func around(p placement, id string, html template.HTML) template.HTML {
	tag := p.Tag
	if tag == "" {
		tag = "div"
	}
	return template.HTML(`<`+tag+` id="shopify-block-`+id+`" class="shopify-block shopify-app-block `+template.HTMLEscapeString(p.Class)+`">`) +
		html + template.HTML(`</`+tag+`>`)
}

func fault(err error) template.HTML {
	return template.HTML(`<p class="liquid-error" role="alert">` + template.HTMLEscapeString(err.Error()) + `</p>`)
}

// load adds what a block's schema wants on the page, once.
func (d *drawing) load(p placement) {
	if src := d.asset(p.owner, p.Stylesheet); p.Stylesheet != "" && !d.loaded[src] {
		d.loaded[src] = true
		d.out.Head += template.HTML(`<link href="` + src + `" rel="stylesheet" type="text/css" media="all">`)
	}
	if src := d.asset(p.owner, p.JavaScript); p.JavaScript != "" && !d.loaded[src] {
		d.loaded[src] = true
		d.out.Head += template.HTML(`<script src="` + src + `" async></script>`)
	}
}

func (t *Theme) asset(e *extension.Extension, name string) string {
	return template.HTMLEscapeString(t.assets + e.Folder + "/assets/" + path.Clean("/" + name)[1:])
}

// snippet finds what {% render %} names in the block's extension.
func (t *Theme) snippet(e *extension.Extension) func(string) (*liquid.Template, error) {
	return func(name string) (*liquid.Template, error) {
		text, err := fs.ReadFile(t.files, e.Folder+"/snippets/"+name+".liquid")
		if err != nil {
			return nil, err
		}
		return liquid.Parse("snippets/"+name, string(text))
	}
}
