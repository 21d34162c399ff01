package consent_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
)

var email = consent.Matter{Channel: app.ChannelEmail, Purpose: app.PurposeMarketing}

func entry(id string, state app.ConsentState, at int64) app.Consent {
	return app.Consent{ID: id, Channel: email.Channel, Purpose: email.Purpose, State: state, ChangedAt: time.UnixMilli(at)}
}

func TestTheNewestWordCounts(t *testing.T) {
	t.Parallel()
	ledger := []app.Consent{
		entry("late", app.ConsentGranted, 3), entry("newest", app.ConsentWithdrawn, 5), entry("first", app.ConsentGranted, 1),
	}
	require.Equal(t, "newest", consent.Standing(ledger)[email].ID)
	require.False(t, consent.Granted(ledger, email))
	require.True(t, consent.Granted(append(ledger, entry("again", app.ConsentGranted, 6)), email))
}

func TestAtOneMomentTheOneThatGivesLessCounts(t *testing.T) {
	t.Parallel()
	states := []app.ConsentState{app.ConsentWithdrawn, app.ConsentPending, app.ConsentGranted}
	for i, less := range states {
		for _, more := range states[i:] {
			ledger := []app.Consent{entry("b", more, 1), entry("a", less, 1)}
			require.Equal(t, less, consent.Standing(ledger)[email].State)
		}
	}
	unheard := []app.Consent{entry("a", "unheard_of", 1), entry("b", app.ConsentGranted, 1)}
	require.False(t, consent.Granted(unheard, email), "a state nobody knows is no permission")
}

func TestPendingIsNotGranted(t *testing.T) {
	t.Parallel()
	require.False(t, consent.Granted([]app.Consent{entry("a", app.ConsentPending, 1)}, email))
	require.False(t, consent.Granted(nil, email))
}

func TestEachChannelAndPurposeIsAMatterOfItsOwn(t *testing.T) {
	t.Parallel()
	ledger := []app.Consent{
		entry("email", app.ConsentGranted, 1),
		{ID: "sms", Channel: app.ChannelSMS, Purpose: app.PurposeMarketing, State: app.ConsentWithdrawn, ChangedAt: time.UnixMilli(2)},
		{ID: "service", Channel: app.ChannelEmail, Purpose: "service", State: app.ConsentWithdrawn, ChangedAt: time.UnixMilli(3)},
	}
	require.True(t, consent.Granted(ledger, email))
	require.Len(t, consent.Standing(ledger), 3)
}

func TestAQuestionThatSaysNothingElseIsAboutPersonalisation(t *testing.T) {
	t.Parallel()
	require.Equal(t, consent.Matter{Channel: app.ChannelPersonalisation, Purpose: app.PurposePersonalisation}, consent.Of(app.Question{Key: "ok"}))
	require.Equal(t, email, consent.Of(app.Question{Channel: app.ChannelEmail, Purpose: app.PurposeMarketing}))
}

func TestAnyOrderAndRepetitionComesToTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ledger := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) app.Consent {
			return app.Consent{
				ID:        rapid.StringMatching("[a-h]{1,3}").Draw(t, "id"),
				Channel:   rapid.SampledFrom(app.Channels).Draw(t, "channel"),
				Purpose:   rapid.SampledFrom([]string{"marketing", "research"}).Draw(t, "purpose"),
				State:     rapid.SampledFrom([]app.ConsentState{app.ConsentGranted, app.ConsentPending, app.ConsentWithdrawn}).Draw(t, "state"),
				ChangedAt: time.UnixMilli(rapid.Int64Range(1, 4).Draw(t, "at")),
			}
		}), 0, 30, func(c app.Consent) string { return c.ID }).Draw(t, "ledger")

		told := slices.Clone(ledger)
		for range rapid.IntRange(0, 10).Draw(t, "repeats") {
			if len(ledger) > 0 {
				told = append(told, rapid.SampledFrom(ledger).Draw(t, "again"))
			}
		}
		shuffle := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)) //nolint:gosec // an order, not a secret
		shuffle.Shuffle(len(told), func(i, j int) { told[i], told[j] = told[j], told[i] })

		standing := consent.Standing(ledger)
		require.Equal(t, standing, consent.Standing(told))
		for about, counted := range standing {
			for _, one := range ledger {
				if one.Channel != about.Channel || one.Purpose != about.Purpose {
					continue
				}
				require.False(t, one.ChangedAt.After(counted.ChangedAt), "nothing newer was said")
				if one.State == app.ConsentWithdrawn && one.ChangedAt.Equal(counted.ChangedAt) {
					require.Equal(t, app.ConsentWithdrawn, counted.State, "who took it back at that moment did")
				}
			}
		}
	})
}

func TestOnlyWhoReadTheWordsHasGrantedThem(t *testing.T) {
	t.Parallel()
	by := func(question string, state app.ConsentState, at int64) app.Consent {
		e := entry(question, state, at)
		e.Question = question
		return e
	}
	require.False(t, consent.GrantedBy([]app.Consent{entry("elsewhere", app.ConsentGranted, 1)}, email, "health_ok"))
	require.False(t, consent.GrantedBy([]app.Consent{by("news_ok", app.ConsentGranted, 1)}, email, "health_ok"))
	said := []app.Consent{by("health_ok", app.ConsentGranted, 1)}
	require.True(t, consent.GrantedBy(said, email, "health_ok"))
	require.False(t, consent.GrantedBy(append(said, entry("withdrawn", app.ConsentWithdrawn, 2)), email, "health_ok"))
	require.False(t, consent.GrantedBy(append(said, by("health_ok", app.ConsentWithdrawn, 2), entry("elsewhere", app.ConsentGranted, 3)), email, "health_ok"))
}
