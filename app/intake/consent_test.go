package intake_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
)

// The consents that Shopify keeps.
var (
	emailed = consent.Matter{Channel: app.ChannelEmail, Purpose: app.PurposeMarketing}
	texted  = consent.Matter{Channel: app.ChannelSMS, Purpose: app.PurposeMarketing}
	chatted = consent.Matter{Channel: app.ChannelWhatsApp, Purpose: app.PurposeMarketing}
)

// emailConsent is what Shopify tells of a customer's email at a minute of the hour.
func emailConsent(customer, minute int, state, level string) letter {
	return letter{
		topic: "customers_email_marketing_consent/update", id: uuid.NewString(),
		body: fmt.Sprintf(`{"customer_id":%d,"email_address":"ada@example.com","email_marketing_consent":{"state":%q,"opt_in_level":%q,"consent_updated_at":"2026-01-22T10:%02d:00Z"}}`,
			customer, state, level, minute),
	}
}

func (b *bundle) consents(customer app.CustomerID) []app.Consent {
	b.t.Helper()
	list, err := b.store.Consents(b.t.Context(), demo, app.CustomerSubject(customer))
	require.NoError(b.t, err)
	return list
}

func TestConsentsLateTwiceAndInAnyOrderStandByTheirMoments(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.install()
		letters := []letter{
			emailConsent(42, 1, "pending", "confirmed_opt_in"),
			emailConsent(42, 2, "subscribed", "confirmed_opt_in"),
			emailConsent(42, 3, "unsubscribed", "confirmed_opt_in"),
			emailConsent(42, 4, "subscribed", "single_opt_in"),
			emailConsent(42, 4, "unsubscribed", "single_opt_in"), // at one moment: the one that gives less
			{
				topic: "customers_marketing_consent/update", id: uuid.NewString(),
				body: `{"id":42,"phone":"+46701740605","sms_marketing_consent":{"state":"SUBSCRIBED","opt_in_level":"SINGLE_OPT_IN","consent_updated_at":"2026-01-22T10:00:00Z","consent_collected_from":"SHOPIFY"}}`,
			},
			{
				topic: "customers_whats_app_marketing_consent/update", id: uuid.NewString(),
				body: `{"customer_id":42,"whats_app_marketing_consent":{"state":"pending","opt_in_level":"confirmed_opt_in","consent_updated_at":"2026-01-22T10:00:00Z"}}`,
			},
		}
		letters = append(letters, letters...) // each twice, under one id
		for seed := range uint64(3) {
			for i := range letters {
				if seed > 0 { // and again as news of its own
					letters[i].id = uuid.NewString()
				}
			}
			rand.New(rand.NewPCG(seed, 0)).Shuffle(len(letters), func(i, j int) { letters[i], letters[j] = letters[j], letters[i] })
			b.take(letters...)
			ledger := b.consents(42)
			require.Len(t, ledger, 7)
			standing := consent.Standing(ledger)
			require.Equal(t, app.ConsentWithdrawn, standing[emailed].State)
			require.Equal(t, app.ConsentGranted, standing[texted].State)
			require.Equal(t, "single_opt_in", standing[texted].OptIn)
			require.Equal(t, app.ConsentPending, standing[chatted].State)
			require.False(t, consent.Granted(ledger, chatted), "she was asked to confirm, and has not yet")
		}
	})
}

func TestAConsentToBeConfirmedIsOneOnlyOnceItIs(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.install()
		b.take(emailConsent(42, 1, "pending", "confirmed_opt_in"))
		require.False(t, consent.Granted(b.consents(42), emailed))
		b.take(emailConsent(42, 2, "subscribed", "confirmed_opt_in"))
		require.True(t, consent.Granted(b.consents(42), emailed))
		for _, state := range []string{"redacted", "invalid", "not_subscribed", "of_a_later_version"} {
			b.take(emailConsent(43, 2, "subscribed", "unknown"), emailConsent(43, 3, state, "unknown"))
			require.False(t, consent.Granted(b.consents(43), emailed), state)
		}
	})
}

func TestConsentsFollowTheCustomerThatShopifyKeeps(t *testing.T) {
	t.Parallel()
	merge := letter{topic: "customers/merge", body: `{"admin_graphql_api_customer_kept_id":"gid://shopify/Customer/1","admin_graphql_api_customer_deleted_id":"gid://shopify/Customer/42","status":"completed","errors":[]}`}
	for name, letters := range map[string][]letter{
		"told before": {emailConsent(42, 3, "unsubscribed", "unknown"), emailConsent(1, 1, "subscribed", "unknown"), merge},
		"told after":  {merge, emailConsent(1, 1, "subscribed", "unknown"), emailConsent(42, 3, "unsubscribed", "unknown")},
		"between":     {emailConsent(1, 1, "subscribed", "unknown"), merge, emailConsent(42, 3, "unsubscribed", "unknown")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onBoth(t, func(t *testing.T, b *bundle) {
				b.install()
				b.take(letters...)
				require.Len(t, b.consents(1), 2)
				require.Equal(t, app.ConsentWithdrawn, consent.Standing(b.consents(1))[emailed].State)
				require.Empty(t, b.consents(42))
			})
		})
	}
}

func TestAfterAnErasureNoConsentOfBeforeComesBack(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.install()
		b.answer(42, 0)
		b.take(emailConsent(42, 1, "subscribed", "unknown"))
		require.Len(t, b.consents(42), 1)
		b.take(letter{topic: "customers/redact", body: `{"shop_domain":"demo-shop.myshopify.com","customer":{"id":42,"email":"ada@example.com"},"orders_to_redact":[]}`})
		require.Empty(t, b.consents(42))
		b.take(emailConsent(42, 1, "subscribed", "unknown"), emailConsent(42, 2, "unsubscribed", "unknown"))
		require.Empty(t, b.consents(42), "what she said before is no news any more")

		later := emailConsent(42, 5, "subscribed", "unknown")
		later.body = fmt.Sprintf(`{"customer_id":42,"email_marketing_consent":{"state":"subscribed","opt_in_level":"unknown","consent_updated_at":%q}}`,
			time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
		b.take(later)
		require.Len(t, b.consents(42), 1, "what she says from now on is")
	})
}

func TestAConsentOfTomorrowDoesNotOutlastAWithdrawalOfToday(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.install()
		ahead := emailConsent(42, 1, "subscribed", "unknown")
		ahead.body = fmt.Sprintf(`{"customer_id":42,"email_marketing_consent":{"state":"subscribed","opt_in_level":"unknown","consent_updated_at":%q}}`,
			time.Now().AddDate(5, 0, 0).UTC().Format(time.RFC3339))
		b.take(ahead)
		require.True(t, consent.Granted(b.consents(42), emailed))
		said := app.Consent{ID: "hers", Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: app.ConsentWithdrawn, ChangedAt: time.Now(), Source: "preferences"}
		require.NoError(t, b.store.RecordConsent(t.Context(), demo, 42, said))
		require.False(t, consent.Granted(b.consents(42), emailed))
		ahead.id = uuid.NewString()
		b.take(ahead)
		require.False(t, consent.Granted(b.consents(42), emailed), "nor when it is told once more")
	})
}
