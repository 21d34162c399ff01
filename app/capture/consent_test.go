package capture_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/store/storetest"
)

// faithful asks for a consent, then for what needs it, then for something else.
func faithful() app.Document {
	return app.Document{
		Handle: "faith", Languages: []string{"en", "sv", "pt-BR"}, Placements: app.Surfaces,
		Questions: []app.Question{
			{
				Key: "faith_ok", Type: "consent", Purpose: "research", Channel: app.ChannelEmail,
				Prompt: app.Text{"en": "You may ask what I believe.", "sv": "Ni får fråga vad jag tror på.", "pt-BR": "Podem perguntar em que acredito."},
			},
			{Key: "faith", Type: "text", Purpose: "research", Sensitive: true, Consent: "faith_ok", Prompt: app.Text{"en": "What do you believe?"}},
			{Key: "wish", Type: "text", Prompt: app.Text{"en": "Anything else?"}},
		},
	}
}

type believer struct {
	*capture.Submitter
	t  *testing.T
	at time.Time
}

func believers(t *testing.T) *believer {
	t.Helper()
	s := storetest.New(t)
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, app.Access{Token: "t", RefreshToken: "r", ExpiresAt: noon, RefreshExpiresAt: noon}))
	made, err := s.CreateSurvey(t.Context(), demo, faithful())
	require.NoError(t, err)
	_, err = s.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	b := &believer{t: t, at: noon}
	now := func() time.Time { b.at = b.at.Add(time.Second); return b.at }
	b.Submitter = &capture.Submitter{Store: s, Asker: &ask.Asker{Store: s, Now: now}, Ring: (&bell{}).ring, Now: now}
	return b
}

// says submits answers under an id that ends in n.
func (b *believer) says(by app.Speaker, n, answers, more string) (app.Reply, error) {
	b.t.Helper()
	by.Shop = demo
	reply, _, err := b.Submit(b.t.Context(), by, submission(b.t, `{"survey":"faith","order":"","shown":[],"complete":false,
		"id":"4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d`+n+`","answers":`+answers+more+`}`))
	return reply, err
}

func (b *believer) ledger(holder string) []app.Consent {
	b.t.Helper()
	list, err := b.Store.Consents(b.t.Context(), demo, holder)
	require.NoError(b.t, err)
	return list
}

func TestAConsentIsKeptWithTheWordsSheRead(t *testing.T) {
	t.Parallel()
	b := believers(t)
	for n, one := range []struct{ locale, wording, tag, answer string }{
		{"sv-FI", "Ni får fråga vad jag tror på.", "sv", "true"},
		{"pt-BR", "Podem perguntar em que acredito.", "pt-BR", "false"},
		{"pt-PT", "You may ask what I believe.", "en", "true"}, // what her page showed
		{"", "You may ask what I believe.", "en", "false"},
	} {
		_, err := b.says(app.Speaker{Customer: ada}, "1"+string(rune('0'+n)), `{"faith_ok":`+one.answer+`}`, `,"locale":"`+one.locale+`"`)
		require.NoError(t, err)
		all := b.ledger(app.CustomerSubject(ada))
		require.Len(t, all, n+1)
		got := all[n]
		require.Equal(t, one.wording, got.Wording)
		require.Equal(t, one.tag, got.Locale)
		require.Equal(t, map[string]app.ConsentState{"true": app.ConsentGranted, "false": app.ConsentWithdrawn}[one.answer], got.State, "a no is proven too")
		require.Equal(t, consent.Matter{Channel: app.ChannelEmail, Purpose: "research"}, consent.Matter{Channel: got.Channel, Purpose: got.Purpose})
		require.Equal(t, "thank-you", got.Source)
		require.Equal(t, "response/"+string(got.Response)+"/faith_ok", got.ID)
		require.Equal(t, 1, got.Version)
	}
}

