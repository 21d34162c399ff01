package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// tenner is a rule with a filled pool.
func tenner(t *testing.T, s *store.Store, most, codes int) {
	t.Helper()
	rule := app.RewardRule{Handle: "tenner", Title: "Ten percent", Kind: app.RewardPercentage, Value: "10", MostCodes: most}
	require.NoError(t, s.CreateReward(t.Context(), demo, rule, "CODE-0"))
	fill(t, s, codes)
}

// fill puts so many codes into the pool, the first one included.
func fill(t *testing.T, s *store.Store, codes int) {
	t.Helper()
	if codes == 0 {
		return
	}
	require.NoError(t, s.KeepDiscount(t.Context(), demo, "tenner", "gid://shopify/DiscountCodeNode/1", noon))
	more := make([]string, codes-1)
	for i := range more {
		more[i] = fmt.Sprintf("CODE-%d", i+1)
	}
	require.NoError(t, s.AskCodes(t.Context(), demo, "tenner", more))
	require.NoError(t, s.KeepCodes(t.Context(), demo, "tenner", more, noon))
}

// earns is a submission that completes a survey with a reward.
func earns(v app.Version, customer app.CustomerID) store.Submitted {
	r := said(v, customer, "podcast", noon)
	r.Earns = store.Earning{Reward: "tenner"}
	return r
}

func record(t *testing.T, s *store.Store, r store.Submitted) store.Recorded {
	t.Helper()
	got, err := s.RecordResponse(t.Context(), demo, r)
	require.NoError(t, err)
	return got
}

// requireRegister checks that the rule's counts are what the register and the
// pool say.
func requireRegister(t *testing.T, s *store.Store, promised, issued, free int) {
	t.Helper()
	state, err := s.Reward(t.Context(), demo, "tenner")
	require.NoError(t, err)
	require.Equal(t, []int{promised, issued, free}, []int{state.Promised, state.Issued, state.Free}, "promised, issued, free")
	require.Equal(t, promised, store.Count(t, s, "SELECT COUNT(*) FROM promises"))
	require.Equal(t, issued, store.Count(t, s, "SELECT COUNT(*) FROM promises WHERE issued_at > 0"))
	require.Equal(t, free, store.Count(t, s, "SELECT COUNT(*) FROM reward_codes WHERE ready_at > 0"))
	require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM reward_codes c JOIN promises p ON p.shop_id = c.shop_id AND p.code = c.code"))
}

func TestACompleteAnswerIsRewardedAndEveryRepeatTellsTheSame(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		tenner(t, s, 0, 2)
		one := earns(v, ada)
		for range 3 {
			require.Equal(t, "CODE-0", record(t, s, one).Reply.Reward.Code)
		}
		require.Equal(t, "CODE-0", record(t, s, earns(v, ada)).Reply.Reward.Code, "she has it already")
		require.Equal(t, "CODE-1", record(t, s, earns(v, bob)).Reply.Reward.Code)
		require.Nil(t, record(t, s, earns(v, 0)).Reply.Reward, "to nobody a promise can be kept")
		requireRegister(t, s, 2, 2, 0)
		hers, err := s.Promises(t.Context(), demo, store.Whom{Customer: ada})
		require.NoError(t, err)
		require.Equal(t, []app.Promise{{Reward: "tenner", Response: one.Response.ID, Code: "CODE-0", PromisedAt: noon, IssuedAt: noon}}, hers)
	})
}

func TestAHundredSubmitsOfOnePersonAreOneReward(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		tenner(t, s, 0, 200)
		one := earns(v, ada)
		var wg sync.WaitGroup
		for i := range 100 {
			wg.Go(func() {
				mine := one
				if i%2 == 0 {
					mine = earns(v, ada) // from another device
				}
				got, err := s.RecordResponse(t.Context(), demo, mine)
				require.NoError(t, err)
				require.Equal(t, "CODE-0", got.Reply.Reward.Code)
			})
		}
		wg.Wait()
		requireRegister(t, s, 1, 1, 199)
		prefs, err := s.Preferences(t.Context(), demo, ada)
		require.NoError(t, err)
		require.Len(t, prefs, 1)
	})
}

func TestAThousandPersonsAtOnceNeverExceedTheBudget(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		tenner(t, s, 100, 150)
		codes := make([]string, 1_000)
		var wg sync.WaitGroup
		for i := range codes {
			wg.Go(func() {
				got, err := s.RecordResponse(t.Context(), demo, earns(v, app.CustomerID(i+1)))
				require.NoError(t, err)
				if got.Reply.Reward != nil {
					codes[i] = got.Reply.Reward.Code
				}
			})
		}
		wg.Wait()
		seen := map[string]bool{}
		for _, code := range codes {
			require.False(t, code != "" && seen[code], "%s twice", code)
			seen[code] = true
		}
		delete(seen, "")
		require.Len(t, seen, 100)
		requireRegister(t, s, 100, 100, 50)
	})
}

