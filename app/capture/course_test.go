package capture_test

import (
	"encoding/json"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/capture"
)

// branched asks which podcast only of who came by one, and skips the wish of a
// friend's friend.
func branched(t *testing.T) *capture.Submitter {
	t.Helper()
	c, _ := submitter(t)
	d := survey()
	d.Handle = "branched"
	d.Questions[0].Next = []app.Branch{{If: json.RawMessage(`{"==":[{"var":"answers.source"},"friend"]}`), To: "end"}}
	d.Questions[1] = app.Question{
		Key: "which_podcast", Type: "text", Prompt: app.Text{"en": "Which podcast?"}, Required: true,
		If: json.RawMessage(`{"==":[{"var":"answers.source"},"podcast"]}`),
	}
	made, err := c.Store.CreateSurvey(t.Context(), demo, d)
	require.NoError(t, err)
	_, err = c.Store.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	return c
}

const anew = `"id":"9d1f7a52-3c8e-4b11-9a55-0c6a3f0e8d11","survey":"branched","shown":[]`

func TestAnAnswerDecidesWhatIsAskedNext(t *testing.T) {
	t.Parallel()
	c := branched(t)
	by := app.Speaker{Shop: demo, Door: app.DoorCheckout}
	for answer, want := range map[string]struct {
		next string
		left int
	}{
		`"podcast"`:          {"which_podcast", 2},
		`{"other":"poster"}`: {"wish", 1},
		`"friend"`:           {"", 0},
	} {
		reply, _, err := c.Submit(t.Context(), by, submission(t, `{"id":"`+uuid.NewString()+`","survey":"branched","order":"",
			"shown":[{"question":"source"}],"answers":{"source":`+answer+`},"complete":false}`))
		require.NoError(t, err)
		require.Equal(t, want.left, reply.Remaining, answer)
		if want.next == "" {
			require.Nil(t, reply.Next)
			continue
		}
		require.Equal(t, want.next, reply.Next.Key)
	}
}

func TestOnlyWhatTheAnswersLeadToIsRequired(t *testing.T) {
	t.Parallel()
	c := branched(t)
	by := app.Speaker{Shop: demo, Door: app.DoorCheckout}
	_, _, err := c.Submit(t.Context(), by, submission(t, `{`+anew+`,"answers":{"source":"podcast"}}`))
	var refused *app.Error
	require.ErrorAs(t, err, &refused)
	require.Equal(t, "answers.which_podcast", refused.Fields[0].Field)
	_, _, err = c.Submit(t.Context(), by, submission(t, `{`+anew+`,"answers":{"source":"friend"}}`))
	require.NoError(t, err)
}

func TestACustomerIsLedOnByWhatSheSaidBefore(t *testing.T) {
	t.Parallel()
	c := branched(t)
	by := app.Speaker{Shop: demo, Customer: ada, Door: app.DoorCheckout}
	_, _, err := c.Submit(t.Context(), by, submission(t, `{`+anew+`,"answers":{"source":"podcast"},"complete":false}`))
	require.NoError(t, err)
	coming, err := c.Next(t.Context(), by, capture.Where{Survey: "branched"})
	require.NoError(t, err)
	require.Equal(t, "which_podcast", coming.Next.Key)
	require.Equal(t, 2, coming.Remaining)
}
