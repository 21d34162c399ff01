package preference_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
)

func TestALinkTellsOfARewardAndNotItsCode(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		rule := app.RewardRule{Handle: "tenner", Title: "Ten", Kind: app.RewardFreeShipping}
		require.NoError(w, w.store.CreateReward(w.Context(), demo, rule, "CODE-0"))
		require.NoError(w, w.store.KeepDiscount(w.Context(), demo, "tenner", "gid://shopify/DiscountCodeNode/1", time.Now()))
		w.publish(app.Document{
			Handle: "earning", Title: "E", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceThankYou}, Reward: "tenner",
			Questions: []app.Question{{Key: "colour", Type: "text", Prompt: words("Your colour?")}},
		})
		_, _, err := w.submitter.Submit(w.Context(), customer(ada), app.Submission{
			ID: uuid.NewString(), Survey: "earning", Version: 1, Surface: app.SurfaceThankYou, Answers: raw(w, map[string]any{"colour": "red"}),
		})
		require.NoError(w, err)

		hers := w.known(customer(ada)).Rewards
		require.Len(w, hers, 1)
		require.Equal(w, "CODE-0", hers[0].Code)
		passedOn := w.known(linked(ada)).Rewards
		hers[0].Code = ""
		require.Equal(w, hers, passedOn, "whoever has the code can use it")
	})
}

func TestAConsentGivenByALinkIsToldFromOneOfWhoHadLoggedIn(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		choose := func(by app.Speaker, granted bool) {
			w.applies(by, preference.Change{Consents: []preference.Choice{
				{Channel: app.ChannelEmail, Purpose: "marketing", Granted: granted, Wording: "Write to me."},
			}})
		}
		choose(linked(ada), true)
		choose(customer(ada), false)
		var sources []string
		ledger, err := w.store.Consents(w.Context(), demo, app.CustomerSubject(ada))
		require.NoError(w, err)
		for _, one := range ledger {
			sources = append(sources, one.Source)
		}
		require.ElementsMatch(w, []string{"link", "preferences"}, sources)
	})
}
