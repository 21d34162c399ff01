package client_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

func TestAStatusIsClassedTheWayMostVendorsMeanIt(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]struct {
		class integrations.Class
		kind  app.Kind
	}{
		301: {integrations.Bug, app.Internal}, 400: {integrations.Rejected, app.Rejected}, 401: {integrations.Auth, app.Unauthorized},
		402: {integrations.Scope, app.Forbidden}, 403: {integrations.Scope, app.Forbidden}, 404: {integrations.Missing, app.NotFound},
		405: {integrations.Bug, app.Internal}, 408: {integrations.Transient, app.Unavailable}, 409: {integrations.Conflict, app.Conflict},
		410: {integrations.Retired, app.Rejected}, 413: {integrations.Bug, app.Internal}, 415: {integrations.Bug, app.Internal},
		422: {integrations.Rejected, app.Rejected}, 429: {integrations.Throttled, app.Throttled}, 500: {integrations.Transient, app.Unavailable},
		502: {integrations.Transient, app.Unavailable}, 520: {integrations.Transient, app.Unavailable},
	} {
		o := client.Outcome(client.Response{Status: status, Body: []byte("ada@example.com")}, nil)
		require.Equal(t, want.class, o.Class, status)
		require.Equal(t, status, o.Status)
		require.NotEmpty(t, o.Reason)
		require.NotContains(t, o.Reason, "ada")
		require.Equal(t, want.kind, app.KindOf(client.Error(o)), status)
	}
	fine := client.Outcome(client.Response{Status: 204}, nil)
	require.Equal(t, integrations.OK, fine.Class)
	require.NoError(t, client.Error(fine))
}

func TestEveryClassHasAnError(t *testing.T) {
	t.Parallel()
	for _, class := range []integrations.Class{
		integrations.Throttled, integrations.Transient, integrations.Ambiguous, integrations.Auth, integrations.Scope, integrations.Config,
		integrations.Retired, integrations.Missing, integrations.Rejected, integrations.Blocked, integrations.Conflict,
	} {
		require.NotEqual(t, app.Internal, app.KindOf(client.Error(integrations.Outcome{Class: class, Reason: "no"})), class)
	}
}

func TestHowLongToWaitIsReadInEveryWayItIsWritten(t *testing.T) {
	t.Parallel()
	after := func(text string) time.Duration {
		return client.RetryAfter(client.Response{Header: http.Header{"Retry-After": {text}}})
	}
	for text, want := range map[string]time.Duration{
		"7": 7 * time.Second, "0.2": time.Second, "0": time.Second, "-5": time.Second, "1e9": time.Hour, "86400": time.Hour, "soon": 10 * time.Second,
		"": 10 * time.Second, "NaN": 10 * time.Second, "Inf": time.Hour,
	} {
		require.Equal(t, want, after(text), text)
	}
	at := time.Now().Add(90 * time.Second).UTC().Format(http.TimeFormat)
	require.InDelta(t, 90, after(at).Seconds(), 2)
}
