package recount_test

import (
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

// history does to a shop, in any order, all that changes what is counted.
type history struct {
	*world
	r    *rapid.T
	said []store.Submitted

	brought map[app.CustomerID]bool
}

func (h history) who() app.CustomerID {
	return app.CustomerID(rapid.Int64Range(1, 3).Draw(h.r, "customer"))
}

func (h history) which() app.OrderID   { return app.OrderID(rapid.Int64Range(1, 4).Draw(h.r, "order")) }
func (h history) maybe(of string) bool { return rapid.Bool().Draw(h.r, of) }

func (h history) visitor() string {
	return uuid.NewSHA1(uuid.NameSpaceOID, fmt.Append(nil, h.shop, rapid.IntRange(1, 2).Draw(h.r, "visitor"))).String()
}

func cart(n app.OrderID) string { return fmt.Sprint("cart", n) }

var words = map[string][]app.Value{
	"source": {value(app.KindChoice, `"podcast"`), value(app.KindChoice, `"search"`), value(app.KindChoice, `{"other":"x"}`)},
	"tastes": {value(app.KindChoices, `["podcast","friend"]`), value(app.KindChoices, `["search",{"other":"y"}]`)},
	"score":  {value(app.KindNumber, "0"), value(app.KindNumber, "9"), value(app.KindNumber, "10")},
	"again":  {value(app.KindBoolean, "true"), value(app.KindBoolean, "false")},
	"why":    {value(app.KindText, `"because"`)},
}

// submit says something, as a customer or a guest, of an order, with a cart or neither.
func (h *history) submit() {
	answers := map[string]app.Value{}
	for _, question := range []string{"source", "tastes", "score", "again", "why"} {
		if h.maybe(question) {
			answers[question] = rapid.SampledFrom(words[question]).Draw(h.r, "answer")
		}
	}
	if len(answers) == 0 {
		answers["score"] = words["score"][0]
	}
	s := h.told(h.surveys[rapid.IntRange(0, 1).Draw(h.r, "survey")], rapid.SampledFrom([]app.Surface{app.SurfaceThankYou, app.SurfaceTheme}).Draw(h.r, "surface"), answers)
	s.Reply.Ask = rapid.SliceOfDistinct(rapid.SampledFrom([]string{"source", "score", "why"}), rapid.ID).Draw(h.r, "ask")
	s.Response.StartedAt = s.Response.SubmittedAt.Add(-time.Duration(rapid.IntRange(0, 3_000_000).Draw(h.r, "ms")) * time.Millisecond)
	switch rapid.IntRange(0, 3).Draw(h.r, "of") {
	case 0:
		s.Response.Order = h.which()
	case 1:
		s.Response.Cart = cart(h.which())
	}
	if h.maybe("customer") {
		s.Customer = h.who()
	} else {
		s.Visitor = h.visitor()
	}
	h.world.submit(s)
	h.said = append(h.said, s)
}

// order tells of an order, new, changed, refunded, cancelled, or late.
func (h *history) order() {
	o := app.Order{
		ID: h.which(), Currency: rapid.SampledFrom([]string{"SEK", "EUR", ""}).Draw(h.r, "currency"),
		Total: rapid.SampledFrom([]string{"12.50", "0.00", "99.99", ""}).Draw(h.r, "total"), Country: rapid.SampledFrom([]string{"SE", "DE", ""}).Draw(h.r, "country"),
	}
	o.CreatedAt = h.now.Add(-time.Duration(rapid.IntRange(0, 48).Draw(h.r, "ago")) * time.Hour)
	if h.maybe("hers") {
		o.Customer = h.who()
	}
	if h.maybe("cart") {
		o.Cart = cart(o.ID)
	}
	if rapid.IntRange(0, 3).Draw(h.r, "cancelled") == 0 {
		o.Cancelled = h.now
	}
	o.Test = rapid.IntRange(0, 4).Draw(h.r, "test") == 0
	h.ordered(o)
}

// befall has something happen to who is known.
func (h *history) befall() {
	ctx := h.t.Context()
	var err error
	switch rapid.SampledFrom([]string{"merge", "part", "again", "delete", "redact", "erase", "guest", "take back", "expire", "trim", "import"}).Draw(h.r, "what") {
	case "merge":
		_, err = h.MergeCustomers(ctx, h.shop, h.who(), h.who())
	case "part", "again":
		err = h.partOrJoin()
	case "delete":
		err = h.ForgetCustomer(ctx, h.shop, h.who())
	case "redact":
		err = h.EraseCustomer(ctx, h.shop, h.who(), nil)
	case "erase":
		err = h.EraseCustomer(ctx, h.shop, 0, []app.OrderID{h.which()})
	case "guest":
		_, err = h.EraseGuest(ctx, h.shop, h.visitor(), store.ErasureOrder{RequestedAt: h.now, DueAt: h.now})
	case "take back":
		p := store.Preferring{At: h.now, Forget: []string{rapid.SampledFrom([]string{"source", "score"}).Draw(h.r, "question")}, Visitor: h.visitor()}
		if h.maybe("customer") {
			p.Customer, p.Visitor = h.who(), ""
		}
		_, err = h.Prefer(ctx, h.shop, p)
	case "expire":
		if len(h.said) > 0 {
			one := h.said[rapid.IntRange(0, len(h.said)-1).Draw(h.r, "response")]
			_, err = h.Expire(ctx, h.shop, h.now, map[app.ResponseID]store.Term{one.Response.ID: {"source": h.now, "tastes": h.now}})
		}
	case "import":
		err = h.bring()
	case "trim":
		_, err = h.TrimGuests(ctx, h.shop, h.now.Add(-24*time.Hour), "")
	}
	if !app.Is(err, app.NotFound) && !app.Is(err, app.Conflict) && !app.Is(err, app.Invalid) {
		require.NoError(h.is, err)
	}
}

// partOrJoin undoes a join, or undoes that.
func (h *history) partOrJoin() error {
	rows := independent{url: h.url}.run(h.is, `SELECT from_id || ' ' || into_id || ' ' || parted_at FROM joins WHERE shop_id = '`+string(h.shop)+`' ORDER BY 1`)
	if len(rows) == 0 {
		return nil
	}
	var from, into app.ProfileID
	var parted int64
	_, err := fmt.Sscan(rapid.SampledFrom(rows).Draw(h.r, "join"), &from, &into, &parted)
	require.NoError(h.is, err)
	if parted == 0 {
		_, err = h.PartPeople(h.t.Context(), h.shop, from, into)
	} else {
		_, err = h.JoinAgain(h.t.Context(), h.shop, from, into)
	}
	return err
}

var shops atomic.Int64

func (h *history) live() {
	h.settle(app.ShopID(fmt.Sprintf("town-%d.myshopify.com", shops.Add(1))), "Europe/Stockholm")
	for range rapid.IntRange(5, 25).Draw(h.r, "events") {
		h.now = h.now.Add(time.Duration(rapid.IntRange(1, 600).Draw(h.r, "minutes")) * time.Minute)
		switch n := rapid.IntRange(0, 10).Draw(h.r, "event"); {
		case n < 5:
			h.submit()
		case n < 7:
			h.order()
		case n < 9:
			h.befall()
		case n < 10:
			require.NoError(h.is, h.keeper.Drain(h.t.Context(), h.shop))
		default:
			h.move(rapid.SampledFrom([]string{"Europe/Stockholm", "Asia/Kathmandu", "America/Los_Angeles"}).Draw(h.r, "zone"))
		}
	}
	h.requireCounted()
}

func TestWhateverHappensTheTalliesAreWhatSQLCountsFromScratch(t *testing.T) {
	t.Parallel()
	live := func(w *world) func(is require.TestingT, r *rapid.T) {
		return func(is require.TestingT, r *rapid.T) {
			w.is = is
			h := history{world: w, r: r, brought: map[app.CustomerID]bool{}}
			h.live()
		}
	}
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		of := live(open(t, storetest.SQLite(t)))
		rapid.Check(t, func(r *rapid.T) { of(r, r) })
	})
	t.Run("postgres", func(t *testing.T) { // fewer: it differs in its statements, and takes ten times as long
		t.Parallel()
		of := live(open(t, storetest.Postgres(t)))
		for seed := range 10 {
			rapid.Custom(func(r *rapid.T) bool { of(t, r); return true }).Example(seed)
		}
	})
}
