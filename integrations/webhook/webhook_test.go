package webhook_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/webhook"
	"github.com/askwell/askwell/integrations/webhook/double"
)

func provider(by *client.Client) integrations.Provider { return webhook.Provider{Client: by} }

func TestAWebhookKeepsTheContractOfDestinations(t *testing.T) {
	t.Parallel()
	integrationtest.Run(t, func(t *testing.T) integrationtest.Target {
		stage := integrationtest.Play(t, provider, nil)
		stage.Double.(*double.Server).Add(integrationtest.Account, "ada@example.com", "vip")
		stage.Double.(*double.Server).Add(integrationtest.Account, "bo@example.com")
		target := stage.Target()
		target.People = [2]integrations.Subject{{Customer: 1, Email: "ada@example.com"}, {Email: "bo@example.com"}}
		target.Missing = integrations.Subject{Email: "cy@example.com"}
		target.State = func(_ *testing.T, s integrations.Subject) integrationtest.State { return state(stage, s.Email) }
		target.Automates = true
		return target
	})
}

func state(stage *integrationtest.Stage, email string) integrationtest.State {
	held := stage.State().(double.Account).People[email]
	if held == nil {
		return integrationtest.State{}
	}
	s := integrationtest.State{
		Properties: map[string]app.Value{}, Tags: held.Tags, Consents: map[app.Channel]integrations.Consent{}, Started: held.Loud,
	}
	for key, value := range held.Properties {
		s.Properties[key] = app.Value{JSON: value}
	}
	for channel, said := range held.Consents {
		s.Consents[app.Channel(channel)] = integrations.Consent{State: app.ConsentState(said.State), At: said.At}
	}
	for _, e := range held.Events {
		s.Events = append(s.Events, integrations.Event{ID: e.ID, Name: integrations.EventName(e.Name), At: e.At, Properties: e.Properties})
	}
	return s
}

// at connects to a server of the test's own.
func at(t *testing.T, settings map[string]string, answer http.HandlerFunc) integrations.Conn {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	to, err := url.Parse(server.URL)
	require.NoError(t, err)
	all := map[string]string{"url": "https://hooks.example.com/in", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}
	maps.Copy(all, settings)
	conn, err := provider(client.New(client.Config{
		Route: func(string) *url.URL { return to }, Now: func() time.Time { return time.Unix(1614265330, 0) },
	})).Connect(app.Shop{}, all)
	require.NoError(t, err)
	return conn
}

func tell(t *testing.T, conn integrations.Conn, id string) integrations.Outcome {
	t.Helper()
	return conn.Apply(t.Context(), []integrations.Change{{ID: id, Subject: integrations.Subject{Email: "ada@example.com"}, AddTags: []string{"oily"}}})[0]
}

func TestAMessageSaysWhatChanged(t *testing.T) {
	t.Parallel()
	stage := integrationtest.Play(t, provider, nil)
	conn := stage.Connect(t)
	said := time.Date(2026, 11, 22, 10, 0, 0, 0, time.FixedZone("CET", 3600))
	o := conn.Apply(t.Context(), []integrations.Change{{
		ID: "del.7", Subject: integrations.Subject{Customer: 7, Email: "ada@example.com", Phone: "+4791234567"},
		Set:   []integrations.Property{{Key: "skin", Value: app.Value{Kind: app.KindChoices, JSON: []byte(`["dry","öl"]`)}}},
		Unset: []string{"size"}, AddTags: []string{"a"}, RemoveTags: []string{"b"}, Quiet: true,
		Consents: []integrations.Consent{{Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: app.ConsentGranted, At: said, Wording: "Yes", OptIn: "single_opt_in"}},
		Events:   []integrations.Event{{ID: "e1", Name: integrations.AnswerGiven, At: said, Properties: map[string]string{"question": "skin"}}},
	}})[0]
	require.Equal(t, integrations.OK, o.Class, o.Reason)
	message := stage.State().(double.Account).Messages[0]
	require.Equal(t, "person.changed", message.Type)
	require.Regexp(t, `^msg_[0-9a-f]{32}$`, message.ID)
	require.JSONEq(t, `{"subject":{"customer_id":7,"email":"ada@example.com","phone":"+4791234567"},"set":{"skin":["dry","öl"]},"unset":["size"],
		"add_tags":["a"],"remove_tags":["b"],"quiet":true,
		"consents":[{"channel":"email","purpose":"marketing","state":"granted","at":"2026-11-22T09:00:00Z","wording":"Yes","opt_in":"single_opt_in"}],
		"events":[{"id":"e1","name":"answer-given","at":"2026-11-22T09:00:00Z","properties":{"question":"skin"}}]}`, string(message.Data))
}

