package delivery_test

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// ledger is a history in which what people permit changes, too, and may be told late.
type ledger struct {
	*history
	purposes []app.Purpose
	entries  map[app.CustomerID][]app.Consent
}

// matters are what the answers' purposes depend on.
var matters = []app.Consent{
	marketing(app.ChannelEmail, ""), marketing(app.ChannelSMS, ""), {Channel: app.ChannelPersonalisation, Purpose: "research"},
}

// Say records what somebody says of a consent, now or a while ago.
func (l *ledger) Say(t *rapid.T) {
	c := rapid.SampledFrom(matters).Draw(t, "matter")
	c.State = rapid.SampledFrom([]app.ConsentState{app.ConsentGranted, app.ConsentGranted, app.ConsentPending, app.ConsentWithdrawn}).Draw(t, "state")
	c.ID, c.Source = uuid.NewString(), rapid.SampledFrom([]string{"theme", "shopify"}).Draw(t, "source")
	l.clock.Advance(time.Second)
	c.ChangedAt = l.clock.Now().Add(-time.Duration(rapid.IntRange(0, 5).Draw(t, "minutes late")) * time.Minute)
	l.record(t, app.CustomerID(rapid.IntRange(1, customers).Draw(t, "customer")), c)
}

func (l *ledger) record(t *rapid.T, customer app.CustomerID, c app.Consent) {
	require.NoError(t, l.store.RecordConsent(context.Background(), l.shop, customer, c))
	l.entries[customer] = append(l.entries[customer], c)
}

// Repeat tells old news once more.
func (l *ledger) Repeat(t *rapid.T) {
	customer := app.CustomerID(rapid.IntRange(1, customers).Draw(t, "customer"))
	if len(l.entries[customer]) == 0 {
		t.Skip("nothing was said")
	}
	require.NoError(t, l.store.RecordConsent(context.Background(), l.shop, customer, rapid.SampledFrom(l.entries[customer]).Draw(t, "again")))
}

// Decide has the merchant use answers otherwise. It is rare: it has everything looked
// at, and would hide what is not looked at when it must be.
func (l *ledger) Decide(t *rapid.T) {
	if rapid.IntRange(0, 5).Draw(t, "seldom") > 0 {
		t.Skip("not now")
	}
	list := app.DefaultPurposes()
	for i := range list {
		if list[i].Key == app.PurposeMarketing || list[i].Key == "research" {
			list[i].Basis = rapid.SampledFrom([]app.Basis{app.BasisConsent, app.BasisContract, app.BasisInterest}).Draw(t, "basis")
			list[i].Destinations = rapid.SampledFrom([][]string{nil, nil, {"shopify"}, {"klaviyo"}, {}}).Draw(t, "destinations")
		}
	}
	l.purposes = list
	require.NoError(t, l.store.SetPurposes(context.Background(), l.shop, list))
	l.Plan(t)
}

// Plan sweeps, as is done every few seconds.
func (l *ledger) Plan(t *rapid.T) { require.NoError(t, l.lanes.Repurpose(context.Background())) }

// newest are the entries that count of a matter: by a second, plainer reading of the
// rule.
func (l *ledger) newest(of app.CustomerID, channel app.Channel, purpose string) (counts []app.Consent) {
	less := []app.ConsentState{app.ConsentGranted, app.ConsentPending, app.ConsentWithdrawn}
	for _, c := range l.entries[of] {
		if c.Channel != channel || c.Purpose != purpose {
			continue
		}
		after := 1
		if len(counts) > 0 {
			after = cmp.Or(c.ChangedAt.Compare(counts[0].ChangedAt), slices.Index(less, c.State)-slices.Index(less, counts[0].State))
		}
		if after > 0 {
			counts = nil
		}
		if after >= 0 {
			counts = append(counts, c)
		}
	}
	return counts
}

func (l *ledger) state(of app.CustomerID, channel app.Channel, purpose string) app.ConsentState {
	if counts := l.newest(of, channel, purpose); len(counts) > 0 {
		return counts[0].State
	}
	return ""
}

