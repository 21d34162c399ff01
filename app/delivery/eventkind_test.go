package delivery_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

func TestConsentsAreToldAsTheyStand(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		h := w.hearing(t, 1, integrations.ConsentChanged)
		grant := func(id string, state app.ConsentState) []app.Consent {
			return []app.Consent{{
				ID: id, Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: state, ChangedAt: w.clock.Now().Add(time.Second), Source: "theme",
			}}
		}
		w.answer(t, said{customer: 1, answers: map[string]string{"source": "podcast"}, consents: grant("a", app.ConsentGranted)})
		w.drainTo(t, hears)
		w.drainTo(t, hears)
		w.answer(t, said{customer: 1, answers: map[string]string{"source": "podcast"}, consents: grant("b", app.ConsentWithdrawn)})
		w.drainTo(t, hears)
		var told []string
		for _, e := range h.heard(1) {
			require.Equal(t, integrations.ConsentChanged, e.Name)
			told = append(told, e.Properties["channel"]+" "+e.Properties["purpose"]+" "+e.Properties["state"])
		}
		require.Equal(t, []string{"email marketing granted", "email marketing withdrawn"}, told)
	})
}

// sensitive publishes a survey whose questions are sensitive, one of them mapped.
func (w *world) sensitive(t *testing.T, change func(*app.Document)) {
	draft := app.Document{Handle: "private", Title: "Private", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceTheme}}
	for _, key := range []string{"health", "allergy"} {
		draft.Questions = append(draft.Questions, app.Question{
			Key: key, Type: "single_choice", Prompt: app.Text{"en": key + "?"}, Sensitive: true, Mapping: app.WriteBack{Metafield: key == "allergy"},
			Options: []app.Option{{Key: "nuts", Label: app.Text{"en": "Nuts and seeds"}}},
		})
	}
	if change != nil {
		change(&draft)
	}
	survey, err := w.store.CreateSurvey(t.Context(), w.shop, draft)
	require.NoError(t, err)
	w.survey = survey.ID
	_, err = w.store.PublishSurvey(t.Context(), w.shop, survey.ID, survey.Revision)
	require.NoError(t, err)
}

func TestOfWhatIsSensitiveOnlyWhatIsMappedIsTold(t *testing.T) {
	t.Parallel()
	w := lite(t)
	h := w.hearing(t, 1, integrations.AnswerGiven)
	w.sensitive(t, nil)
	w.answer(t, said{customer: 1, answers: map[string]string{"health": "nuts", "allergy": "nuts"}})
	w.drainTo(t, hears)
	told := map[string]string{}
	for _, e := range h.heard(1) {
		told[e.Properties["question"]] = e.Properties["answer"] + "/" + e.Properties["answer_key"]
	}
	require.Equal(t, map[string]string{"health": "/", "allergy": "Nuts and seeds/nuts"}, told)
}

func TestWhatAPurposeKeepsFromFlowIsNotToldAndTheMerchantSeesWhy(t *testing.T) {
	t.Parallel()
	w := lite(t)
	h := w.hearing(t, 1, integrations.AnswerGiven, integrations.ProfileChanged, integrations.AnswerWentStale)
	require.NoError(t, w.store.SetPurposes(t.Context(), w.shop, []app.Purpose{
		{Key: app.PurposePersonalisation, Title: "Personalisation", Basis: app.BasisContract},
		{Key: "care", Title: "Care", Basis: app.BasisContract, Destinations: []string{"shopify"}},
	}))
	w.sensitive(t, func(d *app.Document) { d.Questions[1].Purpose = "care" })
	w.answer(t, said{customer: 1, answers: map[string]string{"health": "nuts", "allergy": "nuts"}})
	w.drainTo(t, hears)
	require.Equal(t, []string{"answer-given health ", "profile-changed health "}, names(h.heard(1)))
	refused, err := w.store.Refusals(t.Context(), w.shop, []app.ProfileID{w.deliveries(t, "")[0].Profile})
	require.NoError(t, err)
	require.Len(t, refused, 1)
	require.Equal(t, "Care does not go to flow", refused[0].Reason)
}

func TestAnAnswerThatWentStaleIsToldOnce(t *testing.T) {
	t.Parallel()
	w := lite(t)
	h := w.hearing(t, 1, integrations.AnswerWentStale)
	w.sensitive(t, func(d *app.Document) { d.Questions[0].HalfLife = 10 })
	w.answer(t, said{customer: 1, answers: map[string]string{"health": "nuts", "allergy": "nuts"}})
	for range 2 {
		w.drain(t)
		w.drainTo(t, hears)
		require.Empty(t, h.heard(1))
	}
	for range 3 {
		w.clock.Advance(11 * 24 * time.Hour)
		require.NoError(t, w.lanes.Age(t.Context()))
		w.drain(t)
		w.drainTo(t, hears)
		require.Equal(t, []string{"answer-went-stale health "}, names(h.heard(1)))
	}
	require.NotContains(t, h.heard(1)[0].Properties, "answer")
}
