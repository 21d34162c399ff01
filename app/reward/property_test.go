package reward_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// TestWhateverHappensEveryPromiseWithinTheBudgetIsKeptOnce lets people earn a
// reward while the shop fails in every way it can.
func TestWhateverHappensEveryPromiseWithinTheBudgetIsKeptOnce(t *testing.T) {
	t.Parallel()
	s, shops := newScene(t), 0
	rapid.Check(t, func(r *rapid.T) {
		s.open(r, app.ShopID(fmt.Sprintf("shop-%d.myshopify.com", shops)))
		shops++
		most := rapid.SampledFrom([]int{1, 3, 8, 40}).Draw(r, "budget")
		require.NoError(r, s.keeper.Create(t.Context(), s.id, tenner(most)))
		told := map[app.CustomerID]string{}
		earned := 0
		r.Repeat(map[string]func(*rapid.T){
			"earn": func(r *rapid.T) {
				customer := app.CustomerID(rapid.IntRange(1, 8).Draw(r, "customer"))
				before := s.state(r).Promised
				code := s.earn(r, customer)
				earned += s.state(r).Promised - before
				if known := told[customer]; known != "" {
					require.Equal(r, known, code)
				}
				told[customer] = code
			},
			"look": onto(s.look),
			"wait": func(r *rapid.T) {
				s.now = s.now.Add(time.Duration(rapid.IntRange(1, 90).Draw(r, "seconds")) * time.Second)
			},
			"trouble": func(r *rapid.T) {
				s.shop.down, s.shop.mute = rapid.Bool().Draw(r, "down"), rapid.Bool().Draw(r, "mute")
				s.shop.slow, s.shop.amnesia = rapid.Bool().Draw(r, "slow"), rapid.Bool().Draw(r, "amnesia")
			},
			"die": func(r *rapid.T) { // in the middle of a look: nothing is given back
				if due, err := s.keeper.Store.DueRewards(t.Context(), s.now, 1); err == nil && len(due) > 0 {
					_, _, err := s.keeper.Store.ClaimReward(t.Context(), s.id, "tenner", time.Minute)
					require.NoError(r, err)
				}
			},
			"": func(r *rapid.T) {
				state := s.state(r)
				require.Equal(r, earned, state.Promised)
				require.True(r, state.Promised <= most, "%d promised of %d", state.Promised, most)
				require.LessOrEqual(r, s.shop.made, 1)
			},
		})
		s.shop.down, s.shop.mute, s.shop.slow, s.shop.amnesia = false, false, false, false
		s.now = s.now.Add(10 * time.Minute)
		s.settle(r)
		require.Zero(r, s.state(r).Owed())
		owner := map[string]app.CustomerID{}
		for customer := range told {
			list, err := s.keeper.Store.Promises(t.Context(), s.id, store.Whom{Customer: customer})
			require.NoError(r, err)
			for _, p := range list {
				require.Zero(r, owner[p.Code], "%s twice", p.Code)
				owner[p.Code] = customer
				require.Equal(r, s.state(r).Discount, s.shop.codes[p.Code], "a code the shop knows")
			}
		}
		require.Len(r, owner, earned)
	})
}

func onto(do func(require.TestingT)) func(*rapid.T) { return func(r *rapid.T) { do(r) } }
