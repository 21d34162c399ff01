package theme

import (
	"bytes"
	"crypto/md5" //nolint:gosec // Shopify has this filter; nothing is secured by it
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/liquid"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// engine renders a block of an extension on this page.
func (d *drawing) engine(b *block) *liquid.Engine {
	return &liquid.Engine{Filters: d.filters(b), Snippet: d.snippet(b.owner), Form: d.page.form, Lacking: lacking}
}

// filters are Shopify's own that need the page or the shop.
func (d *drawing) filters(b *block) map[string]liquid.Filter {
	translate := b.words.translate(d.page.Locale)
	amount := func(write func(int64) string) liquid.Filter {
		return func(c *liquid.Call) (any, error) { return write(liquid.Int(c.Input)), nil }
	}
	money := func(n int64) string { return Money(d.page.Shop, n) }
	return map[string]liquid.Filter{
		"t": translate, "translate": translate,
		"asset_url":              func(c *liquid.Call) (any, error) { return d.asset(b.owner, liquid.Text(c.Input)), nil },
		"money":                  amount(money),
		"money_with_currency":    amount(func(n int64) string { return money(n) + " " + d.page.Shop.Currency }),
		"money_without_currency": amount(func(n int64) string { return bare(d.page.Shop, n) }),
		"money_without_trailing_zeros": amount(func(n int64) string {
			return strings.NewReplacer(",00", "", ".00", "").Replace(money(n))
		}),
		"json": asJSON, "handleize": handleize, "handle": handleize, "image_url": imageURL, "image_tag": imageTag,
		"stylesheet_tag": tagged(`<link href="%s" rel="stylesheet" type="text/css" media="all" />`),
		"script_tag":     tagged(`<script src="%s" type="text/javascript"></script>`),
		"link_to":        linkTo, "pluralize": pluralize,
		"md5": func(c *liquid.Call) (any, error) {
			return fmt.Sprintf("%x", md5.Sum([]byte(liquid.Text(c.Input)))), nil
		},
	}
}

// asJSON writes a value so that it may stand in a script.
func asJSON(c *liquid.Call) (any, error) {
	if o, ok := c.Input.(liquid.Object); ok {
		return nil, fmt.Errorf("not implemented in the sandbox: %s | json", o.Name())
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	if err := e.Encode(c.Input); err != nil {
		return nil, err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

var notHandle = regexp.MustCompile(`[^\p{L}\p{N}]+`)

func handleize(c *liquid.Call) (any, error) {
	return strings.Trim(notHandle.ReplaceAllString(strings.ToLower(liquid.Text(c.Input)), "-"), "-"), nil
}

// picture is the address of an image, a product's or the image's own.
func picture(v any) (string, bool) {
	o, ok := v.(liquid.Object)
	if !ok {
		return "", false
	}
	if o.Name() != "image" {
		if v, ok = o.Get("featured_image"); !ok {
			return "", false
		}
		if o, ok = v.(liquid.Object); !ok {
			return "", false
		}
	}
	src, _ := o.Get("src")
	return liquid.Text(src), true
}

// imageURL needs a width or a height, as Shopify's does.
func imageURL(c *liquid.Call) (any, error) {
	if c.Input == nil {
		return nil, nil
	}
	src, ok := picture(c.Input)
	if !ok {
		return nil, errors.New("invalid image")
	}
	query := url.Values{}
	for _, name := range []string{"width", "height", "crop", "format"} {
		if v, given := c.Named[name]; given {
			query.Set(name, liquid.Text(v))
		}
	}
	if query.Get("width") == "" && query.Get("height") == "" {
		return nil, errors.New("image_url requires at least a 'width' or 'height' parameter")
	}
	return src + "?" + query.Encode(), nil
}

func imageTag(c *liquid.Call) (any, error) {
	alt, loading := liquid.Text(c.Named["alt"]), liquid.Text(c.Named["loading"])
	if loading == "" {
		loading = "lazy"
	}
	return `<img src="` + liquid.Escape(liquid.Text(c.Input)) + `" alt="` + liquid.Escape(alt) + `" loading="` + liquid.Escape(loading) + `" class="` +
		liquid.Escape(liquid.Text(c.Named["class"])) + `">`, nil
}

func tagged(format string) liquid.Filter {
	return func(c *liquid.Call) (any, error) {
		return fmt.Sprintf(format, liquid.Escape(liquid.Text(c.Input))), nil
	}
}

func linkTo(c *liquid.Call) (any, error) {
	return `<a href="` + liquid.Escape(liquid.Text(c.Arg(0))) + `" title="` + liquid.Escape(liquid.Text(c.Arg(1))) + `">` + liquid.Text(c.Input) + `</a>`, nil
}

func pluralize(c *liquid.Call) (any, error) {
	if liquid.Int(c.Input) == 1 {
		return c.Arg(0), nil
	}
	return c.Arg(1), nil
}

// forms are where Shopify's forms go; those the sandbox has no page for are
// missing.
var forms = map[string]struct{ path, class string }{
	"product": {"/cart/add", "shopify-product-form"}, "cart": {"/cart", "shopify-cart-form"}, "localization": {"/localization", "shopify-localization-form"},
}

// form is {% form 'product', product, class: 'x' %}.
func (p Page) form(c *liquid.Call, body string) (string, error) {
	kind := liquid.Text(c.Input)
	f, ok := forms[kind]
	if !ok {
		return "", fmt.Errorf("not implemented in the sandbox: form '%s'", kind)
	}
	var b strings.Builder
	class := f.class
	for _, name := range world.Sorted(c.Named) {
		value := liquid.Text(c.Named[name])
		if name == "class" {
			class = value
			continue
		}
		if name != "return_to" {
			fmt.Fprintf(&b, ` %s="%s"`, liquid.Escape(strings.ReplaceAll(name, "_", "-")), liquid.Escape(value))
		}
	}
	hidden := hiddenInput("form_type", kind) + hiddenInput("utf8", "✓")
	if back := liquid.Text(c.Named["return_to"]); back != "" {
		hidden += hiddenInput("return_to", back)
	}
	return `<form method="post" action="` + liquid.Escape(p.at(f.path)) + `" accept-charset="UTF-8" class="` + liquid.Escape(class) + `"` + b.String() + `>` + hidden + body + `</form>`, nil
}

func hiddenInput(name, value string) string {
	return `<input type="hidden" name="` + liquid.Escape(name) + `" value="` + liquid.Escape(value) + `" />`
}
