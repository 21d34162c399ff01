package adminui_test

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/extensions"
)

// surveys is what a shop published, as its metafield carries it.
const surveys = `{"app_url": "%APP%", "surveys": [{"handle": "heard", "version": 1, "languages": ["en"], "placements": ["thank-you", "order-status"],
"questions": [{"key": "source", "type": "single_choice", "prompt": {"en": "How did you hear about us?"},
"options": [{"key": "podcast", "label": {"en": "A podcast"}}, {"key": "friend", "label": {"en": "A friend"}}]}], "thanks": {"en": "Thank you!"}}]}`

// hosted is the configuration of an extension as the sandbox's pages write it.
func hosted(t *testing.T, folder, target string, session, api map[string]any, app string) string {
	t.Helper()
	words, err := fs.ReadFile(extensions.FS, folder+"/locales/en.default.json")
	require.NoError(t, err)
	text, err := json.Marshal(map[string]any{
		"target": target, "src": "/_extensions/" + folder + "/dist/" + folder + ".js", "app": app, "api": api, "session": session,
		"locales": map[string]json.RawMessage{"en.default": words},
	})
	require.NoError(t, err)
	return `<script type="application/json" data-extension>` + string(text) + `</script>`
}

func euros(amount float64) map[string]any {
	return map[string]any{"amount": amount, "currencyCode": "EUR"}
}

// TestOurExtensionsRunFromTheirRealBundles puts those on one page that need no
// API of Shopify's beyond what the sandbox speaks.
func TestOurExtensionsRunFromTheirRealBundles(t *testing.T) {
	t.Parallel()
	if _, err := fs.Stat(extensions.FS, "order-status/dist/order-status.js"); err != nil {
		t.Skip("SKIPPED: the extensions are not built; run make ui")
	}
	answers := make(chan string, 2)
	app := http.NewServeMux()
	app.HandleFunc("/storefront/v1/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
		w.Header().Set("Content-Type", "application/json")
		switch {
		case r.Method == http.MethodOptions, strings.HasSuffix(r.URL.Path, "/displays"):
			w.WriteHeader(http.StatusNoContent)
		case r.Method == http.MethodPost:
			answers <- r.Header.Get("Authorization") + " " + readAll(r)
			w.WriteHeader(http.StatusCreated)
			_, _ = w.Write([]byte(`{"id":"1"}`))
		default:
			t.Errorf("%s %s is asked of who is known", r.Method, r.URL)
		}
	})
	app.HandleFunc("/api/v1/people/7/answers", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
		if r.Method == http.MethodOptions {
			return
		}
		if r.Header.Get("Authorization") != "Bearer "+longToken {
			t.Errorf("the admin's block is not authorized")
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"sections":[{"key":"all","questions":[{"key":"source","type":"text","prompt":"Where from?","asked":true,"purpose":{"key":"x"},
			"answer":{"value":"x","words":["A podcast"],"since":"2026-11-20T10:00:00Z","surface":"theme","freshness":"fresh","written":[],"withheld":[]}}]}]}`))
	})
	appURL := serve(t, app)
	published := replace(surveys, "%APP%", appURL)
	const shop, ada = "demo-shop.myshopify.com", "gid://shopify/Customer/7"
	buyer := func(kind string) map[string]any { return map[string]any{"kind": kind, "shop": shop, "customer": ada} }
	fields := []map[string]any{{
		"target":    map[string]string{"type": "shop", "id": "gid://shopify/Shop/1"},
		"metafield": map[string]string{"namespace": "$app", "key": "surveys", "value": published, "valueType": "json_string", "type": "json"},
	}, {
		"target":    map[string]string{"type": "customer", "id": "7"},
		"metafield": map[string]string{"namespace": "$app", "key": "known", "value": `{"closed":{"size":0}}`, "valueType": "json_string", "type": "json"},
	}}
	order := func(more map[string]any) map[string]any { // what both pages of an order tell
		more["appMetafields"], more["lines"], more["discountCodes"] = fields, []any{}, []any{}
		more["cost"] = map[string]any{"subtotalAmount": euros(18), "totalAmount": euros(18)}
		return more
	}
	s := newSite(appURL)
	s.Handle("GET /_extensions/", http.StripPrefix("/_extensions/", http.FileServerFS(extensions.FS)))
	s.page("/{$}", `<!doctype html><html lang="en"><meta charset="utf-8"><title>All</title><body>`+
		hosted(t, "thank-you", "purchase.thank-you.block.render", buyer("checkout"), order(map[string]any{
			"orderConfirmation": map[string]any{"order": map[string]string{"id": "gid://shopify/OrderIdentity/5"}, "isFirstOrder": true},
		}), appURL)+
		hosted(t, "order-status", "customer-account.order-status.block.render", buyer("account"), order(map[string]any{
			"order": map[string]string{"id": "gid://shopify/Order/6", "name": "#1006"}, "authenticationState": "fully_authenticated",
		}), appURL)+
		hosted(t, "admin-customer", "admin.customer-details.block.render", map[string]any{"kind": "admin", "shop": shop}, map[string]any{
			"data": map[string]any{"selected": []map[string]string{{"id": ada}}},
		}, appURL)+
		`<script src="/_host/extensions.js"></script></html>`)
	s.json("POST /_sandbox/tokens", func(*http.Request) any { return map[string]string{"token": longToken} })
	s.json("POST /_sandbox/ledger", func(*http.Request) any { return map[string]int{"id": 1} })
	b := open(t, serve(t, s))

	for _, place := range []string{"purchase.thank-you.block.render", "customer-account.order-status.block.render"} {
		within := `[data-target="` + place + `"] `
		b.until(`document.querySelector('` + within + `s-choice[value="podcast"]')`)
		b.click(within + `s-choice[value="podcast"]`)
		b.click(within + `s-button[type="submit"]`)
		answer := <-answers
		require.Contains(t, answer, `"source":"podcast"`)
		require.True(t, strings.HasPrefix(answer, "Bearer "+longToken))
		b.until(`document.querySelector('` + within + `s-banner')?.textContent === "Thank you!"`)
	}
	b.until(`document.querySelector('[data-target="admin.customer-details.block.render"]').textContent.includes("A podcast")`)
}
