package adminui_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// embedded is an app as Shopify would embed it.
const embedded = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Surveys</title><meta name="shopify-api-key" content="key">
<script src="%SHOP%/_host/app-bridge.js"></script><script src="%SHOP%/_host/polaris.js"></script><script src="/app.js" defer></script>
<s-app-nav><s-link href="/" rel="home">Home</s-link><s-link href="/surveys">Surveys</s-link><s-link href="/responses">Responses</s-link></s-app-nav>
<form data-save-bar><s-text-field name="name" label="Name" value="Wick"></s-text-field></form></html>`

// app tells the test what it knows in its title, which the frame shows.
const app = `
const tell = (what) => (document.title = what);
document.addEventListener("shopify:navigate", (event) => history.pushState(null, "", event.target.getAttribute("href") + location.search));
document.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); tell("sent " + new FormData(event.target).get("name")); });
addEventListener("keydown", async (event) => {
	if (event.key === "F1") tell("token " + (await shopify.idToken()).slice(0, 3) + " for " + shopify.config.shop);
	if (event.key === "F2") { const picked = await shopify.resourcePicker({type: "product", multiple: true}); tell("picked " + (picked ? picked.map((one) => one.title + "/" + one.variants.length).join("+") : "nothing")); }
	if (event.key === "F3") tell("status " + (await fetch("/api")).status);
	if (event.key === "F4") { const {result} = await shopify.scopes.request(["read_orders"]); tell(result); }
	if (event.key === "F6") shopify.toast.show("Done", {action: "Undo", onAction: () => tell("undone")});
	if (event.key === "F9") shopify.saveBar.leaveConfirmation().then(() => tell("left"), () => tell("stayed"));
	if (event.key === "F8") open("shopify://admin/customers/7", "_top");
});`

func TestTheAppLivesInTheAdminsFrame(t *testing.T) {
	t.Parallel()
	calls := make(chan string, 8)
	inner := http.NewServeMux()
	shop := newSite("%APP%")
	appURL := serve(t, inner)
	shopURL := serve(t, shop)
	shop.policy = strings.ReplaceAll(shop.policy, "%APP%", appURL)
	inner.HandleFunc("GET /app.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = w.Write([]byte(app))
	})
	inner.HandleFunc("GET /api", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+longToken {
			w.WriteHeader(http.StatusUnauthorized)
		}
		_, _ = w.Write([]byte(`{"ok":true}`))
	})
	inner.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(replace(embedded, "%SHOP%", shopURL)))
	})
	shop.page("/admin/apps/askwell/{rest...}", `<!doctype html><html lang="en"><title>Admin</title><nav id="askwell-nav"></nav><a id="away" href="/elsewhere">Elsewhere</a>
		<div id="askwell-frame" data-shop="demo-shop.myshopify.com" data-path="/admin/apps/askwell"><iframe src="`+appURL+`/surveys?shop=demo-shop.myshopify.com" width="900" height="600"></iframe></div>
		<script src="/_host/frame.js"></script></html>`)
	shop.page("/admin/customers/7", `<!doctype html><html lang="en"><title>Ada</title></html>`)
	shop.page("/elsewhere", `<!doctype html><html lang="en"><title>Elsewhere</title></html>`)
	shop.json("POST /_sandbox/tokens", func(*http.Request) any { return map[string]string{"token": longToken} })
	shop.json("GET /_sandbox/catalogue", func(r *http.Request) any {
		all := []map[string]any{
			{"id": "gid://shopify/Product/1", "title": "Low Tide", "variants": []map[string]string{{"id": "gid://shopify/ProductVariant/11", "title": "Small"}, {"id": "gid://shopify/ProductVariant/12", "title": "Large"}}},
			{"id": "gid://shopify/Product/2", "title": "First Light", "variants": []map[string]string{{"id": "gid://shopify/ProductVariant/21", "title": "Default Title"}}},
		}
		if strings.Contains(r.URL.Query().Get("query"), "light") {
			all = all[1:]
		}
		return map[string]any{"items": all}
	})
	scopes := map[string][]string{"granted": {"read_products"}, "required": {"read_products"}, "optional": {"read_orders"}}
	shop.json("GET /_sandbox/scopes", func(*http.Request) any { return scopes })
	shop.json("POST /_sandbox/scopes", func(*http.Request) any {
		scopes["granted"] = append(scopes["granted"], "read_orders")
		return scopes
	})
	shop.json("POST /_sandbox/ledger", func(r *http.Request) any {
		calls <- readAll(r)
		return map[string]int{"id": 1}
	})
	b := open(t, shopURL+"/admin/apps/askwell/surveys")
	inFrame := func(key string) {
		b.Helper()
		b.say(`document.querySelector("iframe").focus(); ""`)
		b.press(key)
	}
	titled := func(title string) { b.Helper(); b.until(`document.title === "` + title + `"`) }

	b.until(`document.querySelector('#askwell-nav a[aria-current=page]')?.textContent === "Surveys"`)
	inFrame(kb.F1)
	titled("token " + longToken[:3] + " for demo-shop.myshopify.com")
	inFrame(kb.F3)
	titled("status 200")
	call := <-calls
	require.Contains(t, call, `"kind":"admin"`)
	require.Contains(t, call, `"path":"/api"`)
	require.NotContains(t, call, longToken)

	inFrame(kb.F2)
	b.until(`document.querySelectorAll(".host-rows input").length === 4`)
	b.until(`document.activeElement.matches(".host-search")`)
	b.press("l", "i", "g", "h", "t")
	b.until(`document.querySelectorAll(".host-rows input").length === 1`)
	b.press(kb.ArrowDown, " ")
	b.until(`document.querySelector(".host-dialog .note").textContent === "1 selected"`)
	b.press(kb.ArrowUp, kb.End, kb.Backspace, kb.Backspace, kb.Backspace, kb.Backspace, kb.Backspace)
	b.until(`document.querySelectorAll(".host-rows input").length === 4`)
	b.press(kb.ArrowDown, " ")
	b.click(".host-dialog footer .primary")
	titled("picked First Light/1+Low Tide/2")
	inFrame(kb.F2)
	b.until(`document.activeElement.matches(".host-search")`)
	b.press(kb.Escape)
	titled("picked nothing")

	inFrame(kb.F4)
	b.until(`document.querySelector(".host-dialog")?.textContent.includes("View orders")`)
	b.click(".host-dialog footer .primary")
	titled("granted-all")

	inFrame(kb.F6)
	b.click(".host-toast .action")
	titled("undone")

	b.click(`#askwell-nav a[href="/responses"]`)
	b.until(`location.pathname === "/admin/apps/askwell/responses"`)
	b.until(`document.querySelector('#askwell-nav a[aria-current=page]').textContent === "Responses"`)
	b.do(chromedp.NavigateBack())
	b.until(`location.pathname === "/admin/apps/askwell/surveys"`)

	b.say(`document.querySelector("iframe").focus(); ""`)
	b.press(kb.Tab, "!")
	b.until(`document.querySelector(".host-save-bar .primary")`)
	b.press(kb.F9)
	b.until(`document.querySelector(".host-dialog")`)
	b.press(kb.Escape)
	titled("stayed")
	b.say(`document.querySelector("#away").click(); ""`) // the bar lies over it
	b.until(`document.querySelector(".host-dialog")`)
	b.press(kb.Escape)
	b.click(".host-save-bar .primary")
	b.until(`document.title.startsWith("sent ") && !document.querySelector(".host-save-bar")`)
	require.Contains(t, b.say(`document.title`), "!")

	inFrame(kb.F8)
	titled("Ada")
}