func TestTheSignatureIsTheStandardsOwn(t *testing.T) {
	t.Parallel()
	// The example of the standard's libraries.
	require.Equal(t, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
		webhook.Signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), `{"test": 2432232314}`))
}

func TestWhileASecretIsReplacedBothSign(t *testing.T) {
	t.Parallel()
	var header http.Header
	before := webhook.NewSecret()
	conn := at(t, map[string]string{"old_secret": before}, func(_ http.ResponseWriter, r *http.Request) { header = r.Header })
	require.Equal(t, integrations.OK, tell(t, conn, "7").Class)
	signatures := strings.Fields(header.Get("webhook-signature"))
	require.Len(t, signatures, 2)
	require.NotEqual(t, signatures[0], signatures[1])
	require.NotContains(t, header.Get("webhook-id"), ".", "which would end it early where it is signed")
	require.Equal(t, "1614265330", header.Get("webhook-timestamp"))
}

func TestAMessageThatIsToldAgainHasTheSameName(t *testing.T) {
	t.Parallel()
	stage := integrationtest.Play(t, provider, nil)
	conn := stage.Connect(t)
	stage.Break(t, integrationtest.Lossy)
	require.Equal(t, integrations.Ambiguous, tell(t, conn, "7").Class)
	stage.Break(t, integrationtest.Fine)
	require.Equal(t, integrations.OK, tell(t, conn, "7").Class)
	require.Equal(t, integrations.OK, tell(t, conn, "").Class)
	require.Equal(t, integrations.OK, tell(t, conn, "").Class, "what has no name is never taken for a repeat")
	received := stage.State().(double.Account)
	require.Len(t, received.Messages, 3)
	other := conn.Apply(t.Context(), []integrations.Change{{ID: "7", Subject: integrations.Subject{Email: "ada@example.com"}, AddTags: []string{"dry"}}})[0]
	require.Equal(t, integrations.OK, other.Class)
	require.Len(t, stage.State().(double.Account).Messages, 4, "other words of the same cause are another message")
	require.Equal(t, 1, received.Repeats)
}

func TestAnAnswerMeansWhatTheStandardSays(t *testing.T) {
	t.Parallel()
	for status, class := range map[int]integrations.Class{
		200: integrations.OK, 204: integrations.OK, 301: integrations.Config, 307: integrations.Config, 400: integrations.Rejected, 401: integrations.Auth,
		403: integrations.Scope, 404: integrations.Transient, 408: integrations.Transient, 409: integrations.Rejected, 410: integrations.Retired,
		413: integrations.Rejected, 422: integrations.Rejected, 429: integrations.Throttled, 500: integrations.Transient, 502: integrations.Transient,
		503: integrations.Throttled, 504: integrations.Transient,
	} {
		conn := at(t, nil, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(status)
			_, _ = w.Write([]byte("ada@example.com is not welcome"))
		})
		o := tell(t, conn, "7")
		require.Equal(t, class, o.Class, status)
		require.Equal(t, status, o.Status)
		require.NotContains(t, o.Excerpt+o.Reason, "ada@")
		if class == integrations.Throttled {
			require.Equal(t, 2*time.Minute, o.After)
		}
	}
}

func TestAnEndlessAnswerIsReadAsFarAsItIsOfInterest(t *testing.T) {
	t.Parallel()
	written := make(chan int, 1)
	conn := at(t, nil, func(w http.ResponseWriter, _ *http.Request) {
		total := 0
		for n, err := w.Write(make([]byte, 1<<20)); err == nil && total < 1<<30; n, err = w.Write(make([]byte, 1<<20)) {
			total += n
		}
		written <- total
	})
	require.Equal(t, integrations.OK, tell(t, conn, "7").Class)
	require.Less(t, <-written, 64<<20, "what is in the network's buffers, and no more")
}

