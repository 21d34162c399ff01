package adminui_test

import (
	_ "embed"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

//go:embed testdata/elements.html
var elements string

func replace(text, what, with string) string { return strings.ReplaceAll(text, what, with) }

func readAll(r *http.Request) string {
	text, _ := io.ReadAll(r.Body)
	return string(text)
}

// gallery serves every element, as the embedded app's page and as an extension's.
func gallery(t *testing.T) string {
	t.Helper()
	s := newSite("'self'")
	head := `<meta charset="utf-8"><title>Elements</title><meta name="viewport" content="width=device-width"><script src="/_host/app-bridge.js"></script><script src="/_host/polaris.js"></script>`
	s.page("/app", `<!doctype html><html lang="en">`+head+elements+`</html>`)
	s.page("/rtl", `<!doctype html><html lang="ar" dir="rtl">`+head+elements+`</html>`)
	s.page("/block", `<!doctype html><html lang="en"><meta charset="utf-8"><title>Elements</title><meta name="viewport" content="width=device-width"><style>@media (prefers-color-scheme: dark) { body { background: #1b1b1b } }</style>
		<main><script type="application/json" data-extension>{"target": "customer-account.page.render", "src": "/all.js", "session": {"kind": "account", "shop": "demo-shop.myshopify.com"}}</script></main>
		<script src="/_host/extensions.js"></script></html>`)
	markup, err := json.Marshal(elements)
	require.NoError(t, err)
	s.script("/all.js", `shopify.extend("customer-account.page.render", () => {
		const all = document.createElement("div");
		all.innerHTML = `+string(markup)+`;
		document.body.append(all);
	});`)
	return serve(t, s)
}

func TestElementsStandInNobodysWay(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("SKIPPED: axe-core is not installed; run make ui")
	}
	url := gallery(t)
	b := open(t, url+"/app")
	for _, scheme := range []string{"light", "dark"} {
		_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		require.NoError(t, err)
		for _, page := range []string{"/app", "/rtl", "/block"} {
			b.do(chromedp.Navigate(url + page))
			b.until(`document.querySelector("s-table-cell")`)
			b.say(string(axe) + `; ""`)
			found := b.say(`axe.run(document, {resultTypes: ["violations"]}).then(({violations}) => violations
				.filter((one) => ["serious", "critical"].includes(one.impact))
				.map((one) => one.id + ": " + one.help + "\n" + one.nodes.map((node) => node.html + " " + node.failureSummary).join("\n")).join("\n\n"))`)
			require.Empty(t, found, "%s in %s", page, scheme)
		}
	}
}

func TestElementsAreWorkedByKeyboard(t *testing.T) {
	t.Parallel()
	b := open(t, gallery(t)+"/app")
	b.until(`document.querySelector("s-table-cell")`)

	b.say(`document.querySelector('[commandfor=m]').focus(); ""`)
	b.press(kb.Enter)
	b.until(`document.querySelector("#m").shadowRoot.querySelector("dialog").open`)
	b.press(kb.Escape)
	b.until(`!document.querySelector("#m").shadowRoot.querySelector("dialog").open`)
	b.until(`document.activeElement.getAttribute("commandfor") === "m"`) // the focus comes back

	b.say(`document.querySelector('[commandfor=menu]').focus(); ""`)
	b.press(kb.Enter)
	b.until(`document.activeElement.textContent === "Edit"`)
	b.press(kb.ArrowDown)
	require.Equal(t, "Delete", b.say(`document.activeElement.textContent`))
	b.press(kb.Escape)
	b.until(`!document.querySelector("#menu").shadowRoot.querySelector(".panel").matches(":popover-open")`)

	b.say(`document.querySelector('[interestfor=tip]').focus(); ""`)
	b.until(`document.querySelector("#tip").shadowRoot.querySelector(".panel").matches(":popover-open")`)
	b.press(kb.Tab)
	b.until(`!document.querySelector("#tip").shadowRoot.querySelector(".panel").matches(":popover-open")`)

	b.say(`document.querySelector("s-switch").focus(); ""`)
	b.press(" ")
	require.Equal(t, "false", b.say(`String(document.querySelector("s-switch").checked)`))
	b.say(`document.querySelector("s-press-button:not([pressed])").focus(); ""`)
	b.press(" ")
	require.Equal(t, "true", b.say(`String(document.querySelectorAll("s-press-button")[1].pressed)`))
	b.say(`document.querySelector("s-details").shadowRoot.querySelector("button").focus(); ""`)
	b.press(kb.Enter)
	require.Equal(t, "false", b.say(`String(document.querySelector("s-details").open)`))
}

