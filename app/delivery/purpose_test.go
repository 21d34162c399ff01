package delivery_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

// purposes publishes version 3, where each answer is for something: the source for
// marketing, on the order too, and the size for research.
func (w *world) purposes(t testingT) {
	survey, err := w.store.Survey(context.Background(), w.shop, w.survey)
	require.NoError(t, err)
	for i, key := range []string{app.PurposeMarketing, "research"} {
		survey.Draft.Questions[i].Purpose = key
		survey.Draft.Questions[i].Mapping.Tag = true
	}
	survey, err = w.store.SaveSurvey(context.Background(), w.shop, survey)
	require.NoError(t, err)
	_, err = w.store.PublishSurvey(context.Background(), w.shop, w.survey, survey.Revision)
	require.NoError(t, err)
}

// agree records what a customer says of a channel and a purpose, a second later.
func (w *world) agree(t testingT, customer app.CustomerID, about app.Consent) {
	w.clock.Advance(time.Second)
	about.ChangedAt = w.clock.Now()
	if about.ID == "" {
		about.ID = fmt.Sprintf("%d/%s/%s/%d", customer, about.Channel, about.Purpose, about.ChangedAt.UnixMilli())
	}
	if about.Source == "" {
		about.Source = "theme"
	}
	require.NoError(t, w.store.RecordConsent(context.Background(), w.shop, customer, about))
}

func marketing(channel app.Channel, state app.ConsentState) app.Consent {
	return app.Consent{Channel: channel, Purpose: app.PurposeMarketing, State: state}
}

// refusals are what is kept from a destination of a customer, by question.
func (w *world) refusals(t testingT, customer app.CustomerID) map[string]string {
	her, err := w.store.CustomerProfile(context.Background(), w.shop, customer)
	require.NoError(t, err)
	list, err := w.store.Refusals(context.Background(), w.shop, []app.ProfileID{her.ID})
	require.NoError(t, err)
	all := map[string]string{}
	for _, r := range list {
		require.False(t, r.Since.IsZero())
		all[string(r.Destination)+" "+r.Question] = r.Reason
	}
	return all
}

func TestAnAnswerGoesNowhereWithoutTheConsentItIsFor(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.purposes(t)
		w.memory.AddCustomer(7, "vip")
		w.memory.AddOrder(5, 7)
		_, err := w.store.RecordOrder(t.Context(), w.shop, app.Order{ID: 5, Customer: 7, CreatedAt: w.clock.Now(), UpdatedAt: w.clock.Now()})
		require.NoError(t, err)
		w.answer(t, said{customer: 7, order: 5, version: 3, answers: map[string]string{"source": "podcast", "size": "m"}})
		w.drain(t)
		require.Equal(t, []string{"askwell:size:m", "vip"}, w.customer(7).Tags)
		require.Equal(t, map[string]string{"size": `"m"`}, properties(w.customer(7)))
		require.Empty(t, w.order(5).Properties)
		require.Equal(t, map[string]string{"shopify source": "no consent to Marketing by email, SMS, WhatsApp, post or phone"}, w.refusals(t, 7))

		w.agree(t, 7, marketing(app.ChannelSMS, app.ConsentGranted))
		w.drain(t)
		require.Equal(t, []string{"askwell:size:m", "askwell:source:podcast", "vip"}, w.customer(7).Tags)
		require.Equal(t, map[string]string{"source": `"podcast"`}, properties(w.order(5)), "of her order, too")
		require.Empty(t, w.refusals(t, 7), "it is permitted again")

		w.agree(t, 7, marketing(app.ChannelSMS, app.ConsentWithdrawn))
		w.drain(t)
		require.Equal(t, []string{"askwell:size:m", "vip"}, w.customer(7).Tags)
		require.Empty(t, w.order(5).Properties)
		require.Equal(t, map[string]string{"shopify source": "consent to Marketing by SMS was withdrawn"}, w.refusals(t, 7))

		w.agree(t, 7, app.Consent{Channel: app.ChannelPersonalisation, Purpose: "research", State: app.ConsentWithdrawn})
		w.drain(t)
		require.Equal(t, []string{"vip"}, w.customer(7).Tags, "she objected")
		require.Equal(t, "objected to Research", w.refusals(t, 7)["shopify size"])
	})
}

func TestAConsentGivenWithAnAnswerPermitsWhatWasSaidOfAnOrderBefore(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.purposes(t)
		w.memory.AddCustomer(7)
		w.memory.AddOrder(5, 7)
		w.answer(t, said{customer: 7, order: 5, version: 3, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		require.Empty(t, w.order(5).Properties)
		agreed := marketing(app.ChannelEmail, app.ConsentGranted)
		agreed.ID, agreed.ChangedAt, agreed.Source = "response/x/news", w.clock.Now().Add(time.Second), "theme"
		w.answer(t, said{customer: 7, version: 3, answers: map[string]string{"size": "m"}, consents: []app.Consent{agreed}})
		w.drain(t)
		require.Equal(t, map[string]string{"source": `"podcast"`}, properties(w.order(5)))
	})
}

