package preference_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/store"
)

func where(surface app.Surface) capture.Where {
	return capture.Where{Survey: "welcome", Surface: surface, Own: true}
}

func TestACustomerSeesNothingOfAnotherAndChangesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.answers(customer(ada), "gid://shopify/Order/5", map[string]any{"source": "podcast"})
		require.Empty(w, w.values(customer(grace)))
		w.applies(customer(grace), preference.Change{Clear: []string{"source"}, Snooze: []preference.Snooze{{Question: "wish", Never: true}}})
		require.Equal(w, map[string]string{"source": `"podcast"`}, w.values(customer(ada)))
		require.Nil(w, w.question(customer(ada), "wish").Snoozed)
	})
}

func TestAnotherCustomersIdOfAChangeIsNoKeyToIt(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		id := w.applies(customer(ada), preference.Change{Set: raw(w, map[string]any{"source": "podcast"})})
		w.applies(customer(grace), preference.Change{ID: id, Set: raw(w, map[string]any{"source": "friend"})})
		require.Equal(w, map[string]string{"source": `"podcast"`}, w.values(customer(ada)))
		require.Empty(w, w.values(customer(grace)), "it was done before, by somebody else: she is told nothing of it")
	})
}

func TestACustomersBrowserIsNoGuestsKey(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		visitor := newID()
		by := customer(ada)
		by.Visitor = visitor
		w.answers(by, "", map[string]any{"source": "podcast"})
		require.Empty(w, w.values(guest(visitor)), "what a customer holds wants her own proof")
		w.applies(guest(visitor), preference.Change{Set: raw(w, map[string]any{"source": "friend"}), Clear: []string{"wish"}})
		require.Equal(w, map[string]string{"source": `"podcast"`}, w.values(customer(ada)))
		require.Equal(w, map[string]string{"source": `"friend"`}, w.values(guest(visitor)))
	})
}

func TestAGuestHasWhatHerOwnBrowserSaid(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		visitor := newID()
		w.answers(guest(visitor), "", map[string]any{"source": "podcast", "wish": "rain"})
		require.Equal(w, map[string]string{"source": `"podcast"`, "wish": `"rain"`}, w.values(guest(visitor)))
		require.Empty(w, w.values(guest(newID())))
		w.applies(guest(newID()), preference.Change{Set: raw(w, map[string]any{"source": "friend"})})
		require.Equal(w, `"podcast"`, w.values(guest(visitor))["source"])

		w.applies(guest(visitor), preference.Change{
			Clear: []string{"wish"}, Consents: []preference.Choice{{Channel: "email", Purpose: "marketing", Granted: true, Wording: "Yes."}},
		})
		require.Equal(w, map[string]string{"source": `"podcast"`}, w.values(guest(visitor)))
		require.Equal(w, map[string]app.ConsentState{"email marketing": app.ConsentGranted}, w.states(guest(visitor)))
		require.Empty(w, w.planned(), "nobody knows her yet")
	})
}

func TestAnOrdersNameIsNoGuestsKey(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		const order = "gid://shopify/Order/5"
		hers, thief := newID(), newID()
		w.answers(guest(hers), order, map[string]any{"source": "podcast", "wish": "rain"})
		w.answers(guest(thief), order, map[string]any{"mobile": "+46701234567"}) // and so speaks as that order's guest
		require.Empty(w, w.values(guest(thief)))
		w.applies(guest(thief), preference.Change{
			Set: raw(w, map[string]any{"source": "friend"}), Clear: []string{"wish"}, Snooze: []preference.Snooze{{Question: "way", Never: true}},
		})
		said, err := w.store.SaidOnOrders(w.Context(), demo, []app.OrderID{5})
		require.NoError(w, err)
		values := map[string]string{}
		for _, one := range said {
			values[one.Key] = string(one.Value.JSON)
		}
		require.Equal(w, `"podcast"`, values["source"])
		require.Equal(w, `"rain"`, values["wish"])
		h, err := w.store.History(w.Context(), demo, store.Whom{Order: 5})
		require.NoError(w, err)
		require.Empty(w, h.Snoozes)
		require.Equal(w, map[string]string{"source": `"friend"`}, w.values(guest(thief)), "what she sets is her own browser's")
	})
}

func TestACustomerWhoNamesAnotherBrowserGetsNothingOfIt(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		visitor := newID()
		w.answers(guest(visitor), "", map[string]any{"source": "podcast"})
		thief := customer(grace)
		thief.Visitor = visitor
		require.Empty(w, w.values(thief))
		w.applies(thief, preference.Change{Set: raw(w, map[string]any{"wish": "hers"}), Clear: []string{"source"}})
		require.Equal(w, map[string]string{"source": `"podcast"`}, w.values(guest(visitor)))
		require.Equal(w, map[string]string{"wish": `"hers"`}, w.values(customer(grace)))
	})
}

func TestNobodyHasNothingAndChangesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.answers(customer(ada), "", map[string]any{"source": "podcast"})
		k := w.known(app.Speaker{Shop: demo, Door: app.DoorProxy})
		require.Empty(w, k.Sections)
		require.Empty(w, k.Consents)
		require.Equal(w, map[string]string{"visitor": "required"},
			w.refuses(app.Speaker{Shop: demo, Door: app.DoorProxy}, preference.Change{Set: raw(w, map[string]any{"source": "friend"})}))
		_, err := w.keeper.Known(w.Context(), guest("not-a-uuid"), "en")
		require.True(w, app.Is(err, app.Invalid))
	})
}

func TestAShopThatDoesNotKnowUsKeepsNothing(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		stranger := app.Speaker{Shop: "other-shop.myshopify.com", Customer: ada, Door: app.DoorAccount}
		_, err := w.keeper.Known(w.Context(), stranger, "en")
		require.True(w, app.Is(err, app.NotFound), "%v", err)
		err = w.keeper.Apply(w.Context(), stranger, preference.Change{ID: newID(), Snooze: []preference.Snooze{{Question: "way"}}})
		require.True(w, app.Is(err, app.NotFound), "%v", err)
	})
}
