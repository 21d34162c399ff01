package delivery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// moves has the world's destination lead to another account, in which 7 is somebody with
// tags of the merchant's.
func (w *world) moves(t *testing.T, tags ...string) {
	d, err := w.store.Destination(t.Context(), w.shop, app.ShopifyDestination)
	require.NoError(t, err)
	d.Account += "another"
	require.NoError(t, w.store.ChangeDestination(t.Context(), w.shop, d, nil, true))
	w.memory.AddCustomer(7, tags...)
}

func (w *world) replayAll(t *testing.T) {
	_, err := w.lanes.Replay(t.Context(), w.shop, store.DeliveryFilter{})
	require.NoError(t, err)
	w.drain(t)
}

func TestWhatStoodInAnAccountIsNotBroughtIntoTheNextOne(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		for _, answer := range []string{"podcast", "friend"} {
			w.answer(t, said{customer: 7, answers: map[string]string{"source": answer}})
			w.drain(t)
		}
		w.moves(t)
		undone, err := w.lanes.Undo(t.Context(), w.shop, store.DeliveryFilter{}, false)
		require.NoError(t, err)
		require.Zero(t, undone.Places, "nothing of ours stands there")
		w.drain(t)
		require.Empty(t, properties(w.customer(7)))
		w.replayAll(t)
		require.Equal(t, quoted("friend"), properties(w.customer(7))["source"])

		undone, err = w.lanes.Undo(t.Context(), w.shop, store.DeliveryFilter{}, false)
		require.NoError(t, err)
		require.Equal(t, 2, undone.Places)
		w.drain(t)
		require.Empty(t, properties(w.customer(7)), "there was nothing before us")
		require.Empty(t, w.customer(7).Tags)
	})
}

func TestWhatIsTheMerchantsInTheNextAccountStays(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		w.moves(t, "askwell:source:podcast", "vip")
		w.replayAll(t)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "friend"}})
		w.drain(t)
		require.ElementsMatch(t, []string{"askwell:source:podcast", "askwell:source:friend", "vip"}, w.customer(7).Tags)
	})
}

// An account may be the same under another name.
func TestWhatIsTakenBackGoesThoughTheAccountWasSaidToBeAnother(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		held := w.customer(7)
		w.moves(t, held.Tags...)
		w.takeBack(t, 7, "source")
		w.drain(t)
		require.Empty(t, w.customer(7).Tags)
	})
}

func TestWhatABulkJobOfTheAccountBeforeWasToSayIsSaidInTheNextOne(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowd(t, w)
		v.drain(t)
		v.moves(t)
		v.set(func(v *vendor) { v.over = true })
		v.later(t)
		v.later(t)
		require.Len(t, v.jobs, 2)
		v.holdAll(t, "podcast")
	})
}
