package ledger_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/ledger"
)

func TestTheNewestComesFirst(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	for i := range 5 {
		l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: fmt.Sprint(i)})
	}
	entries, next := l.List(ledger.Filter{Shop: demo, Limit: 2})
	require.Equal(t, []string{"4", "3"}, titles(entries))
	entries, next = l.List(ledger.Filter{Shop: demo, Limit: 2, Before: next})
	require.Equal(t, []string{"2", "1"}, titles(entries))
	entries, next = l.List(ledger.Filter{Shop: demo, Limit: 2, Before: next})
	require.Equal(t, []string{"0"}, titles(entries))
	require.Zero(t, next)
}

func TestAFilterAsksAboutEverything(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: "ada tagged", Subjects: []string{ada}})
	l.Record(ledger.Entry{Shop: demo, Kind: ledger.Webhook, Title: "bob told", Subjects: []string{bob}, Request: ledger.Message{Body: `{"note":"Zebra"}`}})
	l.Record(ledger.Entry{Shop: "other.myshopify.com", Kind: ledger.Admin, Title: "elsewhere", Subjects: []string{ada}})
	l.Record(ledger.Entry{Kind: ledger.Control, Title: "ten days later"})
	for _, c := range []struct {
		filter ledger.Filter
		want   []string
	}{
		{ledger.Filter{}, []string{"ten days later", "elsewhere", "bob told", "ada tagged"}},
		{ledger.Filter{Shop: demo}, []string{"ten days later", "bob told", "ada tagged"}},
		{ledger.Filter{Shop: demo, Subjects: []string{ada}}, []string{"ada tagged"}},
		{ledger.Filter{Shop: demo, Subjects: []string{ada, ledger.Everybody}}, []string{"ten days later", "ada tagged"}},
		{ledger.Filter{Kinds: []ledger.Kind{ledger.Webhook, ledger.Control}}, []string{"ten days later", "bob told"}},
		{ledger.Filter{Text: "zEBRA"}, []string{"bob told"}},
		{ledger.Filter{Text: "customer/2"}, []string{"bob told"}},
		{ledger.Filter{Text: "nothing like it"}, []string{}},
	} {
		entries, _ := l.List(c.filter)
		require.Equal(t, c.want, titles(entries), "%+v", c.filter)
	}
}

func TestAShopKeepsOnlySoMany(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{Entries: 10})
	quiet := l.Record(ledger.Entry{Shop: "quiet.myshopify.com", Kind: ledger.Page})
	var ids []uint64
	for range 25 {
		ids = append(ids, l.Record(ledger.Entry{Shop: demo, Kind: ledger.Page}))
	}
	entries, _ := l.List(ledger.Filter{Shop: demo})
	require.Len(t, entries, 10)
	require.Equal(t, ids[24], entries[0].ID)
	_, found := l.Find(ids[14])
	require.False(t, found)
	require.False(t, l.Update(ids[0], func(*ledger.Entry) {}))
	_, found = l.Find(quiet)
	require.True(t, found)
}

func TestTheNoisiestShopForgetsFirst(t *testing.T) {
	t.Parallel()
	const room = 256 << 10
	l := newLedger(ledger.Options{Bytes: room})
	quiet := l.Record(ledger.Entry{Shop: "quiet.myshopify.com", Kind: ledger.Page})
	for range 100 {
		l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Answer: ledger.Message{Body: strings.Repeat("x", 32<<10)}})
	}
	entries, _ := l.List(ledger.Filter{Shop: demo})
	kept := 0
	for _, e := range entries {
		kept += len(e.Answer.Body)
	}
	require.LessOrEqual(t, kept, room)
	require.Greater(t, kept, room/2)
	_, found := l.Find(quiet)
	require.True(t, found)
}

func TestALongBodyIsCutAndSaysSo(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	body := strings.Repeat("é", ledger.MaxBody)
	id := l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Request: ledger.Message{Body: "x" + body}, Answer: ledger.Message{Body: "\xff\xfe\x00picture"}})
	e, _ := l.Find(id)
	require.True(t, e.Request.Cut)
	require.Equal(t, int64(2*ledger.MaxBody+1), e.Request.Bytes)
	require.Equal(t, "x"+strings.Repeat("é", ledger.MaxBody/2-1), e.Request.Body, "no half character at the end")
	require.True(t, e.Answer.Binary)
	require.Empty(t, e.Answer.Body)
	require.Equal(t, int64(10), e.Answer.Bytes)
}

func TestAnUpdateLeavesWhatWasReadAlone(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	id := l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, State: ledger.Busy, Subjects: []string{ada}})
	before, _ := l.Find(id)
	require.True(t, l.Update(id, func(e *ledger.Entry) {
		e.State, e.Subjects[0], e.ID, e.Shop = ledger.OK, bob, 99, "thief.myshopify.com"
	}))
	after, _ := l.Find(id)
	require.Equal(t, ledger.Busy, before.State)
	require.Equal(t, []string{ada}, before.Subjects)
	require.Equal(t, ledger.OK, after.State)
	require.Equal(t, demo, after.Shop)
	require.Equal(t, before.At, after.At)
}

func TestConcurrentUpdatesAreAllKept(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for range 25 {
				l.Revise(demo, "delivery-1", func(e *ledger.Entry) { e.Kind, e.Took = ledger.Webhook, e.Took+1 })
				l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: fmt.Sprint(i)})
			}
		})
	}
	group.Wait()
	entries, _ := l.List(ledger.Filter{Kinds: []ledger.Kind{ledger.Webhook}})
	require.Len(t, entries, 1)
	require.Equal(t, 200, int(entries[0].Took))
}

func TestClearForgetsOneShop(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	l.Revise(demo, "k", func(e *ledger.Entry) { e.Kind = ledger.Webhook })
	l.Record(ledger.Entry{Shop: "other.myshopify.com", Kind: ledger.Page, Title: "stays"})
	l.Clear(demo)
	entries, _ := l.List(ledger.Filter{})
	require.Equal(t, []string{"stays"}, titles(entries))
	l.Clear("")
	entries, _ = l.List(ledger.Filter{})
	require.Empty(t, entries)
}
