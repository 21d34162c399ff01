package admin

import (
	"bytes"
	"context"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/email"
	"github.com/askwell/askwell/app/preview"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/storefront"
	"github.com/askwell/askwell/extensions"
)

// previewPath is where the frame of a draft is, and below it what it loads.
const previewPath = "/preview"

type drawIn struct {
	Body struct {
		Document definition  `json:"document"`
		Surface  app.Surface `json:"surface" doc:"Where it is shown"`
		Locale   string      `json:"locale" maxLength:"35" doc:"One of the document's languages; else it is the first"`
	}
}

type drawOut struct {
	Body struct {
		preview.Drawing
		Page string `json:"page,omitempty" doc:"Of a link or an email: a whole page without scripts"`
	}
}

// drawDraft shows a draft where shoppers would meet it. Nothing of it is kept. Errors:
// Invalid for what is no document, and for no surface; TooLarge.
func (d *door) drawDraft(ctx context.Context, shop app.ShopID, in *drawIn) (*drawOut, error) {
	draft, err := in.Body.Document.Document, in.Body.Document.err
	if err == nil {
		err = drawable(draft, in.Body.Surface)
	}
	if err != nil {
		return nil, err
	}
	details, err := d.Store.Shop(ctx, shop)
	if err != nil {
		return nil, err
	}
	language := in.Body.Locale
	if !slices.Contains(draft.Languages, language) {
		language = draft.Languages[0]
	}
	var out drawOut
	switch in.Body.Surface {
	case app.SurfaceLink:
		out.Body.Page, err = storefront.Preview(details, draft, language)
	case app.SurfaceEmail:
		out.Body.Page, err = emailed(draft, language)
	default:
		var drawer *preview.Drawer
		if drawer, err = d.drawer(); err == nil {
			out.Body.Drawing, err = drawer.Draw(ctx, details, draft, in.Body.Surface, language)
		}
	}
	return &out, err
}

// drawable refuses what nothing can be drawn of.
func drawable(draft app.Document, on app.Surface) error {
	if !slices.Contains(app.Surfaces, on) {
		return app.InvalidFields([]app.FieldError{{Field: "surface", Code: "unknown", Message: "No survey is shown there."}})
	}
	return publish.Drawable(draft)
}

func emailed(draft app.Document, language string) (string, error) {
	snippet, err := email.Ask(email.Asked{Document: draft, Locale: language, Elsewhere: "https://preview.invalid"}, email.Tools[0])
	return snippet.HTML, err
}

// frame is the page that shows a draft: it holds nothing, is told what to draw by the editor
// around it, and has no origin of its own, so that whatever a draft says can neither read the
// admin nor send anything to anybody but for pictures it asks for.
func (d *door) frame(c *gin.Context) {
	policy := []string{
		"sandbox allow-scripts allow-forms", // a form that is not allowed tells no script that it was sent
		"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' https: data:", "connect-src 'none'", "form-action 'none'", "base-uri 'none'",
		"frame-ancestors " + strings.Join(append([]string{"'self'", "https://admin.shopify.com", "https://*.myshopify.com"}, d.Frames...), " "),
	}
	c.Header("Content-Security-Policy", strings.Join(policy, "; "))
	c.Header("Referrer-Policy", "no-referrer")
	c.Header("Cache-Control", "no-cache")
	c.Header("X-Content-Type-Options", "nosniff")
	page, err := pages.ReadFile("page/preview.html")
	if err != nil {
		web.Fail(c, err)
		return
	}
	c.Data(http.StatusOK, "text/html; charset=utf-8", page)
}

// frameFile is what the frame loads. It has no origin, so anybody may read it: it is what
// every shop serves.
func (d *door) frameFile(c *gin.Context) {
	name := strings.TrimPrefix(c.Param("file"), "/")
	drawer, err := d.drawer()
	var file []byte
	switch {
	case err != nil:
	case name == "preview.js":
		file, err = fs.ReadFile(adminui.Host, name)
	case name == "preview.css":
		file, err = pages.ReadFile("page/" + name)
	default:
		file, err = drawer.File(name)
	}
	if err != nil {
		web.Fail(c, app.Errorf(app.NotFound, "no such file"))
		return
	}
	c.Header("Access-Control-Allow-Origin", "*")
	c.Header("Cache-Control", "no-cache")
	c.Header("X-Content-Type-Options", "nosniff")
	http.ServeContent(c.Writer, c.Request, name, time.Time{}, bytes.NewReader(file))
}

// readBlocks reads the blocks when they are first asked for: few starts need them.
func (c Config) readBlocks() func() (*preview.Drawer, error) {
	return sync.OnceValues(func() (*preview.Drawer, error) {
		return preview.New(c.Publisher, extensions.FS, previewPath+"/")
	})
}