func TestASensitiveAnswerWithoutItsConsentIsRefusedAndLeavesNoTrace(t *testing.T) {
	t.Parallel()
	b := believers(t)
	for name, answers := range map[string]string{
		"nothing said":   `{"faith":"the sea"}`,
		"a no":           `{"faith":"the sea","faith_ok":false}`,
		"left unticked":  `{"faith":"the sea","faith_ok":null}`,
		"with the rest":  `{"faith":"the sea","wish":"tea"}`,
		"no and another": `{"faith":"the sea","wish":"tea","faith_ok":false}`,
	} {
		for _, by := range []app.Speaker{{Customer: ada}, {}} {
			_, err := b.says(by, "20", answers, "")
			require.ErrorContains(t, err, "answers.faith consent", name)
			require.True(t, app.Is(err, app.Invalid))
			require.NotContains(t, err.Error(), "the sea")
		}
	}
	require.Empty(t, b.ledger(app.CustomerSubject(ada)))
	_, err := b.Store.CustomerProfile(t.Context(), demo, ada)
	require.True(t, app.Is(err, app.NotFound))
}

func TestASensitiveAnswerIsTakenWithItsConsentOrAfterIt(t *testing.T) {
	t.Parallel()
	b := believers(t)
	_, err := b.says(app.Speaker{}, "30", `{"faith_ok":true,"faith":"the sea"}`, "")
	require.NoError(t, err, "even of who cannot be known again")

	her := app.Speaker{Customer: ada}
	reply, err := b.says(her, "31", `{"faith_ok":true}`, `,"shown":[{"question":"faith_ok"}]`)
	require.NoError(t, err)
	require.Equal(t, "faith", reply.Next.Key)
	require.Empty(t, reply.Next.Consent, "her page reads the condition")
	_, err = b.says(her, "32", `{"faith":"the sea"}`, "")
	require.NoError(t, err)

	require.NoError(t, b.Store.RecordConsent(t.Context(), demo, ada, app.Consent{
		ID: "back", Channel: app.ChannelEmail, Purpose: "research", State: app.ConsentWithdrawn, ChangedAt: b.at.Add(time.Second), Source: "preferences",
	}))
	_, err = b.says(her, "33", `{"faith":"the land"}`, "")
	require.ErrorContains(t, err, "answers.faith consent", "it was taken back elsewhere")
	_, err = b.says(app.Speaker{Customer: ada + 1}, "34", `{"faith":"the sea"}`, "")
	require.ErrorContains(t, err, "answers.faith consent", "one's consent is not another's")
}

func TestAGuestsConsentPermitsHerAfterSheLogsInAndNobodyElse(t *testing.T) {
	t.Parallel()
	b := believers(t)
	browser := `,"visitor":"` + strings.Repeat("0", 8) + `-0000-4000-8000-000000000001"`
	_, err := b.says(app.Speaker{}, "40", `{"faith_ok":true}`, browser)
	require.NoError(t, err)
	_, err = b.says(app.Speaker{}, "41", `{"faith":"the sea"}`, browser)
	require.NoError(t, err)
	_, err = b.says(app.Speaker{}, "42", `{"faith":"the sea"}`, "")
	require.ErrorContains(t, err, "consent")
	_, err = b.says(app.Speaker{Customer: ada}, "43", `{"faith":"the sky"}`, browser)
	require.NoError(t, err, "it was her who agreed as a guest")
	_, err = b.says(app.Speaker{}, "44", `{"faith":"the sea"}`, browser)
	require.ErrorContains(t, err, "consent", "what she agreed to as a customer is not a guest's")
}

func TestNobodyIsAskedWhatSheHasNotAgreedTo(t *testing.T) {
	t.Parallel()
	b := believers(t)
	her := app.Speaker{Customer: ada}
	reply, err := b.says(her, "50", `{"faith_ok":false}`, `,"shown":[{"question":"faith_ok"}]`)
	require.NoError(t, err)
	require.Equal(t, []string{"wish"}, reply.Ask)
	made, err := b.Store.SurveyByHandle(t.Context(), demo, "faith")
	require.NoError(t, err)
	require.Empty(t, made.Draft.Questions[1].If, "the draft stays as it was written")
}
