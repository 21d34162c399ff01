package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// agreeing is a response that gives a consent, too.
func agreeing(v app.Version, who store.Whom, id string) store.Submitted {
	r := by(v, who, "podcast")
	r.Consents = []app.Consent{{
		ID: id, Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: app.ConsentGranted, ChangedAt: noon, Wording: "Yes, write to me", Source: "storefront",
	}}
	return r
}

func TestAGuestsConsentsGoWithHer(t *testing.T) {
	t.Parallel()
	for name, forget := range map[string]func(t *testing.T, s *store.Store){
		"when her order is erased": func(t *testing.T, s *store.Store) {
			require.NoError(t, s.EraseCustomer(t.Context(), demo, 0, []app.OrderID{5}))
		},
		"when nothing was heard of her for long": func(t *testing.T, s *store.Store) {
			silence(t, s, 400)
			trim(t, s.TrimGuests, ago(365))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				installed(t, s, demo)
				v := published(t, s, demo, "a")
				record(t, s, agreeing(v, store.Whom{Order: 5, Visitor: phone}, "guest"))
				record(t, s, agreeing(v, store.Whom{Customer: ada}, "customer"))
				forget(t, s)
				require.Equal(t, []string{"customer"}, store.Strings(t, s, "SELECT id FROM consents"))
			})
		})
	}
}

func TestWhatAGuestBeganBeforeSheErasedHerselfIsRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Visitor: phone}, "podcast"))
		_, err := s.EraseGuest(t.Context(), demo, phone, store.ErasureOrder{Request: "r", RequestedAt: noon, DueAt: noon.Add(time.Hour)})
		require.NoError(t, err)
		late := by(v, store.Whom{Visitor: phone}, "friend")
		late.Response.StartedAt = before
		_, err = s.RecordResponse(t.Context(), demo, late)
		require.True(t, app.Is(err, app.Conflict), "%v", err)
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM responses"))
		anew := by(v, store.Whom{Visitor: phone}, "friend")
		anew.Response.StartedAt, anew.Response.SubmittedAt = after, after
		record(t, s, anew)
	})
}

func TestAConsentGivenAsACustomerMergedBeforeIsHers(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, said(v, 1, "kept", noon))
		record(t, s, said(v, 2, "gone", noon))
		merge(t, s, 1, 2)
		_, err := s.Prefer(t.Context(), demo, store.Preferring{Customer: 2, At: noon, Consents: []app.Consent{{
			ID: "late", Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: app.ConsentGranted, ChangedAt: noon, Source: "storefront",
		}}})
		require.NoError(t, err)
		require.Equal(t, []string{"customer/1 customer/2"}, store.Strings(t, s, "SELECT holder || ' ' || origin FROM consents"))
		require.NoError(t, s.EraseCustomer(t.Context(), demo, 2, nil))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM consents"))
	})
}

func TestAConsentOfOneWhoWasMergedIntoADeletedCustomerIsErasedWithHer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		record(t, s, said(published(t, s, demo, "a"), 3, "kept", noon))
		merge(t, s, 3, 2)
		require.NoError(t, s.ForgetCustomer(t.Context(), demo, 3))
		require.NoError(t, s.RecordConsent(t.Context(), demo, 2, app.Consent{
			ID: "hers", Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: app.ConsentGranted, ChangedAt: noon, Source: "shopify",
		}))
		require.NoError(t, s.EraseCustomer(t.Context(), demo, 2, nil))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM consents"))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM responses"), "of the one who was kept nothing goes")
	})
}