func TestTheLastTwoAnswersAtTheSameTimeEarnOneReward(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		tenner(t, s, 0, 60)
		// part answers one of two questions, and its submitter has seen nothing of
		// the other.
		part := func(who app.CustomerID, order app.OrderID, key, other string) store.Submitted {
			r := earns(v, who)
			r.Response.Order = order
			r.Response.Answers[0].Question = key
			r.Reply.Remaining = 1
			r.Earns.Left = 1
			r.Earns.LeftWith = func(also []app.Answer) (int, error) {
				for _, a := range also {
					if a.Question == other {
						return 0, nil
					}
				}
				return 1, nil
			}
			return r
		}
		for person := range 40 {
			customer, order := app.CustomerID(person+1), app.OrderID(0)
			if person%4 == 3 { // a guest is who ordered
				customer, order = 0, app.OrderID(person+1)
			}
			var one, two store.Recorded
			both(func() { one = record(t, s, part(customer, order, "first", "second")) },
				func() { two = record(t, s, part(customer, order, "second", "first")) })
			require.True(t, one.Reply.Reward != nil || two.Reply.Reward != nil)
			if one.Reply.Reward != nil && two.Reply.Reward != nil {
				require.Equal(t, one.Reply.Reward, two.Reply.Reward)
			}
			require.Zero(t, min(one.Reply.Remaining, two.Reply.Remaining))
		}
		requireRegister(t, s, 40, 40, 20)
	})
}

func TestAPromiseWaitsForTheNextCodeAndIsMissedAfterAMinute(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		tenner(t, s, 0, 0)
		one := earns(v, ada)
		require.Equal(t, &app.Reward{}, record(t, s, one).Reply.Reward, "promised, and no code yet")
		requireRegister(t, s, 1, 0, 0)
		broken, err := s.BrokenPromises(t.Context(), noon.Add(time.Second))
		require.NoError(t, err)
		require.Equal(t, []app.BrokenPromises{{Shop: demo, Reward: "tenner", Count: 1, Since: noon}}, broken)

		fill(t, s, 2)
		owed, err := s.IssueRewards(t.Context(), demo, "tenner", noon.Add(time.Hour))
		require.NoError(t, err)
		require.Zero(t, owed)
		requireRegister(t, s, 1, 1, 1)
		require.Equal(t, &app.Reward{}, record(t, s, one).Reply.Reward, "a repeat tells what the first told")
		require.Equal(t, "CODE-0", record(t, s, earns(v, ada)).Reply.Reward.Code)
		broken, err = s.BrokenPromises(t.Context(), noon.Add(time.Hour))
		require.NoError(t, err)
		require.Empty(t, broken)
	})
}

func TestOutsideItsTimeNothingIsPromised(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	v := published(t, s, demo, "a")
	for handle, rule := range map[string]app.RewardRule{
		"over":  {EndsAt: noon, ValidDays: 1},
		"later": {StartsAt: noon.Add(time.Second)},
	} {
		rule.Handle, rule.Kind = handle, app.RewardFreeShipping
		require.NoError(t, s.CreateReward(t.Context(), demo, rule, "CODE-"+handle))
		require.NoError(t, s.KeepDiscount(t.Context(), demo, handle, "gid", noon))
		r := earns(v, ada)
		r.Earns.Reward = handle
		require.Nil(t, record(t, s, r).Reply.Reward)
	}
	gone := earns(v, ada)
	gone.Earns.Reward = "never"
	require.Nil(t, record(t, s, gone).Reply.Reward)
	require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM promises"))
}

func TestTwoPeopleWhoAreOneKeepOneReward(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		tenner(t, s, 0, 2)
		record(t, s, earns(v, 1))
		record(t, s, earns(v, 2))
		record(t, s, earns(v, 3)) // the pool is empty: owed
		requireRegister(t, s, 3, 2, 0)

		merge(t, s, 1, 3)
		requireRegister(t, s, 3, 2, 0) // should they be parted, it is still promised
		owed, err := s.IssueRewards(t.Context(), demo, "tenner", noon)
		require.NoError(t, err)
		require.Zero(t, owed, "but not twice to one person")
		merge(t, s, 1, 2)
		hers, err := s.Promises(t.Context(), demo, store.Whom{Customer: 1})
		require.NoError(t, err)
		require.Len(t, hers, 1)
		require.Equal(t, "CODE-0", hers[0].Code, "the older")
		requireRegister(t, s, 3, 2, 0) // the other code is out in the world
	})
}

func TestAGuestIsWhoOrderedUntilTheOrderTellsWhoSheIs(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		tenner(t, s, 0, 5)
		guest := func() store.Submitted {
			r := earns(v, 0)
			r.Response.Order = 5
			return r
		}
		require.Equal(t, "CODE-0", record(t, s, guest()).Reply.Reward.Code)
		require.Equal(t, "CODE-0", record(t, s, guest()).Reply.Reward.Code, "one for the order")
		_, err := s.RecordOrder(t.Context(), demo, anOrder(5, 42, 2_000))
		require.NoError(t, err)
		require.Equal(t, "CODE-0", record(t, s, earns(v, 42)).Reply.Reward.Code)
		require.Equal(t, "CODE-0", record(t, s, guest()).Reply.Reward.Code, "she is the customer now")
		requireRegister(t, s, 1, 1, 4)
	})
}

