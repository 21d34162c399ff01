package publish_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestAQuestionIsForWhatTheShopUsesAnswersFor(t *testing.T) {
	t.Parallel()
	p, _, _ := publisher(t)
	words := app.Text{"en": "Yes, write to me", "sv": "Ja, skriv till mig"}
	draft := app.Document{
		Handle: "news", Title: "News", Languages: []string{"en", "sv"}, Placements: []app.Surface{app.SurfaceTheme},
		Thanks: words,
		Questions: []app.Question{
			told(app.Question{Key: "wish", Type: "text", Prompt: words, Purpose: "research", Mapping: app.WriteBack{Metafield: true}}),
			told(app.Question{Key: "mail", Type: "consent", Prompt: words, Purpose: app.PurposeMarketing, Channel: app.ChannelEmail, Mapping: app.WriteBack{Metafield: true}}),
			told(app.Question{Key: "use", Type: "consent", Prompt: words, Mapping: app.WriteBack{Metafield: true}}),
		},
	}
	survey, err := p.Create(t.Context(), demo, draft)
	require.NoError(t, err)
	require.NoError(t, p.Ready(t.Context(), survey))

	survey.Draft.Questions[0].Purpose, survey.Draft.Questions[1].Channel = "astrology", app.ChannelTracking
	err = p.Ready(t.Context(), survey)
	require.ErrorContains(t, err, "questions.0.purpose unknown")
	require.ErrorContains(t, err, "questions.1.channel unknown")

	own := append(app.DefaultPurposes(), app.Purpose{Key: "astrology", Title: "Astrology", Basis: app.BasisContract})
	own[2].Channels = append(own[2].Channels, app.ChannelTracking)
	require.NoError(t, p.Store.SetPurposes(t.Context(), demo, own))
	require.NoError(t, p.Ready(t.Context(), survey), "the shop has it now")
}
