package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/extensions"
	"github.com/askwell/askwell/integrations/all"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

// neighbours are two shops that know nothing of each other, with everything in them,
// in an app whose jobs stand still.
type neighbours struct {
	t      *testing.T
	a, b   *tenant
	app    *application
	door   string
	shop   string // where the sandbox answers
	secret string
	db     *sql.DB
	tokens map[string]string

	playing map[string]string // what connects to the tool beside the shops

	compared int // calls, with theirs and with nobody's
}

// tenant is one of them: its ids, by what they are called in the API, and the word
// that stands in everything it knows.
type tenant struct {
	shop   app.ShopID
	canary string
	ids    map[string][]string
}

func newNeighbours(t *testing.T) *neighbours {
	t.Helper()
	id, err := sandboxIdentity(t.TempDir())
	require.NoError(t, err)
	n := &neighbours{t: t, secret: id["SHOPIFY_API_SECRET"], tokens: map[string]string{}}
	var doors, world http.Handler
	serve := func(of *http.Handler) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*of).ServeHTTP(w, r) }))
		t.Cleanup(server.Close)
		return server.URL
	}
	n.door, n.shop = serve(&doors), serve(&world)
	manifest, err := os.ReadFile("../../shopify.app.toml")
	require.NoError(t, err)
	shop, err := sandbox.New(sandbox.Config{
		AppURL: n.door, BaseURL: n.shop, APIKey: id["SHOPIFY_API_KEY"], Secret: n.secret, Manifest: manifest, Host: adminui.Host, Extensions: extensions.FS,
	})
	require.NoError(t, err)
	world = shop.Handler()

	database := filepath.Join(t.TempDir(), "askwell.db")
	id["APP_URL"], id["DATABASE_URL"] = n.door, "sqlite:"+database
	c, err := loadConfig(func(name string) string { return id[name] })
	require.NoError(t, err)
	base, err := url.Parse(n.shop)
	require.NoError(t, err)
	n.app, err = build(t.Context(), c, platform{base: base, route: n.tools()}, slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, n.app.close()) })
	require.NoError(t, n.app.store.Migrate(t.Context()))
	doors = n.app.engine
	n.db, err = sql.Open("sqlite", database+"?_pragma=busy_timeout(10000)")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, n.db.Close()) })

	n.a = n.settle("demo-shop.myshopify.com", "alpha", 7_100)
	n.b = n.settle("slow-wick.myshopify.com", "bravo", 7_200)
	n.fill(n.b)
	return n
}

// tools plays the destinations and says where.
func (n *neighbours) tools() func(host string) *url.URL {
	doubles, mux := all.Doubles(time.Now), http.NewServeMux()
	for _, d := range doubles {
		mux.Handle("/"+d.Name+"/", http.StripPrefix("/"+d.Name, d.Double))
		if d.Name == "klaviyo" {
			n.playing = d.Open("neighbours")
		}
	}
	server := httptest.NewServer(mux)
	n.t.Cleanup(server.Close)
	at, err := url.Parse(server.URL)
	require.NoError(n.t, err)
	return all.Route(doubles, at)
}

