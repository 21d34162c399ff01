package link_test

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/seal"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const demo app.ShopID = "demo.myshopify.com"

var ringOne = strings.Repeat("A", 43) + "="

func ringOf(tb testing.TB, keys ...string) *seal.Ring {
	tb.Helper()
	ring, err := seal.NewRing(keys)
	require.NoError(tb, err)
	return ring
}

// world is a shop, and a maker of links whose clock can be set.
type world struct {
	*store.Store
	maker *link.Maker
	now   time.Time
}

func newWorld(t *testing.T, s *store.Store, keys ...string) *world {
	t.Helper()
	w := &world{Store: s, now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	w.maker = w.makerWith(t, keys...)
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{Name: "Demo"}, app.Access{Token: "t", RefreshToken: "r"}))
	return w
}

func (w *world) makerWith(t *testing.T, keys ...string) *link.Maker {
	t.Helper()
	maker, err := link.New(w.Store, ringOf(t, keys...), &url.URL{Scheme: "https", Host: "askwell.example.com"}, func() time.Time { return w.now })
	require.NoError(t, err)
	return maker
}

// answered makes a customer known, or a guest by her browser, and says under which profile.
func (w *world) answered(t *testing.T, who store.Whom) link.Holder {
	t.Helper()
	require.NoError(t, w.RecordAskings(t.Context(), demo, store.Asked{Whom: who, Survey: "s", Questions: []string{"source"}}))
	her, err := w.History(t.Context(), demo, who)
	require.NoError(t, err)
	require.NotEmpty(t, her.Profile)
	return link.Holder{Profile: her.Profile}
}

func (w *world) token(t *testing.T, of link.Holder, purpose link.Purpose) string {
	t.Helper()
	made, err := w.maker.Make(demo, of, purpose)
	require.NoError(t, err)
	token, ours := strings.CutPrefix(made.URL, "https://askwell.example.com/p/")
	require.True(t, ours)
	return token
}

func each(t *testing.T, run func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { run(t, newWorld(t, s, ringOne)) })
}

func TestALinkSpeaksForWhomItWasMade(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		const browser = "0b54ee1c-6f3b-4a2a-9a6e-0a4c3c2d1e0f"
		for _, c := range []struct {
			of   link.Holder
			want app.Speaker
		}{
			{w.answered(t, store.Whom{Customer: 7}), app.Speaker{Shop: demo, Customer: 7, Door: app.DoorLink}},
			{w.answered(t, store.Whom{Visitor: browser}), app.Speaker{Shop: demo, Visitor: browser, Door: app.DoorLink}},
			{link.Holder{Customer: 8}, app.Speaker{Shop: demo, Customer: 8, Door: app.DoorLink}},
		} {
			for _, purpose := range link.Purposes {
				token := w.token(t, c.of, purpose)
				require.Less(t, len(token), 80)
				opened, err := w.maker.Open(t.Context(), token)
				require.NoError(t, err)
				require.Equal(t, c.want, opened.Speaker)
				require.Equal(t, purpose, opened.Purpose)
			}
		}
	})
}

func TestALinkOfOnePurposeSaysNothingOfTheOther(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		of := link.Holder{Customer: 7}
		require.NotEqual(t, w.token(t, of, link.Answer), w.token(t, of, link.Preferences))
		opened, err := w.maker.Open(t.Context(), w.token(t, of, link.Answer))
		require.NoError(t, err)
		require.Equal(t, link.Answer, opened.Purpose)
	})
}

func TestALinkIsStableForAPeriodAndThenANewOneIsMade(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		of := w.answered(t, store.Whom{Customer: 7})
		first := w.token(t, of, link.Answer)
		renewed := link.RenewAt(of, w.now)
		w.now = renewed.Add(-time.Second)
		require.Equal(t, first, w.token(t, of, link.Answer))
		w.now = renewed
		require.NotEqual(t, first, w.token(t, of, link.Answer))
		_, err := w.maker.Open(t.Context(), first)
		require.NoError(t, err, "the last one is good still")
		w.now = renewed.Add(link.Period)
		opened, err := w.maker.Open(t.Context(), first)
		require.ErrorIs(t, err, link.ErrExpired)
		require.Equal(t, demo, opened.Speaker.Shop, "her page can say whose it was")
		require.Zero(t, opened.Speaker.Customer)
	})
}