func TestWhatAnswersMayBeUsedForReachesEverybody(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.purposes(t)
		for c := range app.CustomerID(3) {
			w.memory.AddCustomer(c + 1)
			w.answer(t, said{customer: c + 1, version: 3, answers: map[string]string{"size": "m"}})
		}
		w.drain(t)
		list := app.DefaultPurposes()
		for i := range list {
			if list[i].Key == "research" {
				list[i].Destinations = []string{"klaviyo"}
			}
		}
		set := func(list []app.Purpose) {
			w.clock.Advance(time.Second)
			require.NoError(t, w.store.SetPurposes(t.Context(), w.shop, list))
			require.NoError(t, w.lanes.Repurpose(t.Context()))
			w.drain(t)
		}
		set(list)
		for c := range app.CustomerID(3) {
			require.Empty(t, w.customer(c+1).Properties)
			require.Equal(t, map[string]string{"shopify size": "Research does not go to shopify"}, w.refusals(t, c+1))
		}
		set(list[:5])
		set([]app.Purpose{list[0], list[2]})
		require.Equal(t, map[string]string{"shopify size": `this shop has no purpose "research"`}, w.refusals(t, 1))
		set(nil)
		for c := range app.CustomerID(3) {
			require.Equal(t, map[string]string{"size": `"m"`}, properties(w.customer(c+1)))
			require.Empty(t, w.refusals(t, c+1))
		}
	})
}

func TestOurBlocksAreNotToldWhatIsWithheld(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.purposes(t)
		w.memory.AddCustomer(7)
		var told map[string]bool
		w.lanes.Known = func(_ context.Context, _ app.ShopID, people []app.ProfileID, withheld map[app.ProfileID]map[string]bool) (map[app.ProfileID]json.RawMessage, error) {
			told = withheld[people[0]]
			return nil, nil
		}
		w.answer(t, said{customer: 7, version: 3, answers: map[string]string{"source": "podcast", "size": "m"}})
		w.drain(t)
		require.Equal(t, map[string]bool{"source": true}, told)
		w.agree(t, 7, marketing(app.ChannelEmail, app.ConsentGranted))
		w.drain(t)
		require.Empty(t, told)
	})
}

func TestASensitiveAnswerNeedsTheConsentItWasAskedWith(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		survey, err := w.store.Survey(t.Context(), w.shop, w.survey)
		require.NoError(t, err)
		survey.Draft.Questions = append([]app.Question{{Key: "agree", Type: "consent", Prompt: app.Text{"en": "I agree"}, Purpose: "service"}}, survey.Draft.Questions...)
		survey.Draft.Questions[2].Purpose, survey.Draft.Questions[2].Consent = "service", "agree"
		survey, err = w.store.SaveSurvey(t.Context(), w.shop, survey)
		require.NoError(t, err)
		_, err = w.store.PublishSurvey(t.Context(), w.shop, w.survey, survey.Revision)
		require.NoError(t, err)
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, version: 3, answers: map[string]string{"size": "m"}})
		w.drain(t)
		require.Empty(t, w.customer(7).Properties, "though a contract needs no consent")
		agreed := app.Consent{Channel: app.ChannelPersonalisation, Purpose: "service", State: app.ConsentGranted}
		w.agree(t, 7, agreed)
		w.drain(t)
		require.Empty(t, w.customer(7).Properties, "she has agreed to something else")
		agreed.Question = "agree"
		w.agree(t, 7, agreed)
		w.drain(t)
		require.Equal(t, map[string]string{"size": `"m"`}, properties(w.customer(7)))
		agreed.State, agreed.Question = app.ConsentWithdrawn, ""
		w.agree(t, 7, agreed)
		w.drain(t)
		require.Empty(t, w.customer(7).Properties)
		require.Equal(t, map[string]string{"shopify size": "the consent it was asked with does not hold"}, w.refusals(t, 7))
	})
}

func TestADestinationThatKeepsConsentsIsToldThem(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.Consents = []app.Channel{app.ChannelEmail}
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"size": "m"}})
		granted := marketing(app.ChannelEmail, app.ConsentGranted)
		granted.Wording, granted.OptIn = "Yes, write to me", "single_opt_in"
		w.agree(t, 7, granted)
		w.agree(t, 7, marketing(app.ChannelSMS, app.ConsentGranted))
		w.agree(t, 7, app.Consent{Channel: app.ChannelEmail, Purpose: "research", State: app.ConsentWithdrawn})
		w.drain(t)
		held := w.customer(7).Consents
		require.Len(t, held, 1, "it keeps marketing by email only")
		require.Equal(t, app.ConsentGranted, held[app.ChannelEmail].State)
		require.Equal(t, "Yes, write to me", held[app.ChannelEmail].Wording)
		require.Equal(t, "single_opt_in", held[app.ChannelEmail].OptIn)

		calls := w.memory.Calls()
		w.answer(t, said{customer: 7, answers: map[string]string{"size": "m"}})
		w.drain(t)
		require.Equal(t, calls, w.memory.Calls(), "the same is not said again")

		back := marketing(app.ChannelEmail, app.ConsentWithdrawn)
		back.Source = "shopify"
		w.agree(t, 7, back)
		w.drain(t)
		require.Equal(t, calls, w.memory.Calls(), "what it told us itself it knows")

		w.agree(t, 7, marketing(app.ChannelEmail, app.ConsentGranted))
		w.drain(t)
		require.True(t, w.customer(7).Consents[app.ChannelEmail].At.Equal(w.clock.Now()))
	})
}
