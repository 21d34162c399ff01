package sandbox_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox"
	"github.com/askwell/askwell/integrations/webhook/double"
)

// withTool is a sandbox beside whose shop one tool is played.
func withTool(t *testing.T) (call func(method, path, body string) (int, string)) {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	box, err := sandbox.New(sandbox.Config{
		AppURL: "http://127.0.0.1:1", BaseURL: "http://" + server.Listener.Addr().String(), APIKey: key, Secret: secret, Manifest: []byte(manifest),
		Destinations: []sandbox.Destination{{Name: "webhook", Title: "Webhook", Double: double.New(time.Now)}},
	})
	require.NoError(t, err)
	server.Config.Handler = box.Handler()
	server.Start()
	t.Cleanup(server.Close)
	return func(method, path, body string) (int, string) {
		request, err := http.NewRequestWithContext(t.Context(), method, server.URL+"/_sandbox/"+path, bytes.NewBufferString(body))
		require.NoError(t, err)
		answer, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		return answer.StatusCode, string(text)
	}
}

func TestAToolIsPlayedBesideTheShop(t *testing.T) {
	t.Parallel()
	call := withTool(t)
	_, text := call("GET", "destinations", "")
	var list struct {
		Destinations []struct {
			Name, Title string
			Settings    map[string]string
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &list))
	require.Len(t, list.Destinations, 1)
	require.Equal(t, "webhook", list.Destinations[0].Name)
	require.Equal(t, "https://"+double.Host+double.Path+"demo", list.Destinations[0].Settings["url"], "one account is there from the beginning")

	status, text := call("POST", "destinations/webhook"+double.Path+"demo", "{}")
	require.Equal(t, 401, status, "the vendor's own paths are answered by its own rules")
	require.Equal(t, "the signature is wrong", text)
	status, text = call("POST", "destinations/webhook/_trouble", `{"account":"demo","busy":true}`)
	require.Equal(t, 200, status)
	require.JSONEq(t, `{"busy":true}`, text)
	status, _ = call("POST", "destinations/webhook"+double.Path+"demo", "{}")
	require.Equal(t, 429, status)
	status, _ = call("POST", "destinations/webhook/_trouble", `{"loud":true}`)
	require.Equal(t, 400, status, "what is not known is not taken for nothing")
}

func TestAResetForgetsAllAccountsButTheFirst(t *testing.T) {
	t.Parallel()
	call := withTool(t)
	_, text := call("POST", "destinations/webhook/_accounts", `{"account":"second"}`)
	require.Contains(t, text, double.Path+"second")
	for _, account := range []string{"second", "demo"} {
		_, _ = call("POST", "destinations/webhook/_trouble", `{"account":"`+account+`","down":false,"busy":true}`)
		status, _ := call("POST", "destinations/webhook"+double.Path+account, "{}")
		require.Equal(t, 429, status)
	}
	status, _ := call("POST", "reset", "{}")
	require.Equal(t, 200, status)
	_, text = call("POST", "destinations/webhook"+double.Path+"second", "{}")
	require.Equal(t, "who are you?", text)
	_, text = call("POST", "destinations/webhook"+double.Path+"demo", "{}")
	require.Equal(t, "the signature is wrong", text)
	_, text = call("GET", "destinations/webhook/_state", "")
	require.JSONEq(t, `{"messages":null,"repeats":0,"people":{}}`, text)
}
