package identity_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/identity"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations/shopify"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

const demo app.ShopID = sandbox.DemoShop

// town is a registry with a sandbox shop to ask.
type town struct {
	*testing.T
	*identity.Registry
	url  string
	log  bytes.Buffer
	rung int
}

func newTown(t *testing.T, s *store.Store) *town {
	t.Helper()
	manifest, err := os.ReadFile("../../shopify.app.toml")
	require.NoError(t, err)
	box, err := sandbox.New(sandbox.Config{
		AppURL: "http://127.0.0.1:1", BaseURL: "http://127.0.0.1:1", APIKey: "key", Secret: "hush", Manifest: manifest,
	})
	require.NoError(t, err)
	server := httptest.NewServer(box.Handler())
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	require.NoError(t, err)
	speaker, err := shopify.New(shopify.Config{APIKey: "key", Secret: "hush", Base: base})
	require.NoError(t, err)
	w := &town{T: t, url: server.URL}
	var minted struct{ Token string }
	w.post("/_sandbox/tokens", `{"kind":"admin"}`, &minted)
	access, err := speaker.Exchange(t.Context(), demo, minted.Token)
	require.NoError(t, err)
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, access))
	w.Registry = &identity.Registry{
		Store: s, Logger: slog.New(slog.NewTextHandler(&w.log, nil)),
		Ring: func(context.Context, app.ShopID, app.DestinationID) { w.rung++ },
		Admin: func(shop app.ShopID) identity.Admin {
			return speaker.Admin(shop, shopify.TokenFunc(func(context.Context, app.ShopID) (string, error) { return access.Token, nil }))
		},
	}
	return w
}

func (w *town) post(path, body string, out any) {
	w.Helper()
	response, err := http.Post(w.url+path, "application/json", bytes.NewBufferString(body))
	require.NoError(w, err)
	defer response.Body.Close()
	require.Less(w, response.StatusCode, 300, path)
	if out != nil {
		require.NoError(w, json.NewDecoder(response.Body).Decode(out))
	}
}

// shopper is a customer of the shop whom we never met.
func (w *town) shopper() app.CustomerID {
	w.Helper()
	var bought struct{ Customer string }
	w.post("/_sandbox/orders", `{"customer":"new@example.com","lines":[{"product":"low-tide","quantity":1}]}`, &bought)
	id, err := app.ParseCustomerID(bought.Customer)
	require.NoError(w, err)
	return id
}

// say records an answer of somebody.
func (w *town) say(who store.Whom, question string, value app.Value) {
	w.Helper()
	_, err := w.Store.RecordResponse(w.Context(), demo, store.Submitted{Customer: who.Customer, Writes: true, Response: app.Response{
		ID: app.ResponseID(uuid.NewString()), Survey: "s", Version: 1, Surface: app.SurfaceThankYou, Order: who.Order, SubmittedAt: time.Now(),
		Answers: []app.Answer{{Question: question, Value: value}},
	}})
	require.NoError(w, err)
}

func text(value string) app.Value {
	return app.Value{Kind: app.KindText, JSON: json.RawMessage(strconv.Quote(value))}
}

func (w *town) ordered(id app.OrderID, name string, customer app.CustomerID) {
	w.Helper()
	_, err := w.Store.RecordOrder(w.Context(), demo, app.Order{ID: id, Name: name, Customer: customer, CreatedAt: time.Now(), UpdatedAt: time.Now()})
	require.NoError(w, err)
}

// said are a customer's answers, by question.
func (w *town) said(customer app.CustomerID) map[string]string {
	w.Helper()
	list, err := w.Store.SaidBy(w.Context(), demo, store.Whom{Customer: customer})
	require.NoError(w, err)
	all := map[string]string{}
	for _, one := range list {
		all[one.Key] = string(one.Value.JSON)
	}
	return all
}

