package adminui_test

import (
	"context"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
)

// checkout is a page of the sandbox's kind with one extension on it.
const checkout = `<!doctype html><html lang="sv-SE"><title>Thanks</title><main><p id="above">Thank you!</p>
<script type="application/json" data-extension>{"target": "purchase.thank-you.block.render", "src": "/bundle.js",
"session": {"kind": "checkout", "shop": "demo-shop.myshopify.com", "customer": "gid://shopify/Customer/7"},
"locales": {"en.default": {"ask": "Ask {{who}}"}, "sv": {"ask": "Fråga {{who}}"}},
"api": {"settings": {"survey": "heard"}, "appMetafields": [{"metafield": {"key": "surveys", "value": "{}"}}],
"orderConfirmation": {"order": {"id": "gid://shopify/OrderIdentity/5"}, "number": "1005", "isFirstOrder": true}}}</script>
<script src="/host/extensions.js"></script><p id="below">More</p></main></html>`

// bundle is an extension as Shopify's CLI builds them, by hand.
const bundle = `shopify.extend("purchase.thank-you.block.render", async () => {
	await null; // as a bundle that waits before it renders
	const form = document.createElement("s-form");
	form.innerHTML = '<s-choice-list label="Source"><s-choice value="a">A</s-choice><s-choice value="b">B</s-choice></s-choice-list>' +
		'<s-text-field label="Words"></s-text-field><s-button type="submit" variant="primary">Send</s-button>';
	form.addEventListener("submit", () => { form.dataset.sent = form.querySelector("s-choice-list").values.join() + " " + form.querySelector("s-text-field").value; });
	document.body.replaceChildren(form);
});
shopify.extend("some.other.target", () => document.body.remove());`

func TestAnExtensionRunsInItsPlaceOnThePage(t *testing.T) {
	t.Parallel()
	tokens := 0
	mux := http.NewServeMux()
	mux.Handle("GET /host/", http.StripPrefix("/host/", http.FileServerFS(adminui.Host)))
	mux.HandleFunc("GET /bundle.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = w.Write([]byte(bundle))
	})
	mux.HandleFunc("POST /_sandbox/tokens", func(w http.ResponseWriter, _ *http.Request) {
		tokens++
		_, _ = w.Write([]byte(`{"token": "x.eyJleHAiOjk5OTk5OTk5OTl9.y"}`)) // expires in 2286
	})
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(checkout)) })
	page := open(t, mux)

	page.until(`document.querySelector(".host-checkout s-form") !== null`)
	page.until(`document.body.localName === "body" && document.querySelector("#above") && document.querySelector("#below")`)
	page.say(`globalThis.shopify = document.querySelector("iframe").contentWindow.shopify; ""`) // the extension's, from its own world
	require.Equal(t, "Fråga Ada", page.say(`shopify.i18n.translate("ask", {who: "Ada"})`))
	require.Equal(t, "gid://shopify/OrderIdentity/5", page.say(`shopify.orderConfirmation.value.order.id`))
	require.Equal(t, "heard", page.say(`shopify.settings.value.survey`))
	page.say(`shopify.sessionToken.get().then(() => shopify.sessionToken.get())`)
	require.Equal(t, 1, tokens, "a token is kept while it lives")
	require.Equal(t, "1", page.say(`shopify.storage.write("k", {n: 1}).then(() => shopify.storage.read("k")).then((kept) => String(kept.n))`))

	page.do(chromedp.Click(chromedp.CSS(`s-choice[value="a"]`)))
	require.Equal(t, "a", page.say(`document.querySelector("s-choice-list").values.join()`))
	page.do(chromedp.KeyEvent(kb.ArrowDown)) // the arrow key moves on, as between native radios
	require.Equal(t, "b", page.say(`document.querySelector("s-choice-list").values.join()`))
	page.say(`document.querySelector('s-choice[value="a"]').click(); ""`)
	require.Equal(t, "a", page.say(`document.querySelector("s-choice-list").values.join()`))
	page.do(chromedp.Click(chromedp.CSS("s-text-field")), chromedp.KeyEvent("hello"), chromedp.Click(chromedp.CSS("s-button")))
	require.Equal(t, "a hello", page.say(`document.querySelector("s-form").dataset.sent`))
}

type page struct {
	*testing.T
	ctx context.Context
}

func open(t *testing.T, handler http.Handler) *page {
	t.Helper()
	missing := ""
	if _, err := fs.Stat(adminui.Host, "extensions.js"); err != nil {
		missing = "the page host is not built"
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		missing = "Chromium is not installed"
	}
	if missing != "" && os.Getenv("CI") != "" {
		t.Fatal(missing)
	} else if missing != "" {
		t.Skip("SKIPPED: " + missing)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()))
	allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() { cancel(); free() })
	require.NoError(t, chromedp.Do(ctx)) // starts the browser, whose life must not end with a wait
	p := &page{t, ctx}
	p.do(chromedp.Navigate(server.URL))
	return p
}

func (p *page) do(steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 30*time.Second)
	defer cancel()
	require.NoError(p, chromedp.Do(ctx, steps...))
}

// say evaluates an expression to a text.
func (p *page) say(expression string) string {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 30*time.Second)
	defer cancel()
	said, err := chromedp.Run(ctx, chromedp.Evaluate[string](expression, chromedp.EvalAwaitPromise))
	require.NoError(p, err, expression)
	return said
}

func (p *page) until(condition string) {
	p.Helper()
	require.Eventually(p, func() bool { return p.say(`String(Boolean(`+condition+`))`) == "true" }, 30*time.Second, 50*time.Millisecond,
		strings.TrimSpace(condition))
}
