package preference_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/store"
)

func TestSheSeesWhatSheSaidAndWhy(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.answers(customer(ada), "gid://shopify/Order/5", map[string]any{"source": "podcast"})
		k, err := w.keeper.Known(w.Context(), customer(ada), "sv")
		require.NoError(w, err)
		require.Equal(w, []string{preference.Interests, preference.Personal, preference.Consents, preference.Frequency}, sectionsOf(k))
		q := k.Sections[0].Questions[0]
		require.Equal(w, "How did you hear of us? (sv)", q.Prompt)
		require.Equal(w, []string{"Why source (sv)", "Get source (sv)", "Use source (sv)"}, []string{q.Why, q.Get, q.Use})
		require.Equal(w, preference.Use{Key: "personalisation", Title: "Personalisering", Basis: app.BasisInterest}, q.Purpose)
		require.Equal(w, `"podcast"`, string(q.Answer.Value))
		require.Equal(w, []string{"A podcast (sv)"}, q.Answer.Words)
		require.Equal(w, app.SurfaceThankYou, q.Answer.Surface)
		require.Equal(w, preference.Fresh, q.Answer.Freshness)
		require.Equal(w, q.Answer.Since.Add(30*24*time.Hour), q.Answer.KeptUntil)
		require.Equal(w, q.Answer.Since.Add(10*24*time.Hour), q.Answer.StaleAt)
		require.Equal(w, preference.Counts{Responses: 1, Answers: 1, Open: 4}, k.Counts)

		w.keeper.Now = func() time.Time { return time.Now().Add(11 * 24 * time.Hour) }
		require.Equal(w, preference.Stale, w.question(customer(ada), "source").Answer.Freshness)
	})
}

func sectionsOf(k preference.Known) (keys []string) {
	for _, s := range k.Sections {
		keys = append(keys, s.Key)
	}
	return keys
}

func TestAChangeIsAResponseLikeAnyOther(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.answers(customer(ada), "", map[string]any{"source": "podcast"})
		id := w.applies(customer(ada), preference.Change{Set: raw(w, map[string]any{"source": "friend"}), Locale: "en"})
		require.Equal(w, map[string]string{"source": `"friend"`}, w.values(customer(ada)))
		require.Equal(w, app.SurfacePreferences, w.question(customer(ada), "source").Answer.Surface)
		require.Equal(w, []string{`"friend"`, `"podcast"`}, w.ever(store.Whom{Customer: ada}, "source"))
		require.Equal(w, []app.Cause{app.CauseAnswer, app.CauseAnswer}, w.planned())

		w.applies(customer(ada), preference.Change{Set: raw(w, map[string]any{"source": "podcast"})})
		w.applies(customer(ada), preference.Change{ID: id, Set: raw(w, map[string]any{"source": "friend"})})
		require.Equal(w, map[string]string{"source": `"podcast"`}, w.values(customer(ada)), "a late repeat changes nothing")
		require.Len(w, w.planned(), 3)

		w.applies(customer(ada), preference.Change{Set: raw(w, map[string]any{"source": "podcast"})})
		require.Len(w, w.ever(store.Whom{Customer: ada}, "source"), 3, "who says the same again says nothing new")
		require.Len(w, w.planned(), 3)
		require.Equal(w, []app.DestinationID{"shopify", "shopify", "shopify"}, w.rung[:3])
	})
}

func TestWhatSheTakesBackIsForgottenWhereverSheSaidIt(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.answers(customer(ada), "gid://shopify/Order/5", map[string]any{"source": "podcast", "wish": "rain"})
		w.answers(customer(ada), "gid://shopify/Order/6", map[string]any{"source": "friend"})
		id := w.applies(customer(ada), preference.Change{Clear: []string{"source"}})
		require.Equal(w, map[string]string{"wish": `"rain"`}, w.values(customer(ada)))
		require.Equal(w, []string{"null", "null", "null"}, w.ever(store.Whom{Customer: ada}, "source"))
		require.ElementsMatch(w, []app.Cause{
			app.CauseAnswer, app.CauseAnswer, // said on two orders
			app.CauseWithdrawn, app.CauseWithdrawn, app.CauseWithdrawn, // taken back from her and from each
		}, w.planned())
		on, err := w.store.SaidOnOrders(w.Context(), demo, []app.OrderID{5, 6})
		require.NoError(w, err)
		require.Len(w, on, 1)
		require.Equal(w, "wish", on[0].Key)

		w.applies(customer(ada), preference.Change{Set: raw(w, map[string]any{"source": "friend"})})
		w.applies(customer(ada), preference.Change{ID: id, Clear: []string{"source"}})
		require.Equal(w, map[string]string{"wish": `"rain"`, "source": `"friend"`}, w.values(customer(ada)), "a late repeat takes nothing back")
	})
}

