package client_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

func TestWhatIsAskedIsClassedAndRead(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/fine":
			_, _ = w.Write([]byte(`{"name":"demo"}`))
		case "/page":
			_, _ = w.Write([]byte(`<html>`))
		default:
			http.Error(w, `{"message":"ada@example.com is not there"}`, http.StatusNotFound)
		}
	}))
	t.Cleanup(server.Close)
	to, err := url.Parse(server.URL)
	require.NoError(t, err)
	by := client.New(client.Config{Route: func(string) *url.URL { return to }})
	ask := func(path string, into any) integrations.Outcome {
		return by.Ask(t.Context(), client.Request{Method: http.MethodGet, URL: "https://api.example.com" + path}, into)
	}

	var account struct{ Name string }
	require.Equal(t, integrations.OK, ask("/fine", &account).Class)
	require.Equal(t, "demo", account.Name)
	require.Equal(t, integrations.OK, ask("/page", nil).Class, "nobody wants to read it")
	page := ask("/page", &account)
	require.Equal(t, integrations.Transient, page.Class)
	require.NotEmpty(t, page.Reason)
	missing := ask("/gone", &account)
	require.Equal(t, integrations.Missing, missing.Class)
	require.Contains(t, missing.Excerpt, "is not there")
	require.NotContains(t, missing.Excerpt, "ada")
}

func TestABucketIsAnAccountsAndNamesNoSecret(t *testing.T) {
	t.Parallel()
	one, other := client.Bucket("acme", "key-one", "all", 10), client.Bucket("acme", "key-two", "all", 10)
	require.InDelta(t, 8, one.Rate, 0.001, "the shop has other apps")
	require.Regexp(t, `^acme/[0-9a-f]{12}/all$`, one.Key)
	require.Equal(t, one, client.Bucket("acme", "key-one", "all", 10))
	require.NotEqual(t, one.Key, other.Key)
}

func TestEverybodyIsToldOfOnceAndNobodyWhenNothingGetsThrough(t *testing.T) {
	t.Parallel()
	person := func(email string) integrations.Change {
		return integrations.Change{Subject: integrations.Subject{Email: email}}
	}
	changes := []integrations.Change{person("ada@example.com"), person(""), person("ada@example.com"), person("bo@example.com"), person("cy@example.com")}
	var told []string
	got := client.Each(changes, 1, func(c integrations.Change) integrations.Outcome {
		told = append(told, c.Subject.Email)
		if c.Subject.Email == "bo@example.com" {
			return integrations.Outcome{Class: integrations.Auth, Reason: "the key is dead"}
		}
		return integrations.Outcome{Class: integrations.OK}
	})
	require.Equal(t, []string{"ada@example.com", "bo@example.com"}, told)
	classes := make([]integrations.Class, len(got))
	for i, o := range got {
		classes[i] = o.Class
	}
	require.Equal(t, []integrations.Class{integrations.OK, integrations.Rejected, integrations.OK, integrations.Auth, integrations.Auth}, classes)
}
