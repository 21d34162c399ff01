package mailerlite_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/mailerlite"
)

// perform puts MailerLite on a stage: ada (1001) has left long ago, bo (1002) gets mails.
func perform(t *testing.T, asks string) (target integrationtest.Target, do func(method, path, body string)) {
	stage := integrationtest.Play(t, func(by *client.Client) integrations.Provider { return mailerlite.Provider{Client: by} }, nil)
	stage.Settings["double_opt_in"] = asks
	do = func(method, path, body string) {
		stage.Do(t, method, "/api/subscribers"+path, http.Header{"Authorization": {"Bearer " + stage.Settings["api_key"]}}, body)
	}
	do(http.MethodPost, "", `{"email":"ada@example.com","status":"unsubscribed","unsubscribed_at":"2020-01-01 10:00:00"}`)
	do(http.MethodPost, "/1001/groups/101", "")
	do(http.MethodPost, "", `{"email":"bo@example.com"}`)
	target = stage.Target()
	target.People = [2]integrations.Subject{{Email: "ada@example.com"}, {Email: "bo@example.com"}}
	target.Missing, target.Lists, target.Asks = integrations.Subject{Email: "cy@example.com"}, [2]string{"101", "102"}, asks == "unconfirmed"
	target.Say = func(_ *testing.T, _ integrations.Subject, said integrations.Consent) {
		do(http.MethodPut, "/1001", `{"status":"unsubscribed","unsubscribed_at":"`+said.At.UTC().Format(time.DateTime)+`"}`)
	}
	target.Spoil = func(c *integrations.Change) string {
		c.JoinLists = []string{"404"}
		return "list:404"
	}
	return target, do
}

func TestMailerLiteKeepsTheContractOfDestinations(t *testing.T) {
	for _, asks := range []string{"active", "unconfirmed"} {
		t.Run("who agrees is "+asks, func(t *testing.T) {
			integrationtest.Run(t, func(t *testing.T) (target integrationtest.Target) { target, _ = perform(t, asks); return target })
		})
	}
}

func TestWhoBouncedAtMailerLiteStaysAway(t *testing.T) {
	t.Parallel()
	target, do := perform(t, "active")
	conn, err := target.Provider.Connect(app.Shop{}, target.Settings)
	require.NoError(t, err)
	do(http.MethodPut, "/1002", `{"status":"bounced"}`)
	got := conn.Apply(t.Context(), []integrations.Change{{Subject: target.People[1], Unset: []string{"name"}, Consents: []integrations.Consent{
		{Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: app.ConsentGranted, At: time.Now()},
	}}})
	require.Equal(t, integrations.OK, got[0].Class, got[0].Reason)
	require.Equal(t, integrations.Blocked, got[0].Refused[0].Class)
}