func TestWhatWasTakenBackIsNotAskedAgainAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.answers(customer(ada), "", map[string]any{"source": "podcast"})
		w.applies(customer(ada), preference.Change{Clear: []string{"source"}})
		at := where("thank-you")
		next, err := w.submitter.Next(w.Context(), customer(ada), at)
		require.NoError(w, err)
		require.NotContains(w, next.Ask, "source")
		require.Contains(w, next.Ask, "wish")
		w.submitter.Asker.Now = func() time.Time { return time.Now().Add(11 * 24 * time.Hour) }
		next, err = w.submitter.Next(w.Context(), customer(ada), at)
		require.NoError(w, err)
		require.Contains(w, next.Ask, "source", "its wave is over")
	})
}

func TestAllOfAChangeIsDoneOrNothing(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.answers(customer(ada), "", map[string]any{"source": "podcast"})
		wrong := w.refuses(customer(ada), preference.Change{
			ID: "x", Locale: "?", Set: raw(w, map[string]any{"source": "friend"}),
		})
		require.Equal(w, map[string]string{"id": "format", "locale": "format"}, wrong)
		wrong = w.refuses(customer(ada), preference.Change{
			Set:      raw(w, map[string]any{"source": "moon", "wish": "rain", "none": 1, "mobile": nil}),
			Clear:    []string{"nothing", "wish"},
			Consents: []preference.Choice{{Channel: "email", Purpose: "marketing", Granted: true}, {Channel: "tracking", Purpose: "marketing"}, {Channel: "email", Purpose: "x"}},
			Snooze:   []preference.Snooze{{Question: "way"}, {Question: "way"}, {Question: "nothing"}},
		})
		require.Equal(w, map[string]string{
			"set.source": "unknown_option", "set.none": "unknown", "set.mobile": "required", "clear.0": "unknown", "clear.1": "repeated",
			"consents.0.wording": "required", "consents.1.channel": "unknown", "consents.2.purpose": "unknown",
			"snooze.1.question": "repeated", "snooze.2.question": "unknown",
		}, wrong)
		require.Equal(w, map[string]string{"source": `"podcast"`}, w.values(customer(ada)))
		require.Empty(w, w.states(customer(ada)))
		require.Len(w, w.planned(), 1)
	})
}

func TestAChangeOfSeveralSurveysIsOne(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.publish(body())
		change := preference.Change{ID: newID(), Set: raw(w, map[string]any{"source": "friend", "health_ok": true, "skin": "dry"})}
		w.applies(customer(ada), change)
		w.applies(customer(ada), change)
		require.Equal(w, map[string]string{"source": `"friend"`, "health_ok": "true", "skin": `"dry"`}, w.values(customer(ada)))
		require.Equal(w, 2, w.known(customer(ada)).Counts.Responses)
	})
}

func TestASensitiveAnswerWantsItsConsent(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.publish(body())
		require.Equal(w, "health_ok", w.question(customer(ada), "skin").Needs)
		say := preference.Change{Set: raw(w, map[string]any{"skin": "dry"})}
		require.Equal(w, map[string]string{"set.skin": "consent"}, w.refuses(customer(ada), say))
		elsewhere := []preference.Choice{{Channel: "personalisation", Purpose: "research", Granted: true, Wording: "Show me nicer pictures."}}
		w.applies(customer(ada), preference.Change{Consents: elsewhere})
		require.Equal(w, map[string]string{"set.skin": "consent"}, w.refuses(customer(ada), say), "she has agreed to something else")
		w.applies(customer(ada), preference.Change{Set: raw(w, map[string]any{"health_ok": true})})
		require.Empty(w, w.question(customer(ada), "skin").Needs)
		w.applies(customer(ada), say)
		say.Set, say.Consents = raw(w, map[string]any{"skin": "oily"}), []preference.Choice{{Channel: "personalisation", Purpose: "research"}}
		require.Equal(w, map[string]string{"set.skin": "consent"}, w.refuses(customer(ada), say))
		w.applies(customer(ada), preference.Change{Set: raw(w, map[string]any{"health_ok": false}), Clear: []string{"skin"}})
		require.Equal(w, map[string]string{"health_ok": "false"}, w.values(customer(ada)))
	})
}