func TestEveryNameLeadsToItsPerson(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		ada, guest, silent := store.Whom{Customer: 42}, store.Whom{Order: 502}, store.Whom{Customer: w.shopper()}
		w.say(ada, "source", text("friend"))
		w.say(guest, "mail", app.Value{Kind: app.KindEmail, JSON: json.RawMessage(`"claimed@example.com"`)})
		w.ordered(501, "#1001", 42)
		w.ordered(502, "#1002", 0)
		require.NoError(t, s.LearnContact(t.Context(), demo, store.Contact{Customer: 42, Email: "ada@bücher.example", Phone: "+46701234567", At: time.Now()}))
		_, err := w.Prove(t.Context(), demo, "user/7", ada, app.Identity{Kind: app.IdentityLoyalty, Value: " card-77 "})
		require.NoError(t, err)
		silentID := strconv.FormatInt(int64(silent.Customer), 10)
		for name, want := range map[string]store.Whom{
			"42": ada, "gid://shopify/Customer/42": ada, "Ada@Bücher.example": ada, "ada@xn--bcher-kva.example": ada, "+46 70 123 45 67": ada, "CARD 77": ada,
			"#1001": ada, "1001": ada, "501": ada, "#1002": guest, "502": guest, "gid://shopify/Order/502": guest,
			silentID: silent, "gid://shopify/Customer/" + silentID: silent,
		} {
			got, err := w.Who(t.Context(), demo, name)
			require.NoError(t, err, name)
			require.Equal(t, want, got, name)
		}
		for _, name := range []string{
			"", "claimed@example.com", "ada@", "43", "-42", "#9", "gid://shopify/Customer/43", "gid://shopify/Order/9", "gid://shopify/Product/42",
			"gid://shopify/Customer/9999999999999999999", "9999999999999999999", "\x00", "\xff", "'",
		} {
			_, err := w.Who(t.Context(), demo, name)
			require.True(t, app.Is(err, app.NotFound), "%q: %v", name, err)
		}
		_, err = w.Prove(t.Context(), demo, "user/7", guest, app.Identity{Kind: app.IdentityLoyalty, Value: "42"})
		require.NoError(t, err)
		_, err = w.Who(t.Context(), demo, "42")
		require.True(t, app.Is(err, app.Conflict), "a customer's number, and the number of another's card")
	})
}

func TestOfWhomWeDoNotKnowShopifyIsAsked(t *testing.T) {
	t.Parallel()
	w := newTown(t, storetest.New(t))
	her := store.Whom{Customer: w.shopper()}
	_, err := w.Person(t.Context(), demo, her)
	require.NoError(t, err)
	_, err = w.Person(t.Context(), demo, store.Whom{Customer: 4711})
	require.True(t, app.Is(err, app.NotFound), err)
	_, err = w.Person(t.Context(), demo, store.Whom{Order: 4711})
	require.True(t, app.Is(err, app.NotFound), err)

	w.post("/_sandbox/faults", `{"error_rate":1}`, nil)
	_, err = w.Person(t.Context(), demo, her)
	require.True(t, app.Is(err, app.Unavailable), err)
	w.ordered(5, "#5", her.Customer)
	_, err = w.Person(t.Context(), demo, her)
	require.NoError(t, err, "she is known now")
	_, err = w.Person(t.Context(), "never-installed.myshopify.com", her)
	require.True(t, app.Is(err, app.Unavailable), err)
}