func TestWhoWasMergedIsWhoWasKept(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		tokens := []string{
			w.token(t, w.answered(t, store.Whom{Customer: 7}), link.Answer),
			w.token(t, link.Holder{Customer: 7}, link.Answer),
		}
		_, err := w.MergeCustomers(t.Context(), demo, 1, 7)
		require.NoError(t, err)
		_, err = w.MergeCustomers(t.Context(), demo, 2, 1)
		require.NoError(t, err)
		for _, token := range tokens {
			opened, err := w.maker.Open(t.Context(), token)
			require.NoError(t, err)
			require.EqualValues(t, 2, opened.Speaker.Customer)
		}
	})
}

func TestWhoWasErasedIsNobodyThoughSheComesBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		before := w.answered(t, store.Whom{Customer: 7})
		tokens := []string{w.token(t, before, link.Answer), w.token(t, link.Holder{Customer: 7}, link.Preferences)}
		_, err := w.Erase(t.Context(), demo, store.ErasureOrder{Request: "r", Customer: 7, RequestedAt: time.Now(), DueAt: time.Now().Add(app.PrivacyTerm)})
		require.NoError(t, err)
		after := w.answered(t, store.Whom{Customer: 7})
		require.NotEqual(t, before, after)
		for _, token := range tokens {
			opened, err := w.maker.Open(t.Context(), token)
			require.ErrorIs(t, err, link.ErrGone)
			require.Zero(t, opened.Speaker.Customer)
		}
		opened, err := w.maker.Open(t.Context(), w.token(t, after, link.Answer))
		require.NoError(t, err)
		require.EqualValues(t, 7, opened.Speaker.Customer)
	})
}

func TestAShopThatLeftHasNoLinks(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		token := w.token(t, link.Holder{Customer: 7}, link.Answer)
		require.NoError(t, w.RecordUninstall(t.Context(), demo, time.Now().Add(time.Hour)))
		_, err := w.maker.Open(t.Context(), token)
		require.ErrorIs(t, err, link.ErrGone)
	})
}

func TestALinkOutlivesTheRotationOfKeys(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		token := w.token(t, link.Holder{Customer: 7}, link.Answer)
		newKey := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32)))
		opened, err := w.makerWith(t, newKey, ringOne).Open(t.Context(), token)
		require.NoError(t, err)
		require.EqualValues(t, 7, opened.Speaker.Customer)
		_, err = w.makerWith(t, newKey).Open(t.Context(), token)
		require.ErrorIs(t, err, link.ErrBroken)
	})
}

func TestEveryTamperedLinkIsBroken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t), ringOne)
	token := w.token(t, link.Holder{Customer: 7}, link.Answer)
	for i := range token {
		_, err := w.maker.Open(t.Context(), token[:i]+string(token[i]^1)+token[i+1:])
		require.ErrorIs(t, err, link.ErrBroken)
		_, err = w.maker.Open(t.Context(), token[:i])
		require.ErrorIs(t, err, link.ErrBroken)
	}
	_, err := w.maker.Open(t.Context(), strings.Repeat("A", 1<<20))
	require.ErrorIs(t, err, link.ErrBroken)
}

func FuzzOpen(f *testing.F) {
	maker, err := link.New(nil, ringOf(f, ringOne), &url.URL{Scheme: "https", Host: "a.example"}, time.Now)
	require.NoError(f, err)
	made, err := maker.Make(demo, link.Holder{Customer: 7}, link.Answer)
	require.NoError(f, err)
	good := strings.TrimPrefix(made.URL, "https://a.example/p/")
	f.Add("")
	f.Add(good[:len(good)-1])
	f.Add(good + "\n")
	f.Add(strings.ToUpper(good))
	f.Fuzz(func(t *testing.T, token string) {
		if token == good {
			return
		}
		opened, err := maker.Open(t.Context(), token)
		require.ErrorIs(t, err, link.ErrBroken, "nobody makes a link of ours")
		require.Zero(t, opened)
	})
}
