package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// fact is something that happened to the customers of a shop, told whenever and as
// often as it pleases.
type fact struct {
	kind     string
	n        int // which of them: it makes ids that are the same wherever it is told
	at       time.Time
	customer app.CustomerID
	other    app.CustomerID // whom she is merged into
	question string
	state    app.ConsentState
}

func (f fact) String() string {
	return fmt.Sprintf("%s%d(%d %d %s %s %s)", f.kind, f.n, f.customer, f.other, f.question, f.state, f.at.Format("05.000"))
}

const fewCustomers = 5

// someFacts draws a shop's history: every customer is merged into at most one other, and
// nobody into herself through others.
func someFacts(t *rapid.T) []fact {
	var facts []fact
	for customer := range app.CustomerID(fewCustomers - 1) {
		into := rapid.Int64Range(int64(customer)+2, 2*fewCustomers).Draw(t, "into")
		if into <= fewCustomers {
			facts = append(facts, fact{kind: "merge", customer: customer + 1, other: app.CustomerID(into)})
		}
	}
	kinds := []string{"answer", "answer", "answer", "consent", "order", "delete", "redact"}
	for n := range rapid.IntRange(1, 12).Draw(t, "facts") {
		facts = append(facts, fact{
			kind: rapid.SampledFrom(kinds).Draw(t, "kind"), n: n,
			at:       noon.Add(time.Duration(rapid.IntRange(0, 5).Draw(t, "at")) * time.Second),
			customer: app.CustomerID(rapid.Int64Range(1, fewCustomers).Draw(t, "customer")),
			question: rapid.SampledFrom([]string{"source", "wish"}).Draw(t, "question"),
			state:    rapid.SampledFrom([]app.ConsentState{app.ConsentGranted, app.ConsentWithdrawn}).Draw(t, "state"),
		})
	}
	return facts
}

// town is a shop that facts are told to; several may share a database.
type town struct {
	s    *store.Store
	shop app.ShopID
	v    app.Version
}

var towns atomic.Int64

func newTown(t *testing.T, s *store.Store) town {
	t.Helper()
	shop := app.ShopID(fmt.Sprintf("town-%d.myshopify.com", towns.Add(1)))
	installed(t, s, shop)
	return town{s, shop, published(t, s, shop, "a")}
}

// soon is when all facts have happened, and the clock stands still.
var soon = noon.Add(time.Hour)

// checkEach checks a property of histories on SQLite, and a few of them on PostgreSQL:
// it differs in its statements, and takes ten times as long.
func checkEach(t *testing.T, holds func(t *testing.T, is require.TestingT, r *rapid.T, s *store.Store)) {
	t.Helper()
	open := func(t *testing.T, url string) *store.Store {
		s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t), Now: func() time.Time { return soon }})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, s.Close()) })
		return s
	}
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		s := open(t, storetest.SQLite(t))
		rapid.Check(t, func(r *rapid.T) { holds(t, r, r, s) })
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		s := open(t, storetest.Postgres(t))
		for seed := range 10 {
			rapid.Custom(func(r *rapid.T) bool { holds(t, t, r, s); return true }).Example(seed)
		}
	})
}

// tell has the shop told of a fact. What comes too late may be refused.
func (w town) tell(t require.TestingT, f fact) error {
	ctx := context.Background()
	switch f.kind {
	case "answer":
		_, err := w.s.RecordResponse(ctx, w.shop, w.answer(f))
		return err
	case "merge":
		_, err := w.s.MergeCustomers(ctx, w.shop, f.other, f.customer)
		require.NoError(t, err)
	case "consent":
		require.NoError(t, w.s.RecordConsent(ctx, w.shop, f.customer, app.Consent{
			ID: fmt.Sprint("consent/", f.n), Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: f.state, ChangedAt: f.at, Source: "shopify",
		}))
	case "order":
		o := anOrder(app.OrderID(100+f.n), f.customer, f.at.UnixMilli())
		o.CreatedAt = f.at
		_, err := w.s.RecordOrder(ctx, w.shop, o)
		require.NoError(t, err)
	case "delete":
		require.NoError(t, w.s.ForgetCustomer(ctx, w.shop, f.customer))
	case "redact":
		require.NoError(t, w.s.EraseCustomer(ctx, w.shop, f.customer, nil))
	}
	return nil
}

func (w town) answer(f fact) store.Submitted {
	r := said(w.v, f.customer, fmt.Sprint("answer ", f.n), f.at)
	r.Response.ID = app.ResponseID(uuid.NewSHA1(uuid.NameSpaceOID, []byte(fmt.Sprint(f.n))).String())
	r.Reply.ID, r.Response.Answers[0].Question, r.Response.StartedAt = r.Response.ID, f.question, f.at
	return r
}

// known is all that is known of everybody, but for the names we make: who is asked for,
// and whose each thing is and was.
func (w town) known(t *testing.T) string {
	t.Helper()
	var all []any
	for customer := range app.CustomerID(fewCustomers) {
		data, err := w.s.ExportCustomer(t.Context(), w.shop, customer+1, nil)
		require.NoError(t, err)
		for i := range data.Consents {
			data.Consents[i].Holder, data.Consents[i].Told = "", ""
		}
		for i := range data.Responses {
			data.Responses[i].Told = ""
		}
		for i := range data.Orders {
			data.Orders[i].Told = ""
		}
		all = append(all, customer+1, data.Responses, w.preferences(t, customer+1), data.Consents, data.Orders)
	}
	const who = `COALESCE((SELECT f.customer_id FROM former_customers f WHERE f.shop_id = x.shop_id AND f.profile_id = %[1]s),
		(SELECT p.customer_id FROM profiles p WHERE p.shop_id = x.shop_id AND p.id = %[1]s))`
	owner := fmt.Sprintf(who, "CASE WHEN x.origin_id <> '' THEN x.origin_id ELSE x.profile_id END")
	all = append(all,
		store.Strings(t, w.s, `SELECT x.id || ' of ' || `+owner+` || ' now ' || `+fmt.Sprintf(who, "x.profile_id")+
			" FROM responses x WHERE x.shop_id = ? ORDER BY x.id", w.shop),
		store.Strings(t, w.s, `SELECT id || ' ' || CASE WHEN origin <> '' THEN origin ELSE holder END FROM consents WHERE shop_id = ? ORDER BY id`, w.shop),
		store.Strings(t, w.s, `SELECT id || ' of ' || customer_id || ' was ' || origin_customer_id FROM orders WHERE shop_id = ? ORDER BY id`, w.shop))
	text, err := json.MarshalIndent(all, "", " ")
	require.NoError(t, err)
	return string(text)
}

// preferences are what counts of what a customer said, by question.
func (w town) preferences(t *testing.T, customer app.CustomerID) map[string]string {
	t.Helper()
	list, err := w.s.Preferences(t.Context(), w.shop, customer)
	require.NoError(t, err)
	counts := map[string]string{}
	for _, p := range list {
		counts[p.Key] = string(p.Value.JSON)
	}
	return counts
}