func TestWhatStaffProveMakesAGuestTheCustomer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		card := app.Identity{Kind: app.IdentityLoyalty, Value: "CARD77"}
		guest, ada := store.Whom{Order: 502}, store.Whom{Customer: 42}
		w.say(guest, "source", text("podcast"))
		w.say(ada, "drink", text("tea"))
		_, err := w.Prove(t.Context(), demo, "user/7", guest, card)
		require.NoError(t, err)
		w.rung = 0
		proven, err := w.Prove(t.Context(), demo, "user/8", ada, card)
		require.NoError(t, err)
		require.Len(t, proven.Joined, 1)
		require.Equal(t, 1, w.rung)
		require.Equal(t, map[string]string{"source": `"podcast"`, "drink": `"tea"`}, w.said(42))
		require.Contains(t, w.log.String(), "by=user/8")
		require.NotContains(t, w.log.String(), "CARD77")

		joins, err := w.Joins(t.Context(), demo, ada)
		require.NoError(t, err)
		require.Len(t, joins, 1)
		require.Equal(t, app.JoinIdentity, joins[0].Cause)
		require.Equal(t, 1, joins[0].Answers)
		other, err := w.Part(t.Context(), demo, "user/8", ada, joins[0].From)
		require.NoError(t, err)
		require.Equal(t, guest, other)
		require.Equal(t, map[string]string{"drink": `"tea"`}, w.said(42))
		_, err = w.Who(t.Context(), demo, "CARD77")
		require.True(t, app.Is(err, app.Conflict), "both still go by it")

		proven, err = w.Prove(t.Context(), demo, "user/8", guest, card)
		require.NoError(t, err)
		require.Len(t, proven.Joined, 1, "saying so again undoes it")
		require.Equal(t, map[string]string{"source": `"podcast"`, "drink": `"tea"`}, w.said(42))
		joins, err = w.Joins(t.Context(), demo, ada)
		require.NoError(t, err)
		require.Len(t, joins, 1)
		require.Zero(t, joins[0].PartedAt)
	})
}

func TestEveryJoinIsPartedAndJoinedAgain(t *testing.T) {
	t.Parallel()
	arrange := map[string]func(w *town){
		"by an order": func(w *town) {
			w.say(store.Whom{Order: 502}, "source", text("podcast"))
			w.ordered(502, "#1002", 42)
		},
		"by a merge": func(w *town) {
			w.say(store.Whom{Customer: 43}, "source", text("podcast"))
			_, err := w.Store.MergeCustomers(w.Context(), demo, 42, 43)
			require.NoError(w, err)
		},
	}
	for name, join := range arrange {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				w := newTown(t, s)
				ada := store.Whom{Customer: 42}
				w.say(ada, "drink", text("tea"))
				join(w)
				for range 2 {
					both := map[string]string{"source": `"podcast"`, "drink": `"tea"`}
					require.Equal(t, both, w.said(42))
					joins, err := w.Joins(t.Context(), demo, ada)
					require.NoError(t, err)
					require.Len(t, joins, 1)
					other, err := w.Part(t.Context(), demo, "user/7", ada, joins[0].From)
					require.NoError(t, err)
					require.NotEqual(t, ada, other)
					require.Equal(t, map[string]string{"drink": `"tea"`}, w.said(42))
					_, err = w.Part(t.Context(), demo, "user/7", ada, joins[0].From)
					require.True(t, app.Is(err, app.NotFound), err)
					if other.Customer != 0 { // from her side, too
						hers, err := w.Joins(t.Context(), demo, other)
						require.NoError(t, err)
						require.Len(t, hers, 1)
						require.Equal(t, app.CustomerID(42), hers[0].Other)
					}
					now, err := w.JoinAgain(t.Context(), demo, "user/7", ada, joins[0].From)
					require.NoError(t, err)
					require.Equal(t, ada, now)
					require.Equal(t, both, w.said(42))
					_, err = w.JoinAgain(t.Context(), demo, "user/7", ada, joins[0].From)
					require.True(t, app.Is(err, app.NotFound), err)
				}
			})
		})
	}
}

func TestWhatIsNoIdentityIsRefusedByItsField(t *testing.T) {
	t.Parallel()
	w := newTown(t, storetest.New(t))
	w.say(store.Whom{Customer: 42}, "drink", text("tea"))
	for _, wrong := range []app.Identity{
		{Kind: app.IdentityEmail, Value: "ada"}, {Kind: app.IdentityPhone, Value: "070-123 45 67"}, {Kind: app.IdentityLoyalty}, {Kind: "passport", Value: "1"},
	} {
		_, err := w.Prove(t.Context(), demo, "user/7", store.Whom{Customer: 42}, wrong)
		var refused *app.Error
		require.ErrorAs(t, err, &refused)
		require.Equal(t, "value", refused.Fields[0].Field)
	}
	_, err := w.Prove(t.Context(), demo, "user/7", store.Whom{Customer: 4711}, app.Identity{Kind: app.IdentityLoyalty, Value: "1"})
	require.True(t, app.Is(err, app.NotFound), err)
}
