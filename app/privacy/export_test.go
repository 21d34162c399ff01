package privacy_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const ada app.CustomerID = 7_000_000_000_001

// asking is a survey with a question of each sort that matters to an export.
func asking() app.Document {
	both := func(en, sv string) app.Text { return app.Text{"en": en, "sv": sv} }
	return app.Document{
		Handle: "heard", Title: "Where from", Languages: []string{"en", "sv"}, Placements: []app.Surface{app.SurfaceThankYou},
		Questions: []app.Question{
			{
				Key: "source", Type: "single_choice", Prompt: both("How did you hear of us?", "Hur hörde du talas om oss?"),
				Why: both("To thank them", "För att tacka dem"), Use: both("We count", "Vi räknar"), Get: both("Nothing", "Inget"),
				HalfLife: 30, Quota: 7, Priority: 3, If: app.Rule(`{"==":[{"var":"shopper.known"},true]}`),
				Options: []app.Option{{Key: "podcast", Label: both("A podcast", "En podd")}, {Key: "friend", Label: both("A friend", "En vän")}},
				Other:   &app.Other{Label: both("Something else", "Något annat")},
			},
			{Key: "wish", Type: "text", Prompt: both("What do you miss?", "Vad saknar du?"), KeepDays: 90},
			{Key: "skin", Type: "multiple_choice", Prompt: both("Your skin?", "Din hy?"), Source: &app.Source{From: "tags"}},
			{Key: "news", Type: "consent", Prompt: both("I want news", "Jag vill ha nyheter"), Purpose: "marketing", Channel: app.ChannelEmail},
		},
	}
}

func publishedAs(t testing.TB, s *store.Store, d app.Document) app.Version {
	t.Helper()
	made, err := s.CreateSurvey(t.Context(), demo, d)
	require.NoError(t, err)
	v, err := s.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	return v
}

func answer(key string, kind app.ValueKind, value string) app.Answer {
	return app.Answer{Question: key, Value: app.Value{Kind: kind, JSON: json.RawMessage(value)}}
}

func speak(t testing.TB, s *store.Store, v app.Version, id app.ResponseID, at time.Time, answers ...app.Answer) {
	t.Helper()
	_, err := s.RecordResponse(t.Context(), demo, store.Submitted{
		Customer: ada, Reply: app.Reply{ID: id}, Response: app.Response{
			ID: id, Survey: v.Survey, Version: v.Version, Surface: app.SurfaceThankYou, Locale: "sv-SE", Complete: true, Proof: app.ProofCustomer,
			Shown:   []app.Shown{{Question: "source", Options: []string{"friend", "podcast", "other"}}, {Question: "wish"}},
			Answers: answers, StartedAt: at.Add(-time.Minute), SubmittedAt: at,
		},
	})
	require.NoError(t, err)
}

func deskAt(s *store.Store, at time.Time) *privacy.Desk {
	return privacy.New(s, nil, func() time.Time { return at })
}

const (
	firstSaid app.ResponseID = "01890000-0000-7000-8000-000000000001"
	thenSaid  app.ResponseID = "01890000-0000-7000-8000-000000000002"
)

func told(t *testing.T) *store.Store {
	t.Helper()
	s, _ := setup(t)
	v := publishedAs(t, s, asking())
	_, err := s.Redraw(t.Context(), demo, "tags", func([]app.Drawn) []app.Drawn {
		return []app.Drawn{{Name: "Dry", Key: "dry", Label: "Dry"}, {Name: "Oily", Key: "oily", Label: "Oily"}}
	})
	require.NoError(t, err)
	speak(t, s, v, firstSaid, noon, answer("source", app.KindChoice, `"podcast"`), answer("wish", app.KindText, `"tea"`))
	speak(t, s, v, thenSaid, noon.Add(time.Hour), answer("source", app.KindChoice, `{"other":"a <b>dream</b>"}`), answer("skin", app.KindChoices, `["dry"]`), answer("news", app.KindBoolean, `true`))
	require.NoError(t, s.RecordConsent(t.Context(), demo, ada, app.Consent{
		ID: "shopify/1", Channel: app.ChannelEmail, Purpose: "marketing", State: app.ConsentGranted, ChangedAt: noon, Source: "shopify",
	}))
	return s
}