func TestAnErasureForgetsThePersonAndKeepsTheCount(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		tenner(t, s, 0, 2)
		record(t, s, earns(v, ada))
		guest := earns(v, 0)
		guest.Response.Order = 5
		record(t, s, guest)
		record(t, s, earns(v, bob)) // owed
		data, err := s.ExportCustomer(t.Context(), demo, ada, []app.OrderID{5})
		require.NoError(t, err)
		for i := range data.Rewards {
			data.Rewards[i] = app.RewardData{
				Reward: data.Rewards[i].Reward, Code: data.Rewards[i].Code, PromisedAt: data.Rewards[i].PromisedAt, IssuedAt: data.Rewards[i].IssuedAt,
			}
		}
		require.Equal(t, []app.RewardData{
			{Reward: "tenner", Code: "CODE-0", PromisedAt: noon, IssuedAt: noon}, {Reward: "tenner", Code: "CODE-1", PromisedAt: noon, IssuedAt: noon},
		}, data.Rewards)

		require.NoError(t, s.EraseCustomer(t.Context(), demo, ada, []app.OrderID{5}))
		require.NoError(t, s.EraseCustomer(t.Context(), demo, bob, nil))
		requireRegister(t, s, 2, 2, 0)
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM promises WHERE person <> '' OR code <> '' OR response_id <> ''"))
		broken, err := s.BrokenPromises(t.Context(), noon.Add(time.Hour))
		require.NoError(t, err)
		require.Empty(t, broken, "nobody waits any more")
	})
}

func TestAPoolIsLookedAfterByOneAtATimeAndNothingThatComesUpIsLost(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		tenner(t, s, 0, 1)
		due := func(after time.Duration) int {
			list, err := s.DueRewards(t.Context(), time.Now().Add(after), 10)
			require.NoError(t, err)
			return len(list)
		}
		require.Equal(t, 1, due(0))
		claim, state, err := s.ClaimReward(t.Context(), demo, "tenner", time.Minute)
		require.NoError(t, err)
		require.Equal(t, "CODE-0", state.FirstCode)
		_, _, err = s.ClaimReward(t.Context(), demo, "tenner", time.Minute)
		require.True(t, app.Is(err, app.Conflict), "%v", err)
		require.Zero(t, due(0))
		require.Equal(t, 1, due(2*time.Minute), "should whoever claimed it die")

		record(t, s, earns(v, ada)) // the last code
		require.Zero(t, due(0), "it is being looked after")
		require.NoError(t, s.FinishReward(t.Context(), demo, "tenner", store.RewardLook{Claim: claim}))
		require.Equal(t, 1, due(time.Second), "but what came up since is not lost")

		claim, _, err = s.ClaimReward(t.Context(), demo, "tenner", time.Minute)
		require.NoError(t, err)
		require.NoError(t, s.FinishReward(t.Context(), demo, "tenner", store.RewardLook{Claim: claim, Failed: true, Problem: "no"}))
		record(t, s, earns(v, bob))
		require.Zero(t, due(time.Second), "a shop that refuses is not asked for every answer")
		require.Equal(t, 1, due(3*time.Second))
		require.NoError(t, s.FinishReward(t.Context(), demo, "tenner", store.RewardLook{Claim: claim}), "a claim that ran out")
		state, err = s.Reward(t.Context(), demo, "tenner")
		require.NoError(t, err)
		require.Equal(t, "no", state.Problem)
		all, err := s.Rewards(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, []app.RewardState{state}, all)
	})
}

func TestAShopPublishesAnewWhenARuleChangesThatItsSurveysPromise(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		tenner(t, s, 0, 0)
		dueAfter := func(change func(*app.RewardState) error) bool {
			claim, err := s.ClaimPublish(t.Context(), demo)
			if err == nil {
				_, err = s.FinishPublish(t.Context(), demo, claim)
				require.NoError(t, err)
			}
			_, err = s.ChangeReward(t.Context(), demo, "tenner", change)
			require.Equal(t, errors.Is(err, errRefused), err != nil)
			due, err := s.DuePublishes(t.Context(), time.Now(), 10)
			require.NoError(t, err)
			return len(due) > 0
		}
		end := func(state *app.RewardState) error {
			state.Rule.EndsAt = noon
			return nil
		}
		published(t, s, demo, "a")
		require.False(t, dueAfter(end), "no survey promises it")
		promising := someDocument("b")
		promising.Reward = "tenner"
		made, err := s.CreateSurvey(t.Context(), demo, promising)
		require.NoError(t, err)
		require.False(t, dueAfter(end), "a draft promises nobody anything")
		_, err = s.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
		require.NoError(t, err)
		require.True(t, dueAfter(end))
		require.False(t, dueAfter(func(*app.RewardState) error { return errRefused }))
	})
}

var errRefused = errors.New("refused")
