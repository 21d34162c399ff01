package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// told is what Shopify says of a customer's email.
func told(id string, state app.ConsentState, at time.Time) app.Consent {
	return app.Consent{ID: id, Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: state, ChangedAt: at, Source: "shopify"}
}

func TestTheLedgersOfManyPeopleAreReadAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		ids := map[app.CustomerID]app.ProfileID{}
		for _, customer := range []app.CustomerID{ada, bob} {
			_, err := s.RecordResponse(t.Context(), demo, said(v, customer, "podcast", noon))
			require.NoError(t, err)
			her, err := s.CustomerProfile(t.Context(), demo, customer)
			require.NoError(t, err)
			ids[customer] = her.ID
		}
		require.NoError(t, s.RecordConsent(t.Context(), demo, ada, told("second", app.ConsentWithdrawn, noon.Add(time.Second))))
		require.NoError(t, s.RecordConsent(t.Context(), demo, ada, told("first", app.ConsentGranted, noon)))
		store.Exec(t, s, `INSERT INTO consents (shop_id, id, holder, channel, purpose, state, changed_at, source)
			VALUES (?, 'guests', ?, 'email', 'marketing', 'granted', 1, 'theme')`, demo, app.ProfileSubject(ids[bob]))
		store.Exec(t, s, "UPDATE profiles SET customer_id = 0 WHERE id = ?", string(ids[bob]))

		all, err := s.ConsentsOf(t.Context(), demo, []app.ProfileID{ids[ada], ids[bob], "nobody"})
		require.NoError(t, err)
		require.Len(t, all, 2)
		require.Len(t, all[ids[ada]], 2)
		require.Equal(t, "first", all[ids[ada]][0].ID, "the oldest first")
		require.Equal(t, "guests", all[ids[bob]][0].ID)
		require.Equal(t, app.ProfileSubject(ids[bob]), all[ids[bob]][0].Holder)

		elsewhere, err := s.ConsentsOf(t.Context(), other, []app.ProfileID{ids[ada]})
		require.NoError(t, err)
		require.Empty(t, elsewhere)
		none, err := s.ConsentsOf(t.Context(), demo, nil)
		require.NoError(t, err)
		require.Empty(t, none)
	})
}
