// Package preview owns how a draft looks where shoppers will meet it: drawn by the very
// blocks that Shopify serves, from what publishing would write, for a page that has nobody's
// name and can send nothing. Nothing that is drawn is kept.
package preview

import (
	"context"
	"io/fs"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/theme"
)

// Publisher says what the blocks read.
type Publisher interface {
	Preview(ctx context.Context, shop app.Shop, draft app.Document, on app.Surface) ([]byte, error)
}

// Drawing is what stands on a page of a surface: HTML with its style sheet, which a module
// brings to life, or an extension to be run. Both are empty where the survey asks nothing.
type Drawing struct {
	HTML      string         `json:"html,omitempty" doc:"Of a theme's block; its scripts are not run by writing it into a page"`
	Module    string         `json:"module,omitempty" doc:"What brings the HTML to life"`
	Extension map[string]any `json:"extension,omitempty" doc:"An extension as the page host runs it"`
}

// Drawer draws drafts. It does not change and is safe for concurrent use.
type Drawer struct {
	publisher Publisher
	files     fs.FS
	all       []*extension.Extension
	theme     *theme.Theme
	assets    string
}

// New reads the extensions below files; a browser finds them below assets, "/preview/".
func New(publisher Publisher, files fs.FS, assets string) (*Drawer, error) {
	all, err := extension.Read(files)
	if err != nil {
		return nil, err
	}
	blocks, err := theme.New(files, all, assets)
	if err != nil {
		return nil, err
	}
	return &Drawer{publisher: publisher, files: files, all: all, theme: blocks, assets: assets}, nil
}

// Blocks are the surfaces that a block of ours stands on; the others are pages and emails.
var Blocks = []app.Surface{
	app.SurfaceThankYou, app.SurfaceOrderStatus, app.SurfaceAccount, app.SurfaceTheme, app.SurfaceCart, app.SurfacePrompt,
}

// Draw draws a draft on a surface in a language. Errors: Invalid for a surface that is none
// of Blocks; TooLarge; as the store.
func (d *Drawer) Draw(ctx context.Context, shop app.Shop, draft app.Document, on app.Surface, language string) (Drawing, error) {
	if !slices.Contains(Blocks, on) {
		return Drawing{}, app.InvalidFields([]app.FieldError{{Field: "surface", Code: "unknown", Message: "No block of ours stands there."}})
	}
	document, err := d.publisher.Preview(ctx, shop, draft, on)
	if err != nil {
		return Drawing{}, err
	}
	page := page{shop: shop, language: language, document: string(document)}
	if target, is := targets[on]; is {
		return d.extension(page, on, target), nil
	}
	return d.block(page, on), nil
}

// page is where a survey is shown.
type page struct {
	shop     app.Shop
	language string
	document string // what the shop's metafield would hold
}
