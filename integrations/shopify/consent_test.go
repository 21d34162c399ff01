package shopify_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/shopify"
)

// the seeded customers, by email address.
func (w *town) named(t *testing.T, email string) integrations.Subject {
	t.Helper()
	for _, c := range w.state(t).Shops[0].Customers {
		if c.Email == email {
			id, err := app.ParseCustomerID(c.ID)
			require.NoError(t, err)
			return integrations.Subject{Customer: id}
		}
	}
	require.Fail(t, "no such customer")
	return integrations.Subject{}
}

func (w *town) conn(t *testing.T) integrations.Conn {
	t.Helper()
	conn, err := shopify.Provider{App: w.app, Tokens: shopify.TokenFunc(w.token)}.Connect(app.Shop{ID: demo}, nil)
	require.NoError(t, err)
	return conn
}

func says(channel app.Channel, state app.ConsentState, at time.Time) integrations.Consent {
	return integrations.Consent{Channel: channel, Purpose: app.PurposeMarketing, State: state, At: at}
}

func TestAConsentNeedsSomewhereToWriteTo(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	zofia := w.named(t, "zofia@example.com") // no telephone
	now := time.Now()
	outcomes := w.conn(t).Apply(t.Context(), []integrations.Change{{
		Subject: zofia, AddTags: []string{"askwell:a:b"},
		Consents: []integrations.Consent{says(app.ChannelEmail, app.ConsentGranted, now), says(app.ChannelSMS, app.ConsentGranted, now)},
	}})
	require.Equal(t, integrations.OK, outcomes[0].Class)
	require.Equal(t, []integrations.Refused{{
		Part: "consent:sms", Class: integrations.Rejected, Reason: "consent: the customer has no phone number at Shopify, so there is nothing to consent to",
	}}, outcomes[0].Refused)
	require.Positive(t, outcomes[0].Cost)
	held := w.holds(t, zofia)
	require.Equal(t, []string{"askwell:a:b"}, held.Tags, "the rest is written")
	require.Equal(t, app.ConsentGranted, held.Consents[app.ChannelEmail].State)

	outcomes = w.conn(t).Apply(t.Context(), []integrations.Change{{
		Subject: zofia, Consents: []integrations.Consent{says(app.ChannelSMS, app.ConsentWithdrawn, now)},
	}})
	require.Equal(t, integrations.OK, outcomes[0].Class, "nothing is sent to nowhere")
}

func TestWhatShopifyKnowsBetterIsLeftAlone(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	mateo := w.named(t, "mateo@example.com") // unsubscribed from emails a month ago
	tell := func(state app.ConsentState, at time.Time) app.ConsentState {
		outcomes := w.conn(t).Apply(t.Context(), []integrations.Change{{
			Subject: mateo, Consents: []integrations.Consent{says(app.ChannelEmail, state, at)},
		}})
		require.Equal(t, integrations.OK, outcomes[0].Class, outcomes[0].Reason)
		return w.holds(t, mateo).Consents[app.ChannelEmail].State
	}
	month := w.holds(t, mateo).Consents[app.ChannelEmail].At
	require.Equal(t, app.ConsentWithdrawn, tell(app.ConsentGranted, month.Add(-time.Hour)))
	require.Equal(t, app.ConsentWithdrawn, tell(app.ConsentGranted, month), "of two at one moment the one that gives less")
	require.Equal(t, app.ConsentGranted, tell(app.ConsentGranted, month.Add(time.Minute)))
	require.Equal(t, app.ConsentPending, tell(app.ConsentPending, month.Add(time.Minute)))
	require.Equal(t, app.ConsentWithdrawn, tell(app.ConsentWithdrawn, month.Add(time.Minute)))
}

func TestWhatAnotherClockDatedAheadIsToldAsOfNow(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	ada := w.named(t, "ada@example.com")
	tell := func(state app.ConsentState, ahead time.Duration) app.ConsentState {
		outcomes := w.conn(t).Apply(t.Context(), []integrations.Change{{
			Subject: ada, Consents: []integrations.Consent{says(app.ChannelEmail, state, time.Now().Add(ahead))},
		}})
		require.Equal(t, integrations.OK, outcomes[0].Class, outcomes[0].Reason)
		held := w.holds(t, ada).Consents[app.ChannelEmail]
		require.False(t, held.At.After(time.Now()))
		return held.State
	}
	require.Equal(t, app.ConsentWithdrawn, tell(app.ConsentWithdrawn, time.Hour))
	require.Equal(t, app.ConsentGranted, tell(app.ConsentGranted, time.Hour+time.Second))
}

func TestAClockOfOursThatIsAheadMendsItself(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	ada := w.named(t, "ada@example.com")
	base, err := url.Parse(w.url)
	require.NoError(t, err)
	w.app = newApp(t, func(c *shopify.Config) { c.Base, c.Now = base, func() time.Time { return time.Now().Add(time.Minute) } })
	outcomes := w.conn(t).Apply(t.Context(), []integrations.Change{{
		Subject: ada, Consents: []integrations.Consent{says(app.ChannelEmail, app.ConsentWithdrawn, time.Now().Add(time.Hour))},
	}})
	require.Equal(t, integrations.Transient, outcomes[0].Class, outcomes[0].Reason)
}

func TestWhatWasTakenBackIsSentFirstAndWhatWasGivenLast(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	var sent []string
	w.watch = func(query string) { sent = append(sent, query) }
	var changes []integrations.Change
	for _, email := range []string{"ada@example.com", "mateo@example.com"} {
		changes = append(changes, integrations.Change{
			Subject: w.named(t, email), Set: []integrations.Property{choice("source", "podcast")}, AddTags: []string{"askwell:source:podcast"},
			Consents: []integrations.Consent{says(app.ChannelSMS, app.ConsentGranted, time.Now()), says(app.ChannelEmail, app.ConsentWithdrawn, time.Now())},
		})
	}
	for _, o := range w.conn(t).Apply(t.Context(), changes) {
		require.Equal(t, integrations.OK, o.Class, o.Reason)
	}
	require.Len(t, sent, 3)
	require.Contains(t, sent[0], "query Consents")
	places := []int{
		strings.LastIndex(sent[1], "customerEmailMarketingConsentUpdate("), strings.Index(sent[1], "metafieldsSet("), strings.Index(sent[1], "tagsAdd("),
	}
	require.Positive(t, places[0])
	require.IsIncreasing(t, places)
	require.Equal(t, 2, strings.Count(sent[2], "customerSmsMarketingConsentUpdate("))
}

func TestNothingIsSentWhileItIsNotKnownHowConsentsStand(t *testing.T) {
	t.Parallel()
	calls := 0
	conn := connect(t, func(w http.ResponseWriter, _ *http.Request) {
		calls++
		w.WriteHeader(http.StatusBadGateway)
	})
	outcomes := conn.Apply(t.Context(), []integrations.Change{
		{Subject: customer(1), AddTags: []string{"a"}},
		{Subject: customer(2), Consents: []integrations.Consent{says(app.ChannelEmail, app.ConsentWithdrawn, time.Now())}},
		{Subject: integrations.Subject{}},
	})
	require.Equal(t, []integrations.Class{integrations.Transient, integrations.Transient, integrations.Missing}, classesOf(outcomes))
	require.Equal(t, 1, calls)
}
