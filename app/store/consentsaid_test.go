package store_test

import (
	"encoding/json"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// emailed is what a consent to email is about.
var emailed = consent.Matter{Channel: app.ChannelEmail, Purpose: app.PurposeMarketing}

// agreed is a submission that answers the question "letters".
func agreed(v app.Version, customer app.CustomerID, yes bool, at time.Time) store.Submitted {
	s := said(v, customer, "podcast", at)
	s.Response.Answers = []app.Answer{{Question: "letters", Value: app.Value{Kind: app.KindBoolean, JSON: json.RawMessage(strconv.FormatBool(yes))}}}
	state := app.ConsentWithdrawn
	if yes {
		state = app.ConsentGranted
	}
	s.Consents = []app.Consent{{
		ID: "response/" + string(s.Response.ID) + "/letters", Channel: emailed.Channel, Purpose: emailed.Purpose, State: state, ChangedAt: at,
		Wording: "Får vi skriva till dig?", Locale: "sv", Survey: v.Survey, Version: v.Version, Question: "letters",
		Response: s.Response.ID, Source: string(s.Response.Surface), By: "user/7",
	}}
	return s
}

func ledger(t *testing.T, s *store.Store, holder string) []app.Consent {
	t.Helper()
	list, err := s.Consents(t.Context(), demo, holder)
	require.NoError(t, err)
	return list
}

func TestAConsentIsRecordedWithItsAnswerAndAllThatProvesIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		yes, no := agreed(v, ada, true, noon), agreed(v, ada, false, noon.Add(time.Hour))
		for _, one := range []store.Submitted{yes, yes, no} {
			_, err := s.RecordResponse(t.Context(), demo, one)
			require.NoError(t, err)
		}
		want := append(yes.Consents, no.Consents...)
		for i := range want {
			want[i].Shop, want[i].Holder = demo, app.CustomerSubject(ada)
		}
		require.Equal(t, want, ledger(t, s, app.CustomerSubject(ada)))
		require.False(t, consent.Granted(want, emailed))
		require.Equal(t, []app.Cause{app.CauseWithdrawn, app.CauseGranted}, causes(t, s), "what was taken back is told first")
	})
}

func TestAGuestsConsentIsHerProfiles(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		guest := agreed(v, 0, true, noon)
		guest.Visitor = uuid.NewString()
		_, err := s.RecordResponse(t.Context(), demo, guest)
		require.NoError(t, err)
		her, err := s.History(t.Context(), demo, store.Whom{Visitor: guest.Visitor})
		require.NoError(t, err)
		require.Len(t, ledger(t, s, app.ProfileSubject(her.Profile)), 1)
		all, err := s.ConsentsOf(t.Context(), demo, []app.ProfileID{her.Profile})
		require.NoError(t, err)
		require.Len(t, all[her.Profile], 1)
	})
}

func TestAHundredAtOnceAreOneConsent(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		same := agreed(v, ada, true, noon)
		var wg sync.WaitGroup
		for i := range 100 {
			wg.Go(func() {
				one := same
				if i%2 == 1 { // her page sends it again under another id
					one = agreed(v, ada, true, noon)
				}
				one.Repeats = repeatsAny
				_, err := s.RecordResponse(t.Context(), demo, one)
				require.NoError(t, err)
			})
		}
		wg.Wait()
		require.Len(t, ledger(t, s, app.CustomerSubject(ada)), 1)
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM responses"))
	})
}

// repeatsAny takes whatever was said before for the same.
func repeatsAny(_ bool, before []app.Response) (app.ResponseID, bool) {
	if len(before) == 0 {
		return "", false
	}
	return before[0].ID, true
}

func TestWhoAgreesAgainAfterTakingItBackElsewhereHasAgreed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		first := agreed(v, ada, true, noon)
		_, err := s.RecordResponse(t.Context(), demo, first)
		require.NoError(t, err)
		require.NoError(t, s.RecordConsent(t.Context(), demo, ada, told("back", app.ConsentWithdrawn, noon.Add(time.Hour))))

		for i := range 3 { // the same answer, each time under another id
			again := agreed(v, ada, true, noon.Add(time.Duration(2+i)*time.Hour))
			again.Repeats = repeatsAny
			got, err := s.RecordResponse(t.Context(), demo, again)
			require.NoError(t, err)
			require.Equal(t, i == 0, len(got.Destinations) > 0, "what is news is told")
		}
		all := ledger(t, s, app.CustomerSubject(ada))
		require.Len(t, all, 3, "given, taken back, given")
		require.True(t, consent.Granted(all, emailed))
		require.Equal(t, first.Response.ID, all[2].Response, "the response that is kept holds what she said")
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM responses"))
	})
}

func TestAResponseThatIsRefusedGivesNoConsent(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		_, err := s.RecordOrder(t.Context(), demo, anOrder(5, bob, 2_000))
		require.NoError(t, err)
		hers := agreed(v, ada, true, noon)
		hers.Response.Order = 5
		_, err = s.RecordResponse(t.Context(), demo, hers)
		require.True(t, app.Is(err, app.Invalid))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM consents"))
	})
}
