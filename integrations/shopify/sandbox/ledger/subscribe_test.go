package ledger_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/ledger"
)

// next takes a batch, which must come.
func next(t *testing.T, s *ledger.Subscription) ledger.Batch {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	batch, err := s.Next(ctx)
	require.NoError(t, err)
	return batch
}

// quiet fails when there is a batch.
func quiet(t *testing.T, s *ledger.Subscription) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := s.Next(ctx)
	require.ErrorIs(t, err, context.DeadlineExceeded)
}

func TestASubscriptionStartsWithTheNewestAndGoesOn(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	for i := range 5 {
		l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: fmt.Sprint(i)})
	}
	s := l.Subscribe(ledger.Filter{Shop: demo, Limit: 2}, "")
	batch := next(t, s)
	require.True(t, batch.Reset)
	require.Equal(t, []string{"3", "4"}, titles(batch.Entries))
	quiet(t, s)

	id := l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: "5", State: ledger.Busy})
	require.Equal(t, []string{"5"}, titles(next(t, s).Entries))
	l.Update(id, func(e *ledger.Entry) { e.State = ledger.OK })
	batch = next(t, s)
	require.False(t, batch.Reset)
	require.Equal(t, ledger.OK, batch.Entries[0].State)
	l.Record(ledger.Entry{Shop: "other.myshopify.com", Kind: ledger.Admin})
	quiet(t, s)
}

func TestASubscriptionResumesWhereItWas(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	first := l.Record(ledger.Entry{Shop: demo, Kind: ledger.Webhook, Title: "first"})
	l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: "second"})
	seen := next(t, l.Subscribe(ledger.Filter{}, "")).Entries
	place := l.Place(seen[1])

	l.Update(first, func(e *ledger.Entry) { e.Title = "first, again" })
	l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: "third"})
	batch := next(t, l.Subscribe(ledger.Filter{}, place))
	require.False(t, batch.Reset)
	require.Equal(t, []string{"first, again", "third"}, titles(batch.Entries))

	for _, foreign := range []string{"another.1", "nonsense", place + "9999"} {
		require.True(t, next(t, l.Subscribe(ledger.Filter{}, foreign)).Reset, foreign)
	}
	l.Clear(demo)
	batch = next(t, l.Subscribe(ledger.Filter{}, place))
	require.True(t, batch.Reset, "what was shown is gone")
	require.Empty(t, batch.Entries)
}

func TestASlowReaderHoldsNobodyAndMissesNoLastVersion(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{Entries: 50})
	s := l.Subscribe(ledger.Filter{}, "")
	next(t, s)
	id := uint64(0)
	for i := range 10_000 { // would fill any queue
		id = l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: fmt.Sprint(i), State: ledger.Busy})
		l.Update(id, func(e *ledger.Entry) { e.State = ledger.OK })
	}
	batch := next(t, s)
	require.Len(t, batch.Entries, 50)
	require.Equal(t, id, batch.Entries[49].ID)
	for _, e := range batch.Entries {
		require.Equal(t, ledger.OK, e.State)
	}
}

func TestAClosedLedgerEndsItsSubscriptions(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	s := l.Subscribe(ledger.Filter{}, "")
	next(t, s)
	time.AfterFunc(10*time.Millisecond, l.Close)
	_, err := s.Next(t.Context())
	require.ErrorIs(t, err, ledger.ErrClosed)
}