// permitted is whether an answer may be at the destination.
func (l *ledger) permitted(of app.CustomerID, key string, version int) bool {
	if version < 3 {
		return true // it is for personalisation, and nobody objects to that
	}
	wanted := map[string]string{"source": app.PurposeMarketing, "size": "research"}[key]
	p := l.purposes[slices.IndexFunc(l.purposes, func(p app.Purpose) bool { return p.Key == wanted })]
	if p.Destinations != nil && !slices.Contains(p.Destinations, "shopify") {
		return false
	}
	granted, withdrawn := false, false
	for _, c := range p.Channels {
		granted = granted || l.state(of, c, wanted) == app.ConsentGranted
		withdrawn = withdrawn || l.state(of, c, wanted) == app.ConsentWithdrawn
	}
	return p.Basis == app.BasisContract || p.Basis == app.BasisConsent && granted || p.Basis == app.BasisInterest && !withdrawn
}

// may is what may be where this was said, and the keys of what may not.
func (l *ledger) may(of app.CustomerID, answers map[string]said) (want map[string]string, refused []string) {
	want = map[string]string{}
	for key, s := range answers {
		if l.permitted(of, key, s.version) {
			want[key] = quoted(s.answers[key])
		} else {
			refused = append(refused, key)
		}
	}
	return want, refused
}

// hold compares what the destination holds with what it may hold, and what is said to
// be kept from it with what is.
func (l *ledger) hold(t *rapid.T) {
	onOrders := map[app.CustomerID][]string{}
	for o, of := range l.orders {
		want, refused := l.may(of, l.ordered[o])
		require.Equal(t, want, properties(l.order(o)), "properties of order %d", o)
		onOrders[of] = append(onOrders[of], refused...)
	}
	for c := range app.CustomerID(customers) {
		want, refused := l.may(c+1, l.people[c+1])
		require.Equal(t, want, properties(l.customer(c+1)), "properties of customer %d", c+1)
		if len(l.people[c+1]) == 0 {
			continue
		}
		told := l.refusals(t, c+1)
		for _, key := range refused {
			require.NotEmpty(t, told["shopify "+key], "%s of customer %d is kept back, and nobody says so", key, c+1)
		}
		for place := range told {
			require.Contains(t, slices.Concat(refused, onOrders[c+1]), strings.TrimPrefix(place, "shopify "), "customer %d", c+1)
		}
	}
}

// say compares the consents the destination keeps with what was said, unless it said so
// itself.
func (l *ledger) say(t *rapid.T) {
	for c := range app.CustomerID(customers) {
		counts := l.newest(c+1, app.ChannelEmail, app.PurposeMarketing)
		if len(l.people[c+1]) == 0 || len(counts) == 0 || slices.ContainsFunc(counts, func(c app.Consent) bool { return c.Source == "shopify" }) {
			continue
		}
		held := l.customer(c + 1).Consents[app.ChannelEmail]
		require.Equal(t, counts[0].State, held.State, "customer %d", c+1)
		require.True(t, counts[0].ChangedAt.Equal(held.At), "customer %d", c+1)
	}
}

func TestWhateverIsSaidTheDestinationHoldsExactlyWhatIsPermitted(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := openStore(t, url(t))
			rapid.Check(t, func(t *rapid.T) { liveByTheLedger(t, s, c) })
		})
	}
}

func liveByTheLedger(t *rapid.T, s *store.Store, c *clock) {
	w := newWorld(t, s, c)
	w.purposes(t)
	w.memory.Consents = []app.Channel{app.ChannelEmail}
	l := &ledger{history: newHistory(t, w), purposes: app.DefaultPurposes(), entries: map[app.CustomerID][]app.Consent{}}
	l.versions = 3
	t.Repeat(map[string]func(*rapid.T){
		"answer": l.Answer, "say": l.Say, "say more": l.Say, "repeat": l.Repeat, "decide": l.Decide, "plan": l.Plan, "order": l.Order,
		"drain": l.Drain, "crash": l.Crash, "sleep": l.Sleep, "wait": l.Wait, "": l.Check,
	})
	l.settle(t)
	l.hold(t)
	l.say(t)
}
