package capture_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/capture"
)

// quiz comes out at light or dark, and a podcast leads to dark whatever weighs.
func quiz(t *testing.T) *capture.Submitter {
	t.Helper()
	c, _ := submitter(t)
	d := survey()
	d.Handle, d.Languages = "quiz", []string{"en", "sv"}
	d.Endings = []app.Ending{{Key: "light", Title: app.Text{"en": "Light"}}, {Key: "dark", Title: app.Text{"en": "Dark"}}}
	d.Questions[0].Required = false
	d.Questions[0].Options[0].Weights = map[string]int{"light": 1}
	d.Questions[0].Options[1].Weights = map[string]int{"dark": 2}
	d.Questions[0].Options[1].Label["sv"] = "En vän"
	d.Questions[1].Options[0].Weights = map[string]int{"dark": 3, "light": 1}
	d.Questions[1].Options[1].Weights = map[string]int{"dark": -1}
	d.Questions[2].Next = []app.Branch{{If: app.Rule(`{"==":[{"var":"visit.country"},"SE"]}`), To: "end:light"}}
	made, err := c.Store.CreateSurvey(t.Context(), demo, d)
	require.NoError(t, err)
	_, err = c.Store.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	return c
}

func TestAQuizTellsWhatItCameOutAtAndWhy(t *testing.T) {
	t.Parallel()
	c := quiz(t)
	guest := app.Speaker{Shop: demo, Door: app.DoorProxy}
	ends := func(by app.Speaker, changes string) *app.Ended {
		t.Helper()
		reply, _, err := c.Submit(t.Context(), by, submission(t, `{"survey":"quiz","order":"","shown":[],`+changes+`}`))
		require.NoError(t, err)
		return reply.Ending
	}
	one := `"id":"4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d12",`
	both := one + `"locale":"sv-SE","answers":{"source":"friend","topics":["sale","news"]}`
	want := &app.Ended{Key: "dark", Because: []string{"News", "En vän"}}
	require.Equal(t, want, ends(guest, both), "what weighed against it is no reason")
	require.Equal(t, want, ends(guest, both), "a repeat is told the same")
	require.Equal(t, &app.Ended{Key: "light"}, ends(guest, `"id":"4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d13","answers":{"source":{"other":"a poster"}}`))
	require.Equal(t, &app.Ended{Key: "light", Because: []string{"A podcast"}},
		ends(guest, `"id":"4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d14","facts":{"visit.country":"SE"},"answers":{"source":"podcast","topics":["sale"]}`),
		"a branch decides by the visit")

	ada := app.Speaker{Shop: demo, Customer: ada, Door: app.DoorProxy}
	require.Nil(t, ends(ada, `"id":"4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d15","shown":[{"question":"source"}],"answers":{"source":"podcast"},"complete":false`), "she is not through")
	require.Equal(t, &app.Ended{Key: "dark", Because: []string{"News"}},
		ends(ada, `"id":"4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d16","answers":{"topics":["news"]}`), "what she said before counts")
	require.Equal(t, &app.Ended{Key: "dark", Because: []string{"News"}},
		ends(app.Speaker{Shop: demo, Customer: 8, Door: app.DoorProxy}, `"id":"4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d17","answers":{"topics":["news"]}`))

	reply, _, err := c.Submit(t.Context(), guest, submission(t, `{}`))
	require.NoError(t, err)
	require.Nil(t, reply.Ending, "another survey is none")
}

func TestAnEndingNamesNoSensitiveAnswer(t *testing.T) {
	t.Parallel()
	c, _ := submitter(t)
	d := survey()
	d.Handle, d.Endings = "quiz", []app.Ending{{Key: "light", Title: app.Text{"en": "Light"}}, {Key: "dark", Title: app.Text{"en": "Dark"}}}
	d.Questions[0].Mapping, d.Questions[0].Sensitive, d.Questions[0].Purpose = app.WriteBack{}, true, "research"
	d.Questions[0].Consent = "faith_ok"
	d.Questions[0].Options[0].Weights = map[string]int{"dark": 1}
	d.Questions = append(d.Questions, faithful().Questions[0])
	made, err := c.Store.CreateSurvey(t.Context(), demo, d)
	require.NoError(t, err)
	_, err = c.Store.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	reply, _, err := c.Submit(t.Context(), app.Speaker{Shop: demo, Customer: ada, Door: app.DoorCheckout}, submission(t,
		`{"survey":"quiz","shown":[],"answers":{"source":"podcast","faith_ok":true}}`))
	require.NoError(t, err)
	require.Equal(t, &app.Ended{Key: "dark"}, reply.Ending)
}