func TestWhatCannotBeConnectedIsSaid(t *testing.T) {
	t.Parallel()
	good := map[string]string{"url": "https://hooks.example.com/in", "secret": webhook.NewSecret()}
	for field, wrong := range map[string][]string{
		"url": {"", "http://hooks.example.com/in", "https://127.0.0.1/", "https://hooks.example.com:22/", "https://ada:pw@hooks.example.com/"},
		"secret": {
			"", "whsec_", "hush", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_" + strings.Repeat("A", 128),
		},
		"old_secret": {"hush"},
	} {
		for _, value := range wrong {
			settings := maps.Clone(good)
			settings[field] = value
			_, err := provider(nil).Connect(app.Shop{}, settings)
			require.True(t, app.Is(err, app.Invalid), value)
			require.Contains(t, err.Error(), field)
			require.NotContains(t, err.Error(), "127.0.0.1")
		}
	}
}

func TestASecretOfOursIsAsTheStandardWantsIt(t *testing.T) {
	t.Parallel()
	require.NotEqual(t, webhook.NewSecret(), webhook.NewSecret())
	for _, f := range provider(nil).Spec().Fields {
		require.Equal(t, f.Key == "secret", f.Suggest != nil)
	}
	_, err := provider(nil).Connect(app.Shop{}, map[string]string{"url": "https://hooks.example.com/", "secret": webhook.NewSecret()})
	require.NoError(t, err)
}

func TestWhoIsErasedIsToldOfInAMessageOfItsOwn(t *testing.T) {
	t.Parallel()
	stage := integrationtest.Play(t, provider, nil)
	her := integrations.Subject{Email: "ada@example.com"}
	o := stage.Connect(t).(integrations.Eraser).Erase(t.Context(), integrations.Erasure{Traces: []integrations.Trace{
		{Subject: integrations.Subject{Customer: 7}}, {Subject: her}, {Subject: her, Properties: []string{"skin"}, Tags: []string{"oily"}, Anew: true},
	}})
	require.Equal(t, integrations.OK, o.Class)
	messages := stage.State().(double.Account).Messages
	require.Len(t, messages, 2)
	require.Equal(t, "person.erase", messages[0].Type)
	require.JSONEq(t, `{"subject":{"email":"ada@example.com"},"everything":true}`, string(messages[0].Data))
	require.JSONEq(t, `{"subject":{"email":"ada@example.com"},"everything":false,"properties":["skin"],"tags":["oily"]}`, string(messages[1].Data))
}

func TestTheServerTakesNothingThatIsForged(t *testing.T) {
	t.Parallel()
	server := double.New(time.Now)
	settings := server.Open("demo")
	body := `{"type":"person.changed","id":"msg_1","timestamp":"2026-11-22T10:00:00Z","data":{"subject":{"email":"ada@example.com"}}}`
	post := func(id string, at time.Time, signature, body string) int {
		r := httptest.NewRequest(http.MethodPost, settings["url"], strings.NewReader(body))
		r.Header.Set("webhook-id", id)
		r.Header.Set("webhook-timestamp", strconv.FormatInt(at.Unix(), 10))
		r.Header.Set("webhook-signature", signature)
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		return w.Code
	}
	now := time.Now()
	sign := func(secret string, at time.Time) string { return webhook.Signature(secret, "msg_1", at, body) }
	require.Equal(t, 401, post("msg_1", now, sign(webhook.NewSecret(), now), body))
	require.Equal(t, 401, post("msg_2", now, sign(settings["secret"], now), body))
	require.Equal(t, 401, post("msg_1", now, sign(settings["secret"], now), body+" "))
	require.Equal(t, 401, post("msg_1", now.Add(-6*time.Minute), sign(settings["secret"], now.Add(-6*time.Minute)), body))
	require.Equal(t, 401, post("msg_1", now, "", body))
	require.Empty(t, server.State("demo").(double.Account).Messages)
	require.Equal(t, 204, post("msg_1", now, "v1,AAAA "+sign(settings["secret"], now), body))
	require.Len(t, server.State("demo").(double.Account).Messages, 1)
}
