package reward_test

import (
	"bytes"
	"context"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/reward"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// scene is a shop, its keeper and a clock.
type scene struct {
	id     app.ShopID
	shop   *shop
	keeper *reward.Keeper
	now    time.Time
	log    bytes.Buffer
}

func newScene(t testing.TB) *scene {
	t.Helper()
	s := &scene{now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return s.now }
	db, err := store.Open(t.Context(), store.Config{URL: storetest.SQLite(t), Keys: storetest.Keys(t), Now: clock})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	s.keeper = &reward.Keeper{
		Store: db, Admin: func(app.ShopID) reward.Admin { return s.shop }, Now: clock,
		Logger: slog.New(slog.NewTextHandler(&s.log, nil)), Ring: func(context.Context, app.ShopID, string) {},
		Publish: func(context.Context, app.ShopID) {},
	}
	s.open(t, "demo-shop.myshopify.com")
	return s
}

// open begins anew with another shop.
func (s *scene) open(t require.TestingT, id app.ShopID) {
	s.id, s.shop = id, newShop()
	access := app.Access{Token: "t", RefreshToken: "r", ExpiresAt: s.now, RefreshExpiresAt: s.now}
	require.NoError(t, s.keeper.Store.RecordInstall(context.Background(), id, app.Shop{Currency: "EUR"}, access))
}

func tenner(most int) app.RewardRule {
	return app.RewardRule{Handle: "tenner", Title: "Ten percent", Kind: app.RewardPercentage, Value: "10", Prefix: "TEN", MostCodes: most}
}

// earn completes the survey as a customer and returns the code she is told, "".
func (s *scene) earn(t require.TestingT, customer app.CustomerID) string {
	id := app.ResponseID(uuid.NewString())
	got, err := s.keeper.Store.RecordResponse(context.Background(), s.id, store.Submitted{
		Customer: customer, Reply: app.Reply{ID: id}, Earns: store.Earning{Reward: "tenner"},
		Response: app.Response{ID: id, Survey: "survey", Version: 1, Surface: app.SurfaceTheme, SubmittedAt: s.now},
	})
	require.NoError(t, err)
	if got.Reply.Reward == nil {
		return ""
	}
	return got.Reply.Reward.Code
}

// look tends the pool if it is due.
func (s *scene) look(t require.TestingT) {
	due, err := s.keeper.Store.DueRewards(context.Background(), s.now, 10)
	require.NoError(t, err)
	for _, one := range due {
		_ = s.keeper.Drain(context.Background(), one.Shop, one.Handle) // it stays due
	}
}

// settle tends the pool until nothing is due any more.
func (s *scene) settle(t require.TestingT) {
	for range 100 {
		s.look(t)
		s.now = s.now.Add(10 * time.Second)
		due, err := s.keeper.Store.DueRewards(context.Background(), s.now.Add(time.Hour), 10)
		require.NoError(t, err)
		if len(due) == 0 {
			return
		}
	}
	require.FailNow(t, "a pool is due for ever")
}

func (s *scene) state(t require.TestingT) app.RewardState {
	state, err := s.keeper.Store.Reward(context.Background(), s.id, "tenner")
	require.NoError(t, err)
	return state
}

func TestAPoolIsFilledBeforeAnybodyAsks(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	require.NoError(t, s.keeper.Create(t.Context(), s.id, tenner(0)))
	require.True(t, app.Is(s.keeper.Create(t.Context(), s.id, tenner(0)), app.Conflict))
	s.settle(t)
	require.GreaterOrEqual(t, s.state(t).Free, 500)
	require.Equal(t, 1, s.shop.made)
	code := s.earn(t, 1)
	require.Regexp(t, `^TEN(-[34679CDFHJKMNPRTVWXY]{4}){3}$`, code)
	require.Equal(t, s.state(t).Discount, s.shop.codes[code])
}

func TestAPoolHoldsNoMoreThanTheBudget(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	rule := tenner(40)
	rule.Kind, rule.Value, rule.Currency, rule.MostMoney = app.RewardAmount, "7.50", "EUR", "100"
	require.NoError(t, s.keeper.Create(t.Context(), s.id, rule))
	s.settle(t)
	require.Equal(t, 13, s.state(t).Free, "100 pays for 13 of 7.50")
	for customer := range app.CustomerID(20) {
		require.Equal(t, customer < 13, s.earn(t, customer+1) != "")
	}
	s.settle(t)
	require.Len(t, s.shop.codes, 13)
}

func TestAPromiseThatIsLateIsToldOf(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	require.NoError(t, s.keeper.Create(t.Context(), s.id, tenner(0)))
	s.shop.down = true
	require.Empty(t, s.earn(t, 1))
	s.look(t)
	require.Equal(t, "Shopify could not be reached", s.state(t).Problem)
	require.NoError(t, s.keeper.Watch(t.Context()))
	require.Empty(t, s.log.String(), "a minute is not over")
	s.now = s.now.Add(61 * time.Second)
	require.NoError(t, s.keeper.Watch(t.Context()))
	require.Contains(t, s.log.String(), "promised rewards were not issued in time")
	require.Contains(t, s.log.String(), "reward=tenner promises=1")

	s.shop.down = false
	s.settle(t)
	late, err := reward.Overdue(t.Context(), s.keeper.Store, s.now)
	require.NoError(t, err)
	require.Empty(t, late)
	require.NotEmpty(t, s.earn(t, 1))
	require.Empty(t, s.state(t).Problem)
}

func TestCodesCannotBeGuessedOrMisread(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^[34679CDFHJKMNPRTVWXY]{4}(-[34679CDFHJKMNPRTVWXY]{4}){2}$`)
	seen, letters := map[string]bool{}, map[rune]int{}
	for range 20_000 {
		code := reward.NewCode("")
		require.Regexp(t, form, code)
		require.False(t, seen[code])
		seen[code] = true
		for _, letter := range strings.ReplaceAll(code, "-", "") {
			letters[letter]++
		}
	}
	require.Len(t, letters, 20)
	for letter, n := range letters { // 12,000 of each, give or take
		require.InDelta(t, 12_000, n, 800, string(letter))
	}
	require.LessOrEqual(t, len(reward.NewCode(strings.Repeat("X", 20))), 255)
}

func TestARuleIsRefusedWithTheNameOfEachWrongField(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	good := tenner(0)
	require.Empty(t, reward.Check(good))
	require.Empty(t, reward.Check(app.RewardRule{Handle: "g", Title: "A gift", Kind: app.RewardGift, Product: "first-light", EndsAt: noon, ValidDays: 30}))
	require.Empty(t, reward.Check(app.RewardRule{Handle: "s", Title: "Shipping", Kind: app.RewardFreeShipping}))
	for name, one := range map[string]struct {
		change func(*app.RewardRule)
		wrong  string
	}{
		"no handle":            {func(r *app.RewardRule) { r.Handle = "" }, "handle format"},
		"no title":             {func(r *app.RewardRule) { r.Title = "" }, "title length"},
		"an unknown kind":      {func(r *app.RewardRule) { r.Kind, r.Value = "cash", "" }, "kind unknown"},
		"no value":             {func(r *app.RewardRule) { r.Value = "" }, "value format"},
		"nothing off":          {func(r *app.RewardRule) { r.Value = "0" }, "value format"},
		"more than all":        {func(r *app.RewardRule) { r.Value = "100.01" }, "value range"},
		"a value below":        {func(r *app.RewardRule) { r.Value = "-5" }, "value format"},
		"three places":         {func(r *app.RewardRule) { r.Value = "5.001" }, "value format"},
		"a strange prefix":     {func(r *app.RewardRule) { r.Prefix = "ten%" }, "prefix format"},
		"a budget below":       {func(r *app.RewardRule) { r.MostCodes = -1 }, "most_codes range"},
		"a sum for a share":    {func(r *app.RewardRule) { r.MostMoney = "100" }, "most_money unused"},
		"a gift of nothing":    {func(r *app.RewardRule) { r.Kind, r.Value = app.RewardGift, "" }, "product required"},
		"an amount of nothing": {func(r *app.RewardRule) { r.Kind = app.RewardAmount }, "currency required"},
		"too small a sum": {func(r *app.RewardRule) {
			r.Kind, r.Currency, r.MostMoney = app.RewardAmount, "EUR", "9.99"
		}, "most_money format"},
		"an end before its start": {func(r *app.RewardRule) { r.StartsAt, r.EndsAt, r.ValidDays = noon, noon, 1 }, "ends_at range"},
	} {
		rule := good
		one.change(&rule)
		var found []string
		for _, f := range reward.Check(rule) {
			found = append(found, f.Field+" "+f.Code)
		}
		require.Equal(t, []string{one.wrong}, found, name)
	}
	s := newScene(t)
	dollars := app.RewardRule{Handle: "d", Title: "Dollars", Kind: app.RewardAmount, Value: "5", Currency: "USD"}
	require.ErrorContains(t, s.keeper.Create(t.Context(), s.id, dollars), "currency unknown")
	require.ErrorContains(t, s.keeper.Create(t.Context(), s.id, app.RewardRule{}), "handle format")
}

func TestWhatIsPromisedOnlyMovesTheBudgetUp(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	require.NoError(t, s.keeper.Create(t.Context(), s.id, tenner(5)))
	for customer := range app.CustomerID(3) {
		s.earn(t, customer+1)
	}
	change := func(to reward.Change) error {
		_, err := s.keeper.Change(t.Context(), s.id, "tenner", to, nil)
		return err
	}
	for want, to := range map[string]reward.Change{
		"most_codes range":  {Title: "Ten", MostCodes: 2},
		"title length":      {MostCodes: 5},
		"most_money unused": {Title: "Ten", MostMoney: "100"},
		"ends_at past":      {Title: "Ten", EndsAt: s.now.Add(-time.Second)},
	} {
		require.ErrorContains(t, change(to), want)
	}
	require.Equal(t, tenner(5), s.state(t).Rule, "a refused change changes nothing")
	require.NoError(t, change(reward.Change{Title: "Ten", MostCodes: 3}))
	s.settle(t)
	require.Empty(t, s.earn(t, 9), "three were all")
	require.NoError(t, change(reward.Change{Title: "Ten", MostCodes: 4}))
	s.settle(t)
	require.NotEmpty(t, s.earn(t, 9))
	_, err := s.keeper.Change(t.Context(), s.id, "nobody", reward.Change{Title: "Ten"}, nil)
	require.True(t, app.Is(err, app.NotFound))
}

func TestADiscountFollowsItsRule(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	require.NoError(t, s.keeper.Create(t.Context(), s.id, tenner(0)))
	s.settle(t)
	s.shop.down = true
	to := reward.Change{Title: "A tenth", EndsAt: s.now.Add(24 * time.Hour), ValidDays: 10}
	changed, err := s.keeper.Change(t.Context(), s.id, "tenner", to, nil)
	require.NoError(t, err)
	require.True(t, changed.Changed)
	s.look(t)
	require.True(t, s.state(t).Changed, "nobody could be told")
	require.NotEmpty(t, s.earn(t, 1), "and yet codes are given out")
	s.shop.down = false
	s.settle(t)
	require.False(t, s.state(t).Changed)
	require.Equal(t, "A tenth", s.shop.told.Title)
	require.Equal(t, to.EndsAt.AddDate(0, 0, 10), s.shop.told.ValidUntil())
}

func TestARewardThatEndsIsPromisedToNobodyElse(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	rule := tenner(0)
	rule.ValidDays = 30
	require.NoError(t, s.keeper.Create(t.Context(), s.id, rule))
	s.shop.down = true
	require.Empty(t, s.earn(t, 1), "she is promised one")
	ended, err := s.keeper.End(t.Context(), s.id, "tenner", nil)
	require.NoError(t, err)
	require.Equal(t, s.now, ended.Rule.EndsAt)
	s.shop.down = false
	s.settle(t)
	require.NotEmpty(t, s.earn(t, 1), "a promise is kept")
	require.Empty(t, s.earn(t, 2))
	require.Equal(t, 1, s.state(t).Promised)
	require.Equal(t, ended.Rule.EndsAt.AddDate(0, 0, 30), s.shop.told.ValidUntil().UTC())
	again, err := s.keeper.End(t.Context(), s.id, "tenner", nil)
	require.NoError(t, err)
	require.True(t, again.Rule.EndsAt.Equal(ended.Rule.EndsAt), "it has ended once")

	late := tenner(0)
	late.Handle, late.StartsAt = "late", s.now.Add(time.Hour)
	require.NoError(t, s.keeper.Create(t.Context(), s.id, late))
	ended, err = s.keeper.End(t.Context(), s.id, "late", nil)
	require.NoError(t, err)
	require.Equal(t, ended.Rule.StartsAt, ended.Rule.EndsAt, "it never begins")
}
