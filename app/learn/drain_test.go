package learn_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestACustomerAndWhatSheBoughtAreReadFromTheShop(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		var made struct {
			Data struct {
				TagsAdd       struct{ UserErrors []any }
				SegmentCreate struct{ Segment struct{ ID string } }
			}
		}
		her, order := w.buy("new@example.com", "low-tide")
		w.ask(fmt.Sprintf(`mutation{tagsAdd(id:%q,tags:["Gold"]){userErrors{message}} segmentCreate(name:"Buyers",query:"number_of_orders >= 1"){segment{id}}}`, her.GID()), &made)
		require.NotEmpty(t, made.Data.SegmentCreate.Segment.ID)
		w.learn()
		got := w.facts(her, order)
		for name, want := range map[string]any{
			"shopper.orders": 1.0, "shopper.spent": 27.8, "shopper.returning": false, "shopper.days_since_order": 0.0,
			"shopper.days_since_first_order": 0.0, "shopper.tags": []any{"gold"},
			"bought.products": []any{"low-tide"}, "order.products": []any{"low-tide"},
		} {
			require.Equal(t, want, got[name], name)
		}
		require.Contains(t, got["shopper.segments"], "Buyers")
		require.Contains(t, got["order.collections"], "all")
		require.NotEmpty(t, got["order.types"])
		require.NotEmpty(t, got["order.vendors"])
		due, err := s.DueReads(t.Context(), time.Now(), 1)
		require.NoError(t, err)
		require.Empty(t, due)
	})
}

func TestTheMembersOfANewSegmentAreLearned(t *testing.T) {
	t.Parallel()
	w := newTown(t, storetest.New(t))
	her, _ := w.buy("new@example.com", "low-tide")
	w.learn()
	require.NotContains(t, w.facts(her, 0)["shopper.segments"], "Late")
	var made struct {
		Data struct {
			SegmentCreate struct{ Segment struct{ ID string } }
		}
	}
	w.ask(`mutation{segmentCreate(name:"Late",query:"number_of_orders >= 1"){segment{id}}}`, &made)
	var id app.SegmentID
	_, err := fmt.Sscanf(made.Data.SegmentCreate.Segment.ID, "gid://shopify/Segment/%d", &id)
	require.NoError(t, err)
	require.NoError(t, w.store.ChangeSegment(t.Context(), demo, app.Segment{ID: id, Name: "Late"}, time.Now()))
	w.learn()
	require.Contains(t, w.facts(her, 0)["shopper.segments"], "Late")
}

func TestWhatCouldNotBeReadIsReadLater(t *testing.T) {
	t.Parallel()
	w := newTown(t, storetest.New(t))
	her, _ := w.buy("new@example.com", "low-tide")
	w.post("/_sandbox/faults", `{"error_rate":1}`, nil)
	again, err := w.learner.Drain(t.Context(), demo)
	require.Error(t, err)
	require.False(t, again)
	w.post("/_sandbox/faults", `{}`, nil)
	w.learn()
	require.NotContains(t, w.facts(her, 0), "shopper.tags", "it waits first")
	due, err := w.store.DueReads(t.Context(), time.Now().Add(time.Minute), 1)
	require.NoError(t, err)
	require.Equal(t, []app.ShopID{demo}, due, "but not for ever")
}