// settle installs a shop and has people live in it.
func (n *neighbours) settle(shop app.ShopID, name string, base int64) *tenant {
	n.t.Helper()
	ctx, s := n.t.Context(), n.app.store
	canary := "canary-" + name
	one := &tenant{shop: shop, canary: canary, ids: map[string][]string{}}
	status, body := n.call(http.MethodGet, "/?"+url.Values{"shop": {string(shop)}, "id_token": {n.token("admin", shop)}}.Encode(), "", nil)
	require.Equal(n.t, http.StatusOK, status, body)
	must := func(err error) { n.t.Helper(); require.NoError(n.t, err) }

	must(s.CreateReward(ctx, shop, app.RewardRule{Handle: name + "-reward", Title: canary, Kind: "percentage", Value: "5", Currency: "EUR", Prefix: "X"}, canary+"-code"))
	made, err := s.CreateSurvey(ctx, shop, app.Document{
		Handle: name + "-survey", Title: canary, Languages: []string{"en"}, Placements: app.Surfaces, Reward: name + "-reward",
		Questions: []app.Question{{
			Key: name + "_word", Type: "text", Prompt: app.Text{"en": canary}, Why: app.Text{"en": "w"}, Get: app.Text{"en": "g"}, Use: app.Text{"en": "u"},
			Mapping: app.WriteBack{Metafield: true, OrderMetafield: true},
		}},
	})
	must(err)
	version, err := s.PublishSurvey(ctx, shop, made.ID, made.Revision)
	must(err)
	she, gone, guestOrder, herOrder := app.CustomerID(base+1), app.CustomerID(base+2), app.OrderID(base+3), app.OrderID(base+4)
	browser, hers := uuid.NewString(), uuid.NewString()
	for _, who := range []store.Whom{{Customer: she}, {Visitor: browser}, {Visitor: browser, Order: guestOrder}, {Visitor: hers}, {Customer: she, Visitor: hers}, {Customer: gone}} {
		value, err := json.Marshal(canary + "-said-" + uuid.NewString())
		must(err)
		id := app.ResponseID(uuid.NewString())
		_, err = s.RecordResponse(ctx, shop, store.Submitted{
			Customer: who.Customer, Visitor: who.Visitor, Writes: true, Reply: app.Reply{ID: id}, Earns: store.Earning{Reward: name + "-reward"},
			Response: app.Response{
				ID: id, Survey: version.Survey, Version: version.Version, Surface: app.SurfaceTheme, Order: who.Order, Cart: name + "-cart", Locale: "en", SubmittedAt: time.Now(),
				Answers: []app.Answer{{Question: name + "_word", Value: app.Value{Kind: app.KindText, JSON: value}}},
			},
		})
		must(err)
		one.know("response", string(id))
	}
	must(s.RecordAskings(ctx, shop, store.Asked{Whom: store.Whom{Customer: she}, Questions: []string{name + "_word"}}))
	must(s.Snooze(ctx, shop, store.Whom{Visitor: browser}, name+"_word", time.Time{}))
	_, err = s.RecordOrder(ctx, shop, app.Order{ID: guestOrder, Name: "#" + canary, CreatedAt: time.Now(), UpdatedAt: time.Now()})
	must(err)
	_, err = s.RecordOrder(ctx, shop, app.Order{ID: herOrder, Name: "#" + canary + "2", Customer: she, CreatedAt: time.Now(), UpdatedAt: time.Now()})
	must(err)
	_, err = s.ProveIdentity(ctx, shop, store.Whom{Customer: she}, app.Identity{Kind: app.IdentityLoyalty, Value: strings.ToUpper(name) + "12345"})
	must(err)
	names, err := s.Identities(ctx, shop, store.Whom{Customer: she})
	must(err)
	must(s.RecordPrivacyRequest(ctx, shop, app.PrivacyRequest{ID: name + "-request", Topic: "customers/data_request", Customer: she, RequestedAt: time.Now(), DueAt: time.Now(), Export: []byte(`"` + canary + `"`)}))
	_, err = n.app.privacy.EraseCustomer(ctx, shop, privacy.Request{ID: canary + "-erasure", Customer: gone, At: time.Now()})
	must(err)
	shopperErasure := uuid.NewString()
	_, err = n.app.privacy.EraseGuest(ctx, shop, uuid.NewString(), privacy.Request{ID: "shopper/" + shopperErasure, At: time.Now()})
	must(err)
	must(s.Audit(ctx, shop, app.AuditEntry{Actor: "user/" + canary, Action: "read", Subject: app.CustomerSubject(she)}))

	if name == "bravo" { // so that what it has has another name
		_, err := s.Connect(ctx, shop, app.Destination{Kind: "klaviyo"}, nil)
		must(err)
		must(s.Disconnect(ctx, shop, "klaviyo"))
	}
	tool, err := s.Connect(ctx, shop, app.Destination{Kind: "klaviyo", Title: canary, Account: canary, Settings: n.playing}, nil)
	must(err)
	begun, err := s.CreateRun(ctx, shop, app.Run{Destination: tool, Kind: app.RunBackfill, By: canary}, store.RunFilter{})
	must(err)
	must(s.CreateAPIKey(ctx, shop, app.APIKey{ID: name + "key", Name: canary, Scopes: []app.Scope{app.ScopeSurveysRead}, CreatedAt: time.Now()}, canary))
	one.know("key", name+"key")
	_, err = s.SaveView(ctx, shop, app.View{ID: name + "view", Name: canary, Filter: []byte("{}"), At: time.Now()})
	must(err)
	one.know("view", name+"view")
	file, err := s.CreateExport(ctx, shop, app.Export{Format: app.ExportCSV, Filter: []byte("{}"), By: canary})
	must(err)
	for again := true; again; {
		again, err = n.app.exporter.Drain(ctx, shop, file.ID)
		must(err)
	}
	one.know("export", file.ID)
	one.know("destination", string(tool))
	one.know("run", string(begun))
	one.know("delivery", n.texts("SELECT id FROM deliveries WHERE shop_id = ?", shop)...)
	one.know("survey", string(made.ID))
	one.know("handle", name+"-survey")
	one.know("reward", name+"-reward")
	one.know("question", name+"_word")
	one.know("customer", fmt.Sprint(she))
	one.know("order", fmt.Sprint(guestOrder), fmt.Sprint(herOrder))
	one.know("visitor", browser, hers)
	one.know("identity", names[0].ID)
	one.know("email", name+"@example.com")
	one.know("profile", n.texts("SELECT from_id FROM joins WHERE shop_id = ?", shop)...)
	one.know("reading", n.texts("SELECT id FROM audit WHERE shop_id = ?", shop)...)
	one.know("erasure", shopperErasure)
	one.know("erased", n.texts("SELECT id FROM erasures WHERE shop_id = ?", shop)...)
	one.know("subject", app.CustomerSubject(she), app.ProfileSubject(app.ProfileID(one.ids["profile"][0])))
	one.know("order_gid", guestOrder.GID(), herOrder.GID())
	one.know("request", name+"-request")
	one.know("cart", name+"-cart")
	voucher, err := n.app.privacy.Voucher(shop, she)
	must(err)
	one.know("voucher", voucher)
	hersToAnswer, err := n.app.links.Make(shop, link.Holder{Customer: she}, link.Answer)
	must(err)
	one.know("token", path.Base(hersToAnswer.URL))
	n.exec("UPDATE profiles SET email = ? WHERE shop_id = ? AND customer_id = ?", name+"@example.com", shop, she)
	return one
}