func TestAnExportSaysItInTheWordsSheRead(t *testing.T) {
	t.Parallel()
	data, err := deskAt(told(t), noon.Add(2*time.Hour)).Export(t.Context(), demo, ada, nil)
	require.NoError(t, err)
	require.Equal(t, app.PersonalFormat, data.Format)
	require.Len(t, data.Responses, 2)
	require.Equal(t, []app.WordingData{
		{Question: "source", Language: "sv", Prompt: "Hur hörde du talas om oss?", Options: []string{"En vän", "En podd", "Något annat"}, Answer: []string{"En podd"}},
		{Question: "wish", Language: "sv", Prompt: "Vad saknar du?", Options: []string{}, Answer: []string{"tea"}},
	}, data.Responses[0].Wording)
	require.Equal(t, []app.Shown{{Question: "source", Options: []string{"friend", "podcast", "other"}}, {Question: "wish"}}, data.Responses[0].Shown)
	require.Equal(t, []app.DrawnData{{Shelf: "tags", Name: "Dry", Key: "dry", Label: "Dry"}}, data.Drawn, "what she did not see is not hers")
}

func TestAnExportTellsWhatAnswersAreWorthNow(t *testing.T) {
	t.Parallel()
	s := told(t)
	states := func(at time.Time) map[string]app.Freshness {
		data, err := deskAt(s, at).Export(t.Context(), demo, ada, nil)
		require.NoError(t, err)
		worth := map[string]app.Freshness{}
		for _, p := range data.Preferences {
			worth[p.Key] = p.Freshness
		}
		return worth
	}
	all := func(source app.Freshness) map[string]app.Freshness {
		return map[string]app.Freshness{"source": source, "wish": app.Fresh, "skin": app.Fresh, "news": app.Fresh}
	}
	require.Equal(t, all(app.Fresh), states(noon.Add(2*time.Hour)))
	require.Equal(t, all(app.Stale), states(noon.AddDate(0, 0, 31)))
	_, err := s.Contradict(t.Context(), demo, ada, []string{"source"}, noon.Add(3*time.Hour))
	require.NoError(t, err)
	require.Equal(t, all(app.Doubted), states(noon.Add(4*time.Hour)))
}

func TestAnExportDoesNotTellWhomAMerchantAsks(t *testing.T) {
	t.Parallel()
	data, err := deskAt(told(t), noon).Export(t.Context(), demo, ada, nil)
	require.NoError(t, err)
	require.Len(t, data.Surveys, 1)
	q := data.Surveys[0].Questions[0]
	require.Empty(t, q.If)
	require.Zero(t, q.Quota)
	require.Zero(t, q.Priority)
	require.Equal(t, 30, q.HalfLife, "how long it counts concerns her")
}

func TestADataRequestIsAnsweredWithBothAndNobodyReadsThemAtRest(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, app.Access{Token: "t", RefreshToken: "r"}))
		speak(t, s, publishedAs(t, s, asking()), firstSaid, noon, answer("wish", app.KindText, `"tea"`))
		desk := deskAt(s, noon)
		require.NoError(t, desk.Answer(t.Context(), demo, privacy.Request{ID: "r", Customer: ada, At: noon}))
		kept, err := s.PrivacyRequest(t.Context(), demo, "r")
		require.NoError(t, err)
		var data app.PersonalData
		require.NoError(t, json.Unmarshal(kept.Export, &data))
		require.Len(t, data.Responses, 1)
		require.Contains(t, string(kept.Page), "tea")
		require.Contains(t, string(kept.Page), `<html lang="sv">`, "she reads Swedish")
		_, err = desk.EraseCustomer(t.Context(), demo, privacy.Request{ID: "e", Customer: ada, At: noon})
		require.NoError(t, err)
		kept, err = s.PrivacyRequest(t.Context(), demo, "r")
		require.NoError(t, err)
		require.Empty(t, kept.Export)
		require.Empty(t, kept.Page)
	})
}
