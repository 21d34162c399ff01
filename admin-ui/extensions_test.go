package adminui_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// thanks is a page of the sandbox's kind with one extension on it.
const thanks = `<!doctype html><html lang="sv-SE"><title>Thanks</title><main><p id="above">Thank you!</p>
<script type="application/json" data-extension>{"target": "purchase.thank-you.block.render", "src": "/bundle.js",
"session": {"kind": "checkout", "shop": "demo-shop.myshopify.com", "customer": "gid://shopify/Customer/7"},
"locales": {"en.default": {"ask": "Ask {{who}}"}, "sv": {"ask": "Fråga {{who}}"}},
"api": {"settings": {"survey": "heard"}, "appMetafields": [{"metafield": {"key": "surveys", "value": "{}"}}],
"orderConfirmation": {"order": {"id": "gid://shopify/OrderIdentity/5"}, "number": "1005", "isFirstOrder": true}}}</script>
<script src="/_host/extensions.js"></script><p id="below">More</p></main></html>`

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

// inside is the world of the extension at a place on the page.
const inside = `[...document.querySelectorAll("iframe")]`

func TestAnExtensionRunsInItsPlaceOnThePage(t *testing.T) {
	t.Parallel()
	var tokens atomic.Int64
	s := newSite("http://127.0.0.1:1")
	s.page("/{$}", thanks)
	s.script("/bundle.js", bundle)
	s.json("POST /_sandbox/tokens", func(*http.Request) any { tokens.Add(1); return map[string]string{"token": longToken} })
	b := open(t, serve(t, s))

	b.until(`document.querySelector(".host-checkout s-form") !== null`)
	b.until(`document.body.localName === "body" && document.querySelector("#above") && document.querySelector("#below")`)
	b.say(`globalThis.shopify = ` + inside + `[0].contentWindow.shopify; ""`)
	require.Equal(t, "Fråga Ada", b.say(`shopify.i18n.translate("ask", {who: "Ada"})`))
	require.Equal(t, "gid://shopify/OrderIdentity/5", b.say(`shopify.orderConfirmation.value.order.id`))
	require.Equal(t, "heard", b.say(`shopify.settings.value.survey`))
	b.until(`shopify.extension.rendered.value`)
	b.say(`shopify.sessionToken.get().then(() => shopify.sessionToken.get())`)
	require.Equal(t, int64(1), tokens.Load(), "a token is kept while it lives")
	require.Equal(t, "1", b.say(`shopify.storage.write("k", {n: 1}).then(() => shopify.storage.read("k")).then((kept) => String(kept.n))`))

	b.click(`s-choice[value="a"]`)
	require.Equal(t, "a", b.say(`document.querySelector("s-choice-list").values.join()`))
	b.press(kb.ArrowDown) // the arrow key moves on, as between native radios
	require.Equal(t, "b", b.say(`document.querySelector("s-choice-list").values.join()`))
	b.say(`document.querySelector('s-choice[value="a"]').click(); ""`)
	require.Equal(t, "a", b.say(`document.querySelector("s-choice-list").values.join()`))
	b.do(chromedp.Click(chromedp.CSS("s-text-field")), chromedp.KeyEvent("hello"), chromedp.Click(chromedp.CSS("s-button")))
	require.Equal(t, "a hello", b.say(`document.querySelector("s-form").dataset.sent`))
}

// several has two extensions of one app on a page, and one whose bundle is gone.
const several = `<!doctype html><html lang="en"><title>Status</title>
<script type="application/json" data-extension>{"target": "customer-account.order-status.block.render", "src": "/one.js", "app": "%APP%",
"session": {"kind": "account", "shop": "demo-shop.myshopify.com"}, "api": {"settings": {"name": "one"}}}</script>
<script type="application/json" data-extension>{"target": "customer-account.profile.block.render", "src": "/two.js", "app": "%APP%",
"session": {"kind": "account", "shop": "demo-shop.myshopify.com", "customer": "gid://shopify/Customer/7"}, "api": {"settings": {"name": "two"}}}</script>
<script type="application/json" data-extension>{"target": "customer-account.page.render", "src": "/gone.js", "session": {"kind": "account", "shop": "demo-shop.myshopify.com"}}</script>
<script src="/_host/extensions.js"></script></html>`

func TestExtensionsOnOnePageKnowNothingOfEachOther(t *testing.T) {
	t.Parallel()
	app := http.NewServeMux()
	app.HandleFunc("/storefront/v1/preferences", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
		_, _ = w.Write([]byte(`{"answers":{}}`))
	})
	appURL := serve(t, app)
	entries := make(chan string, 8)
	s := newSite(appURL)
	s.page("/{$}", replace(several, "%APP%", appURL))
	for _, name := range []string{"one", "two"} {
		s.script("/"+name+".js", `for (const target of ["customer-account.order-status.block.render", "customer-account.profile.block.render"])
			shopify.extend(target, async (api) => {
				globalThis.mark = (globalThis.mark ?? 0) + 1;
				const text = document.createElement("s-text");
				text.id = shopify.settings.value.name;
				document.body.append(text);
				const answer = await fetch("`+appURL+`/storefront/v1/preferences", {headers: {Authorization: "Bearer secret"}});
				text.textContent = [text.id, mark, api === shopify, typeof navigation.navigate, document.querySelectorAll("s-text").length, answer.status].join(" ");
			});`)
	}
	s.json("POST /_sandbox/ledger", func(r *http.Request) any {
		entries <- readAll(r)
		return map[string]int{"id": 1}
	})
	b := open(t, serve(t, s))

	b.until(`document.querySelector("#one")?.textContent === "one 1 true function 1 200"`)
	b.until(`document.querySelector("#two")?.textContent === "two 1 true function 1 200"`)
	require.Equal(t, "undefined", b.say(`typeof globalThis.mark + ""`), "the page's globals are its own")
	answered := 0
	for range 4 { // each of the two when it leaves, and with its answer
		entry := <-entries
		require.Contains(t, entry, `"path":"/storefront/v1/preferences"`)
		require.NotContains(t, entry, "secret")
		if strings.Contains(entry, `"answer":"{\"answers\":{}}"`) {
			answered++
		}
	}
	require.Equal(t, 2, answered)
}
