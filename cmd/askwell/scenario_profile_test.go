package main

import (
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

// step is one question of a plan, what she is offered for it, and what she says.
type step struct {
	key, get string
	says     func(q app.Question) any
}

func saying(what any) func(app.Question) any { return func(app.Question) any { return what } }

func firstOption(q app.Question) any { return q.Options[0].Key }

func firstOptions(q app.Question) any { return []string{q.Options[0].Key} }

func TestA101ThreeVisitsMakeAProfileEachStepForSomethingInReturn(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.template("progressive-profile", "welcome-coupon")
	grace := shop.browser()
	asked := map[string]bool{}
	visit := func(steps ...step) (last app.Reply) {
		t.Helper()
		for _, s := range steps {
			now := grace.next("")
			require.NotNil(t, now.Next, "%s is not asked", s.key)
			require.Equal(t, s.key, now.Next.Key)
			require.Equal(t, "new", now.Why)
			require.Equal(t, s.get, now.Next.Get["en"])
			require.False(t, asked[s.key], "%s is asked twice", s.key)
			asked[s.key] = true
			last = grace.says(now.alone(), map[string]any{s.key: s.says(*now.Next)})
			if s.key == "email" {
				require.NotNil(t, last.Reward)
				require.NotEmpty(t, last.Reward.Code)
				shop.orders("grace@example.com", `,"discount_code":"`+last.Reward.Code+`"`, http.StatusOK)
				shop.orders("grace@example.com", `,"discount_code":"`+last.Reward.Code+`"`, http.StatusUnprocessableEntity)
			} else {
				require.Nil(t, last.Reward, "only name and email earn the coupon")
			}
		}
		require.Equal(t, turn{}, grace.next(""), "a visit has three questions")
		return last
	}

	visit(
		step{"first_name", "A coupon for your next order, with your email below.", saying("Grace")},
		step{"email", "A coupon for your next order.", saying("Grace@Example.com")},
		step{"email_marketing", "News before it is in the shop.", saying(true)},
	)
	require.Equal(t, 1, shop.reward("welcome-coupon").Promised)

	grace.logIn("grace@example.com") // she has an account since she ordered
	shop.later(3 * day)
	visit(
		step{"mobile", "A text message as soon as what you wait for is back in stock.", saying("+46 70 123 45 67")},
		step{"restock_wish", "One message about just that, and no other.", saying("First Light")},
		step{"sms_alerts", "The alert you asked for.", saying(true)},
	)
	shop.later(3 * day)
	visit(
		step{"interests", "Offers picked for you instead of for everybody.", firstOptions},
		step{"favourite_brands", "News from the brands you like, and less of the rest.", firstOptions},
		step{"contact_rhythm", "As much post from us as you like, no more.", firstOption},
	)
	for range 3 {
		shop.later(3 * day)
		require.False(t, asked[next(grace)], "what is known is not asked again")
	}
	require.Equal(t, register{Promised: 1, Issued: 1, Free: shop.reward("welcome-coupon").Free}, shop.reward("welcome-coupon"))

	shop.becomes("grace@example.com", func(c customer) bool {
		for key := range asked {
			if c.Metafields["$app."+key].Value == "" {
				return false
			}
		}
		return slices.Contains(c.Tags, "askwell:contact_rhythm:weekly")
	})
	known := shop.state().customer("grace@example.com").Metafields
	require.Equal(t, "Grace", known["$app.first_name"].Value, "what she said as a guest is hers")
	require.Equal(t, "grace@example.com", known["$app.email"].Value)
	require.Equal(t, "+46701234567", known["$app.mobile"].Value)
	require.Equal(t, "weekly", known["$app.contact_rhythm"].Value)
}

// next is the question a shopper is asked next, "" for none.
func next(b *browser) string {
	now := b.next("")
	if now.Next == nil {
		return ""
	}
	return now.Next.Key
}
