package preference_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
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