func TestOneMatterIsOneConsentHoweverSheIsAsked(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.answers(customer(ada), "", map[string]any{"email_marketing": true})
		w.applies(customer(ada), preference.Change{Set: raw(w, map[string]any{"email_marketing": true}), Locale: "sv"})
		require.Equal(w, map[string]app.ConsentState{"email marketing": app.ConsentGranted}, w.states(customer(ada)))

		w.applies(customer(ada), preference.Change{Consents: []preference.Choice{{Channel: "email", Purpose: "marketing"}}})
		require.Equal(w, map[string]app.ConsentState{"email marketing": app.ConsentWithdrawn}, w.states(customer(ada)))
		require.Equal(w, map[string]string{"email_marketing": "false"}, w.values(customer(ada)), "the answer follows")
		require.Contains(w, w.planned(), app.CauseWithdrawn)

		w.applies(customer(ada), preference.Change{Set: raw(w, map[string]any{"email_marketing": true}), Locale: "sv"})
		require.Equal(w, map[string]app.ConsentState{"email marketing": app.ConsentGranted}, w.states(customer(ada)))
		for _, c := range w.known(customer(ada)).Consents {
			if c.State == app.ConsentGranted {
				require.Equal(w, "Yes, write to me. (sv)", c.Wording, "what she read stands beside it")
			}
		}
		w.applies(customer(ada), preference.Change{Clear: []string{"email_marketing"}})
		require.Equal(w, map[string]app.ConsentState{"email marketing": app.ConsentWithdrawn}, w.states(customer(ada)), "who takes it back withdraws it")
		require.Equal(w, map[string]string{"consents.0.granted": "contradiction"}, w.refuses(customer(ada), preference.Change{
			Set:      raw(w, map[string]any{"email_marketing": true}),
			Consents: []preference.Choice{{Channel: "email", Purpose: "marketing"}},
		}))
	})
}

func TestWhatShePrefersIsNoConsentAndTheConflictIsShown(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.applies(customer(ada), preference.Change{
			Set:      raw(w, map[string]any{"way": "sms"}),
			Consents: []preference.Choice{{Channel: "sms", Purpose: "marketing", Granted: true, Wording: "Text me."}},
		})
		require.Empty(w, w.known(customer(ada)).Conflicts)
		w.applies(customer(ada), preference.Change{Consents: []preference.Choice{{Channel: "sms", Purpose: "marketing"}}})
		conflicts := w.known(customer(ada)).Conflicts
		require.Len(w, conflicts, 1)
		require.Equal(w, "way", conflicts[0].Question)
		require.Equal(w, app.ChannelSMS, conflicts[0].Channel)
		w.applies(customer(ada), preference.Change{Set: raw(w, map[string]any{"way": "email"})})
		require.Empty(w, w.known(customer(ada)).Conflicts)
	})
}

func TestStaffSpeakForACustomerByNameAndWithAReason(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		staff := customer(ada)
		staff.Door, staff.By = app.DoorStaff, "user/7"
		change := preference.Change{
			Set:      raw(w, map[string]any{"source": "friend"}),
			Consents: []preference.Choice{{Channel: "phone", Purpose: "marketing", Granted: true, Wording: "May we call you?"}},
		}
		require.Equal(w, map[string]string{"reason": "required"}, w.refuses(staff, change))
		staff.Why = strings.Repeat("x", 501)
		require.Equal(w, map[string]string{"reason": "required"}, w.refuses(staff, change))
		staff.Why = "She called about her order."
		w.applies(staff, change)
		answer := w.question(customer(ada), "source").Answer
		require.True(w, answer.ByStaff)
		require.Equal(w, app.SurfaceStaff, answer.Surface)
		ledger, err := w.store.Consents(w.Context(), demo, app.CustomerSubject(ada))
		require.NoError(w, err)
		require.Len(w, ledger, 1)
		require.Equal(w, []string{"user/7", "May we call you?", "staff"}, []string{ledger[0].By, ledger[0].Wording, ledger[0].Source})
		nobody := app.Speaker{Shop: demo, Door: app.DoorStaff, By: "user/7", Why: "?"}
		require.Contains(w, w.refuses(nobody, change), "customer")
	})
}
