package capture_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/capture"
)

// offers sets what the shop's catalogue holds; a vendor with a minus is gone.
func offers(t *testing.T, c *capture.Submitter, vendors ...string) {
	t.Helper()
	_, err := c.Store.Redraw(t.Context(), demo, "vendors", func([]app.Drawn) (list []app.Drawn) {
		for _, v := range vendors {
			one := app.Drawn{Name: v, Key: v, Label: v}
			if v[0] == '-' {
				one = app.Drawn{Name: v[1:], Key: v[1:], Label: v[1:], RetiredAt: noon}
			}
			list = append(list, one)
		}
		return list
	})
	require.NoError(t, err)
}

func TestAPageThatIsOlderThanTheCatalogueIsUnderstood(t *testing.T) {
	t.Parallel()
	c, _ := submitter(t)
	d := survey()
	d.Handle = "brands"
	d.Questions = append([]app.Question{{
		Key: "brands", Type: "multiple_choice", Prompt: app.Text{"en": "Which brands?"}, Required: true, Source: &app.Source{From: "vendors"},
	}}, d.Questions[2])
	made, err := c.Store.CreateSurvey(t.Context(), demo, d)
	require.NoError(t, err)
	_, err = c.Store.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	by := app.Speaker{Shop: demo, Customer: ada, Door: app.DoorCheckout}
	say := func(changes string) (app.Reply, error) {
		sub := submission(t, `{"survey":"brands","shown":[],"complete":true,`+changes+`}`)
		sub.ID = uuid.NewString()
		reply, _, err := c.Submit(t.Context(), by, sub)
		return reply, err
	}
	asked := func() []string {
		coming, err := c.Next(t.Context(), app.Speaker{Shop: demo}, capture.Where{Survey: "brands"})
		require.NoError(t, err)
		if coming.Next == nil {
			return nil
		}
		keys := []string{coming.Next.Key}
		for _, o := range coming.Next.Options {
			keys = append(keys, o.Key)
		}
		require.Nil(t, coming.Next.Source)
		return keys
	}

	require.Equal(t, []string{"wish"}, asked(), "there is nothing to choose from")
	_, err = say(`"answers":{"wish":"more"}`)
	require.NoError(t, err, "and nobody has to")
	offers(t, c, "nike", "puma")
	require.Equal(t, []string{"brands", "nike", "puma"}, asked())
	_, err = say(`"answers":{"wish":"more"}`)
	require.ErrorContains(t, err, "answers.brands required")
	reply, err := say(`"answers":{"wish":"much more"},"complete":false`)
	require.NoError(t, err)
	require.Equal(t, "brands", reply.Next.Key)
	require.Len(t, reply.Next.Options, 2)

	offers(t, c, "puma", "-nike")
	require.Equal(t, []string{"brands", "puma"}, asked())
	_, err = say(`"shown":[{"question":"brands","options":["nike","puma"]}],"answers":{"brands":["puma","nike"]}`)
	require.NoError(t, err)
	prefs, err := c.Store.Preferences(t.Context(), demo, ada)
	require.NoError(t, err)
	require.JSONEq(t, `["nike","puma"]`, string(prefs[0].Value.JSON))
	_, err = say(`"answers":{"brands":["adidas"]}`)
	require.ErrorContains(t, err, "answers.brands unknown_option")

	v, err := c.Version(t.Context(), demo, "brands", 1)
	require.NoError(t, err)
	require.Len(t, v.Document.Questions[0].Options, 1)
}