func TestElementsOpenAndCloseOthers(t *testing.T) {
	t.Parallel()
	b := open(t, gallery(t)+"/app")
	b.until(`document.querySelector("s-table-cell")`)
	b.say(`globalThis.heard = []; for (const type of ["show", "aftershow", "hide", "afterhide"]) document.querySelector("#m").addEventListener(type, () => heard.push(type)); ""`)
	b.click(`[commandfor=m]`)
	b.until(`heard.length === 2`)
	b.click(`[command="--hide"]`)
	b.until(`heard.join() === "show,aftershow,hide,afterhide"`)
	b.say(`shopify.modal.show("m").then(() => "")`)
	b.until(`document.querySelector("#m").shadowRoot.querySelector("dialog").open`)
	b.say(`shopify.modal.hide("m").then(() => "")`)
	b.click(`[commandfor=p]`)
	b.until(`document.querySelector("#p").shadowRoot.querySelector(".panel").matches(":popover-open")`)
	require.Equal(t, "true", b.say(`(() => { const panel = document.querySelector("#p").shadowRoot.querySelector(".panel").getBoundingClientRect();
		const button = document.querySelector("[commandfor=p]").getBoundingClientRect(); return String(Math.abs(panel.left - button.left) < 20 && panel.top >= button.bottom); })()`))
}

// form has fields of every kind in a native form.
const form = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Form</title><script src="/_host/polaris.js"></script>
<form id="f"><s-text-field name="text" defaultvalue="began"></s-text-field><s-number-field name="number" value="3"></s-number-field>
<s-text-area name="area" value="long"></s-text-area><s-date-field name="date" value="2026-11-22" disallowdays="monday"></s-date-field>
<s-select name="select"><s-option value="a">A</s-option><s-option value="b" defaultselected>B</s-option></s-select>
<s-choice-list name="many" multiple><s-choice value="x" selected>X</s-choice><s-choice value="y" defaultselected>Y</s-choice></s-choice-list>
<s-checkbox name="yes" value="sure" defaultchecked></s-checkbox><s-switch name="no"></s-switch><s-button type="submit">Send</s-button><s-button id="again" type="reset">Again</s-button></form></html>`

func TestFieldsTakePartInForms(t *testing.T) {
	t.Parallel()
	s := newSite("'self'")
	s.page("/{$}", form)
	b := open(t, serve(t, s))
	b.until(`document.querySelector("s-button").shadowRoot`)
	all := `new URLSearchParams(new FormData(document.querySelector("#f"))).toString()`
	b.until(all + ` === "text=began&number=3&area=long&date=2026-11-22&select=b&many=x&many=y&yes=sure"`)
	b.say(`document.querySelector("#f").addEventListener("submit", (event) => { event.preventDefault(); globalThis.sent = ` + all + `; }); ""`)
	b.click("s-text-field")
	b.press("!", kb.Enter)
	b.until(`globalThis.sent?.startsWith("text=began%21")`)
	b.say(`document.querySelector("s-choice-list").values = ["x"]; document.querySelector("s-date-field").value = "2026-11-23"; ""`)
	require.Equal(t, "false", b.say(`String(document.querySelector("#f").checkValidity())`), "it is a monday")
	b.click("#again")
	b.until(all + ` === "text=began&select=b&many=y&yes=sure&number=&area=&date=" || ` + all + ` === "text=began&number=&area=&date=&select=b&many=y&yes=sure"`)
}

func TestValuesMayComeBeforeTheChoices(t *testing.T) {
	t.Parallel()
	s := newSite("'self'")
	s.page("/{$}", `<!doctype html><html lang="en"><title>Late</title><script src="/_host/polaris.js"></script><body></body></html>`)
	b := open(t, serve(t, s))
	b.say(`globalThis.list = document.createElement("s-choice-list"); list.values = ["b"]; document.body.append(list);
		for (const value of ["a", "b"]) { const one = document.createElement("s-choice"); one.value = value; one.textContent = value; list.append(one); }
		globalThis.select = document.createElement("s-select"); select.value = "b"; document.body.append(select);
		select.innerHTML = '<s-option value="a">A</s-option><s-option value="b">B</s-option>'; ""`)
	b.until(`list.values.join() === "b" && select.value === "b"`)
}