func (o *tenant) know(kind string, ids ...string) { o.ids[kind] = append(o.ids[kind], ids...) }

// token is a session token of a shop's staff or, of an extension, of a shopper.
func (n *neighbours) token(kind string, shop app.ShopID) string {
	n.t.Helper()
	if known := n.tokens[kind+string(shop)]; known != "" {
		return known
	}
	body, err := json.Marshal(map[string]any{"kind": kind, "shop": shop, "ttl_s": 3600})
	require.NoError(n.t, err)
	answer, err := http.Post(n.shop+"/_sandbox/tokens", "application/json", bytes.NewReader(body))
	require.NoError(n.t, err)
	defer answer.Body.Close()
	var minted struct{ Token string }
	require.NoError(n.t, json.NewDecoder(answer.Body).Decode(&minted))
	require.NotEmpty(n.t, minted.Token)
	n.tokens[kind+string(shop)] = minted.Token
	return minted.Token
}

func (n *neighbours) call(method, path, token string, body any) (int, string) {
	n.t.Helper()
	text := []byte{}
	if body != nil {
		var err error
		text, err = json.Marshal(body)
		require.NoError(n.t, err)
	}
	request, err := http.NewRequestWithContext(context.WithoutCancel(n.t.Context()), method, n.door+path, bytes.NewReader(text))
	require.NoError(n.t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Requested-With", "block")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	return n.answer(request)
}

func (n *neighbours) answer(request *http.Request) (int, string) {
	n.t.Helper()
	answer, err := http.DefaultClient.Do(request)
	require.NoError(n.t, err)
	defer answer.Body.Close()
	var read bytes.Buffer
	_, err = read.ReadFrom(answer.Body)
	require.NoError(n.t, err)
	return answer.StatusCode, read.String()
}
