package preference_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/store"
)

const theirs = "gid://shopify/Order/5"

// staffFor is a member of staff who speaks for the guest of an order.
func staffFor(order app.OrderID) app.Speaker {
	return app.Speaker{Shop: demo, Order: order, Door: app.DoorStaff, By: "user/7", Why: "She called."}
}

func TestStaffWriteDownWhatTheGuestOfAnOrderSays(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		visitor := newID()
		w.answers(guest(visitor), theirs, map[string]any{"source": "podcast"})
		w.rung = nil
		change := preference.Change{Set: raw(w, map[string]any{"source": "friend", "wish": "rain"})}
		change.ID = w.applies(staffFor(5), change)
		require.NotEmpty(w, w.rung, "what is written on her order is told at once")
		require.Equal(w, map[string]string{"source": `"friend"`, "wish": `"rain"`}, w.values(staffFor(5)))
		answer := w.question(staffFor(5), "source").Answer
		require.True(w, answer.ByStaff)
		require.Equal(w, app.SurfaceStaff, answer.Surface)
		said, err := w.store.SaidOnOrders(w.Context(), demo, []app.OrderID{5})
		require.NoError(w, err)
		for _, one := range said {
			require.Equal(w, "user/7", one.By, "who wrote it down is known")
		}
		require.Len(w, said, 2)
		require.Equal(w, 2, w.known(staffFor(5)).Counts.Responses, "she is who answered before")

		w.applies(staffFor(5), change)
		require.Equal(w, 2, w.known(staffFor(5)).Counts.Responses, "sent twice, it is written down once")
		require.Empty(w, w.values(guest(visitor)), "her browser is told nothing: an order's name is no proof")
		require.Empty(w, w.values(staffFor(6)))

		w.applies(staffFor(5), preference.Change{Clear: []string{"source"}, Snooze: []preference.Snooze{{Question: "way", Never: true}}})
		require.Equal(w, map[string]string{"wish": `"rain"`}, w.values(staffFor(5)))
		require.True(w, w.question(staffFor(5), "way").Snoozed.Never)
		said, err = w.store.SaidOnOrders(w.Context(), demo, []app.OrderID{5})
		require.NoError(w, err)
		require.Len(w, said, 1, "what is taken back is forgotten of the order, too")
	})
}

func TestStaffWriteDownForAGuestOnlyWhatShePermits(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.publish(body())
		require.Contains(w, w.refuses(staffFor(5), preference.Change{Set: raw(w, map[string]any{"skin": "dry"})}), "set.skin")
		mute := staffFor(5)
		mute.Why = ""
		require.Equal(w, map[string]string{"reason": "required"}, w.refuses(mute, preference.Change{Set: raw(w, map[string]any{"wish": "rain"})}))
		w.applies(staffFor(5), preference.Change{Set: raw(w, map[string]any{"skin": "dry", "health_ok": true})})
		require.Equal(w, `"dry"`, w.values(staffFor(5))["skin"], "nobody had answered for the order before")
		profiles, err := w.store.ProfilesOf(w.Context(), demo, store.Whom{Order: 5})
		require.NoError(w, err)
		require.Len(w, profiles, 1)
		ledger, err := w.store.Consents(w.Context(), demo, app.ProfileSubject(profiles[0]))
		require.NoError(w, err)
		require.Len(w, ledger, 1)
		require.Equal(w, []string{"user/7", "staff"}, []string{ledger[0].By, ledger[0].Source})
	})
}

func TestWhoseAnOrderIsIsWhomStaffSpeakFor(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		_, err := w.store.RecordOrder(w.Context(), demo, app.Order{Shop: demo, ID: 5, Customer: ada, CreatedAt: time.Now(), UpdatedAt: time.Now()})
		require.NoError(w, err)
		w.applies(staffFor(5), preference.Change{Set: raw(w, map[string]any{"wish": "rain"})})
		require.Equal(w, map[string]string{"wish": `"rain"`}, w.values(customer(ada)))
		require.Equal(w, map[string]string{"wish": `"rain"`}, w.values(staffFor(5)))
		w.applies(staffFor(5), preference.Change{Clear: []string{"wish"}})
		require.Empty(w, w.values(customer(ada)))
	})
}

func TestStaffChangeNothingOfABrowserTheyName(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		visitor := newID()
		w.answers(guest(visitor), "", map[string]any{"source": "podcast"})
		named := staffFor(5)
		named.Visitor = visitor
		w.applies(named, preference.Change{Set: raw(w, map[string]any{"wish": "rain"}), Clear: []string{"source"}})
		require.Equal(w, map[string]string{"source": `"podcast"`}, w.values(guest(visitor)))
		require.Equal(w, map[string]string{"wish": `"rain"`}, w.values(staffFor(5)))
	})
}

func TestOnlyStaffAreKnownByAnOrder(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.answers(guest(newID()), theirs, map[string]any{"source": "podcast"})
		thief := guest("")
		thief.Order = 5
		require.Empty(w, w.values(thief))
		require.Contains(w, w.refuses(thief, preference.Change{Clear: []string{"source"}}), "visitor")
		require.Equal(w, map[string]string{"source": `"podcast"`}, w.values(staffFor(5)))
	})
}

// What nothing ties to an order would be found neither for her nor when she is erased.
func TestNothingIsWrittenDownForAGuestBeforeSheHasAnswered(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		_, err := w.store.RecordOrder(w.Context(), demo, app.Order{Shop: demo, ID: 5, CreatedAt: time.Now(), UpdatedAt: time.Now()})
		require.NoError(w, err)
		mail := preference.Choice{Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, Granted: true, Wording: "Mail me."}
		later := preference.Snooze{Question: "way", Never: true}
		for _, change := range []preference.Change{{Consents: []preference.Choice{mail}}, {Snooze: []preference.Snooze{later}}} {
			require.Equal(w, map[string]string{"set": "required"}, w.refuses(staffFor(5), change))
		}
		w.applies(staffFor(5), preference.Change{Set: raw(w, map[string]any{"wish": "rain"}), Consents: []preference.Choice{mail}, Snooze: []preference.Snooze{later}})
		require.True(w, w.question(staffFor(5), "way").Snoozed.Never)
		kept, err := w.store.Kept(w.Context(), demo, store.Whom{Order: 5})
		require.NoError(w, err)
		require.Len(w, kept.Ledger, 1)
		require.Len(w, kept.Profiles, 1)
	})
}
