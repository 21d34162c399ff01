package site_test

import (
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/site"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// app is one with a block, an extension on each page that hosts them, and a
// full page.
func app() fs.FS {
	files := fstest.MapFS{
		"theme/shopify.extension.toml":    {Data: []byte("name = \"Blocks\"\ntype = \"theme\"\n")},
		"theme/locales/en.default.json":   {Data: []byte(`{"hi": "Hello"}`)},
		"theme/locales/sv.json":           {Data: []byte(`{"hi": "Hej hej"}`)},
		"theme/blocks/greeting.liquid":    {Data: []byte(`<p class="greeting">{{ 'hi' | t }} {{ customer.first_name }} {{ template }} {{ block.settings.mood }} {{ localization.country.iso_code }}</p>{% schema %}{"name": "Hi", "target": "section", "settings": [{"type": "text", "id": "mood", "default": "merry"}]}{% endschema %}`)},
		"theme/blocks/foot.liquid":        {Data: []byte(`<i class="embed"></i>{% schema %}{"name": "Foot", "target": "body"}{% endschema %}`)},
		"thanks/shopify.extension.toml":   {Data: manifest("thanks", "purchase.thank-you.block.render")},
		"status/shopify.extension.toml":   {Data: manifest("status", "customer-account.order-status.block.render")},
		"profile/shopify.extension.toml":  {Data: manifest("profile", "customer-account.profile.block.render")},
		"fullpage/shopify.extension.toml": {Data: manifest("prefs", "customer-account.page.render")},
	}
	for _, folder := range []string{"thanks", "status", "profile", "fullpage"} {
		files[folder+"/dist/x.js"] = &fstest.MapFile{Data: []byte("shopify.extend()")}
	}
	return files
}

func manifest(handle, target string) []byte {
	return []byte("api_version = \"2026-07\"\n[[extensions]]\nname = \"X\"\nhandle = \"" + handle + "\"\ntype = \"ui_extension\"\n[[extensions.targeting]]\ntarget = \"" + target +
		"\"\n[[extensions.metafields]]\nnamespace = \"$app\"\nkey = \"surveys\"\n[[extensions.settings.fields]]\nkey = \"survey\"\n")
}

// browser is one at the demo shop.
type browser struct {
	*testing.T
	world *world.World
	shop  *world.Shop
	url   string
	*http.Client
}

func open(t *testing.T) *browser {
	t.Helper()
	w := world.Seed(time.Now(), world.Size{})
	address, err := url.Parse("http://app.example")
	require.NoError(t, err)
	w.Meet(world.App{URL: address}, "http://shop.example", time.Now, slog.New(slog.DiscardHandler))
	shop := w.Shops[0]
	shop.Installed = &world.Installation{ID: 1, Metafields: world.Metafields{}, Scopes: []string{"read_customers", "customer_read_customers"}}
	w.SetMetafield(&shop.Metafields, &world.Metafield{Namespace: world.OwnNamespace, Key: "surveys", Type: "json", Value: `{"n":1}`})
	w.SetMetafield(&shop.Metafields, &world.Metafield{Namespace: world.OwnNamespace, Key: "private", Type: "json", Value: `{"n":2}`})
	pages, err := site.New(site.Config{World: w, Extensions: app(), Logger: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	mux := http.NewServeMux()
	pages.Routes(mux)
	server := httptest.NewServer(mux)
	t.Cleanup(func() { server.Close(); pages.Close() })
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &browser{t, w, shop, server.URL, &http.Client{Jar: jar}}
}

// get opens a page and follows where it leads.
func (b *browser) get(path string) (status int, page string) {
	b.Helper()
	return b.read(b.Get(b.url + path))
}

// post sends a form and follows where it leads.
func (b *browser) post(path, form string) (status int, page string) {
	b.Helper()
	return b.read(b.Post(b.url+path, "application/x-www-form-urlencoded", strings.NewReader(form)))
}

func (b *browser) json(path, body string) (status int, answer string) {
	b.Helper()
	return b.read(b.Post(b.url+path, "application/json", strings.NewReader(body)))
}

func (b *browser) read(answer *http.Response, err error) (int, string) {
	b.Helper()
	require.NoError(b, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(b, err)
	return answer.StatusCode, "at " + answer.Request.URL.RequestURI() + "\n" + string(text)
}

func (b *browser) logIn(email string) {
	b.Helper()
	_, page := b.post("/account/login", "customer="+url.QueryEscape(email)+"&return_to=/account")
	require.Contains(b, page, "/account/logout")
}

// fill puts a product's variant in the cart.
func (b *browser) fill(handle string, variant int) {
	b.Helper()
	_, page := b.post("/cart/add", "id="+world.Number(b.shop.Product(handle).Variants[variant].ID))
	require.Contains(b, page, "/checkout")
}

func TestEveryPageShowsItsBlocksAndEmbeds(t *testing.T) {
	t.Parallel()
	b := open(t)
	for path, template := range map[string]string{
		"/": "index", "/collections/coffee": "collection", "/collections/all": "collection", "/products/low-tide": "product",
		"/collections/coffee/products/low-tide": "product", "/cart": "cart", "/search?q=tide": "search", "/pages/about": "page",
	} {
		status, page := b.get(path)
		require.Equal(t, http.StatusOK, status, path)
		require.Contains(t, page, `<p class="greeting">Hello  `+template+` merry SE</p>`, path)
		require.Contains(t, page, `<i class="embed"></i>`, path)
	}
	for _, path := range []string{"/products/none", "/collections/none", "/pages/none", "/account/pages/none", "/orders/none", "/nothing"} {
		b.logIn("ada@example.com")
		status, _ := b.get(path)
		require.Equal(t, http.StatusNotFound, status, path)
	}
	b.shop.Installed = nil
	_, page := b.get("/")
	require.NotContains(t, page, "greeting")
}

func TestALanguageIsChosenOnceAndKept(t *testing.T) {
	t.Parallel()
	b := open(t)
	_, page := b.get("/sv/products/low-tide")
	require.Contains(t, page, `<html lang="sv">`)
	require.Contains(t, page, "Hej hej")
	require.Contains(t, page, `href="/sv/cart"`)
	_, page = b.get("/checkout")
	require.Contains(t, page, "at /sv/cart", "an empty cart has no checkout")
	_, page = b.get("/account/login")
	require.Contains(t, page, "Vem vill du vara?")

	_, page = b.post("/localization", "language_code=pl&country_code=PL&return_to="+url.QueryEscape("/sv/products/low-tide?variant=1&locale=sv"))
	require.Contains(t, page, "at /pl/products/low-tide?variant=1\n")
	require.Contains(t, page, "Dodaj do koszyka")
	require.Contains(t, page, "merry PL")
	_, page = b.post("/localization", "language_code=en&return_to=//evil.example/x")
	require.Contains(t, page, "at /\n")
	require.Contains(t, page, `<html lang="en">`)
	_, page = b.get("/?locale=xx")
	require.Contains(t, page, `<html lang="en">`, "a language the shop does not speak")
	_, page = b.get("/products/low-tide?shop=slow-wick.myshopify.com")
	require.Contains(t, page, `<html lang="en">`, "the other shop speaks it as well")
}

func TestTheCheckoutTakesWhatIsRightAndSaysWhatIsNot(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.get("/da/")
	b.fill("low-tide", 2)
	status, page := b.post("/checkout", "email=nobody&phone=12&news_sms=1")
	require.Equal(t, http.StatusUnprocessableEntity, status)
	require.Contains(t, page, "Angiv en e-mailadresse")
	require.Contains(t, page, "Angiv et telefonnummer")

	_, page = b.post("/checkout", "email=grace%40example.com&discount=NONE&then=discount")
	require.Contains(t, page, "Enter a valid discount code")
	b.world.AddDiscount(b.shop, &world.Discount{Title: "Ten", Percent: 0.1, StartsAt: time.Now().Add(-time.Hour)}, "TEN")
	_, page = b.post("/checkout", "email=grace%40example.com&discount=ten&then=discount")
	require.Contains(t, page, "−€4,70")

	_, page = b.post("/checkout", "email=grace%40example.com&first=Grace&last=Hopper&country=DK&phone=%2B45+20+12+34+56&news_email=1&news_sms=1&discount=ten&then=pay")
	require.Contains(t, page, "Tak, Grace!")
	o := b.shop.Orders[len(b.shop.Orders)-1]
	grace := b.shop.CustomerByEmail("grace@example.com")
	require.Equal(t, []any{"da", "DK", "TEN", int64(470), int64(4230), grace.ID}, []any{o.Locale, o.Country, o.Discount, o.Off, o.Total(), o.Customer})
	require.Equal(t, []string{"da", "+4520123456", "SUBSCRIBED", "SUBSCRIBED"}, []string{grace.Locale, grace.Phone, grace.EmailConsent.State, grace.SMSConsent.State})
	_, page = b.get("/cart")
	require.Contains(t, page, "Den er tom endnu.")

	b.fill("harbour-mug", 0)
	b.post("/checkout", "email=grace%40example.com&then=pay")
	require.Equal(t, "SUBSCRIBED", grace.EmailConsent.State, "a box that is not ticked takes nothing back")
	require.Len(t, b.shop.OrdersOf(grace.ID), 2)
}

func TestAnAppThatDoesNotAnswerIsSaidToTheShopper(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.shop.ProxyPath = "/apps/ask"
	b.world.App.URL = &url.URL{Scheme: "http", Host: "127.0.0.1:1"}
	status, page := b.post("/sv/apps/ask/responses", "a=b")
	require.Equal(t, 502, status)
	require.Contains(t, page, "Appen svarade inte")
}

func TestWhoIsLoggedInBuysInHerOwnName(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.logIn("ada@example.com")
	b.fill("first-light", 0)
	_, page := b.get("/checkout")
	require.Contains(t, page, "readonly")
	status, _ := b.post("/checkout", "email=somebody@example.com&then=pay")
	require.Equal(t, 200, status)
	orders := b.shop.Orders
	require.Equal(t, "ada@example.com", orders[len(orders)-1].Email)
}

func TestAnOrdersPagesHostWhatTheManifestsDeclare(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.get("/sv/")
	b.fill("low-tide", 0)
	_, page := b.post("/checkout", "email=ada%40example.com&then=pay")
	for _, want := range []string{
		`"target":"purchase.thank-you.block.render"`, `"src":"/_extensions/thanks/dist/x.js"`, `"kind":"checkout"`, `"key":"surveys"`,
		`"language":{"isoCode":"sv"}`, `"country":{"isoCode":"SE"}`, `gid://shopify/OrderIdentity/`, `<script src="/_host/extensions.js">`,
	} {
		require.Contains(t, page, want)
	}
	require.NotContains(t, page, `"key":"private"`, "not declared")
	require.NotContains(t, page, `"customer":"gid:`, "an address alone proves nothing")

	order := b.shop.Orders[len(b.shop.Orders)-1]
	_, page = b.get("/orders/" + order.Token)
	require.Contains(t, page, `"authenticationState":"pre_authenticated"`)
	require.Contains(t, page, "a•••@example.com")
	b.logIn("zofia@example.com")
	_, page = b.get("/orders/" + order.Token)
	require.Contains(t, page, `"authenticationState":"pre_authenticated"`, "somebody else's order")
	require.NotContains(t, page, `"customer":"gid:`)
	b.logIn("ada@example.com")
	_, page = b.get("/orders/" + order.Token)
	require.Contains(t, page, `"authenticationState":"fully_authenticated"`)
	require.Contains(t, page, `"customer":"`+world.GID("Customer", order.Customer)+`"`)
	require.Contains(t, page, "ada@example.com")

	b.world.Faults.DenyProtected = true
	_, page = b.get("/checkouts/" + order.Token + "/thank-you")
	require.NotContains(t, page, "buyerIdentity")
}

func TestAnAccountIsForWhoIsLoggedIn(t *testing.T) {
	t.Parallel()
	b := open(t)
	for _, path := range []string{"/account", "/account/profile", "/account/pages/prefs"} {
		_, page := b.get(path)
		require.Contains(t, page, "at /account/login?return_to="+path+"\n")
	}
	status, page := b.post("/account/login", "customer=nobody")
	require.Equal(t, http.StatusUnprocessableEntity, status)
	require.Contains(t, page, "Enter an email address")
	b.logIn("new@example.com")
	require.NotNil(t, b.shop.CustomerByEmail("new@example.com"))
	_, page = b.get("/account")
	require.Contains(t, page, "No orders yet.")
	b.logIn("ada@example.com")
	_, page = b.get("/account")
	require.Contains(t, page, "Order #1001")
	_, page = b.get("/account/profile")
	require.Contains(t, page, `"target":"customer-account.profile.block.render"`)
	_, page = b.get("/account/pages/prefs/colours")
	require.Contains(t, page, `"page":"/account/pages/prefs"`)
	require.Contains(t, page, `<a href="/account/pages/prefs" aria-current="page">X</a>`, "it stands in the account's menu")

	const query = `{"query": "{ customer { firstName } shop { name } }"}`
	_, answer := b.json("/_sandbox/customer-account?shop="+b.shop.Domain, query)
	require.Contains(t, answer, `{"data":{"customer":{"firstName":"Ada"},"shop":{"name":"Morgonljus"}}}`)
	b.post("/account/logout", "")
	_, answer = b.json("/_sandbox/customer-account?shop="+b.shop.Domain, query)
	require.Contains(t, answer, `"code":"ACCESS_DENIED"`)
	status, _ = b.json("/_sandbox/customer-account?shop="+b.shop.Domain, "{")
	require.Equal(t, http.StatusBadRequest, status)
}

func TestAMerchantArrangesBlocksAndChoosesForThem(t *testing.T) {
	t.Parallel()
	b := open(t)
	status, answer := b.json("/_sandbox/theme", `{"template": "product", "blocks": [{"type": "greeting", "settings": {"mood": "grave"}}, {"type": "greeting"}]}`)
	require.Equal(t, http.StatusOK, status, answer)
	_, page := b.get("/products/low-tide")
	require.Contains(t, page, "product grave SE")
	require.Contains(t, page, "product merry SE")
	b.json("/_sandbox/theme", `{"template": "product", "blocks": []}`)
	_, page = b.get("/products/low-tide")
	require.NotContains(t, page, "greeting")
	b.json("/_sandbox/theme", `{"template": "product"}`)
	_, page = b.get("/products/low-tide")
	require.Contains(t, page, "product merry SE", "put back")

	b.json("/_sandbox/theme", `{"template": "purchase.thank-you.block.render", "blocks": [{"type": "thanks", "settings": {"survey": "second"}}]}`)
	_, page = b.get("/checkouts/" + b.shop.Orders[0].Token + "/thank-you")
	require.Contains(t, page, `"settings":{"survey":"second"}`)
	for body, want := range map[string]string{
		`{"template": "product", "blocks": [{"type": "none"}]}`:                                                      "no block none",
		`{"template": "product", "blocks": [{"type": "greeting", "settings": {"x": 1}}]}`:                            "has no setting x",
		`{"template": "purchase.thank-you.block.render", "blocks": [{"type": "thanks", "settings": {"colour": 1}}]}`: "has no setting colour",
		`{"template": "purchase.thank-you.block.render", "blocks": [{"type": "status"}]}`:                            "no extension status",
		`{"shop": "none", "template": "product"}`:                                                                    "no shop none",
		`{"templates": 1}`: "unknown field",
	} {
		_, answer = b.json("/_sandbox/theme", body)
		require.Contains(t, answer, want, body)
	}
}

func TestACartKeepsVariantsApart(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.fill("low-tide", 0)
	b.fill("low-tide", 3)
	b.fill("low-tide", 3)
	_, page := b.post("/cart", "product=harbour-mug&quantity=2") // by its handle: the first variant
	require.Contains(t, page, "1 kg / Filter")
	require.Contains(t, page, "€155,90") // 13.90 + 2 × 47.00 + 2 × 24.00
	v := b.shop.Product("low-tide").Variants[3]
	_, page = b.post("/cart", "how=set&quantity=0&id="+world.Number(v.ID))
	require.NotContains(t, page, "1 kg / Filter")
	status, _ := b.post("/cart", "product=none")
	require.Equal(t, http.StatusBadRequest, status)
	status, _ = b.post("/cart", "product=low-tide&quantity=x")
	require.Equal(t, http.StatusBadRequest, status)
}

func TestEveryPageIsDrawnInEveryLanguage(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.fill("low-tide", 0)
	b.logIn("ada@example.com")
	for _, language := range b.shop.Languages {
		for _, path := range []string{"/", "/cart", "/checkout", "/products/low-tide", "/search", "/account", "/account/profile", "/orders/" + b.shop.Orders[0].Token, "/nothing"} {
			_, page := b.get(path + "?locale=" + language)
			require.Contains(t, page, `<html lang="`+language+`">`, path)
			require.NotContains(t, page, "could not draw", path)
		}
	}
}
