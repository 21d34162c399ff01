package interop_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The Node that the tests' own package carries; the library asks for 22, which
// a machine's own need not be.
const node = "../../../../.ci/node/node_modules/.bin/node"

// library is app.mjs at work: a small app on Shopify's own library.
type library struct {
	*testing.T
	url string
}

// startLibrary starts the app for a sandbox at that address.
func startLibrary(t *testing.T, sandbox string) library {
	t.Helper()
	config, err := json.Marshal(map[string]any{"sandbox": sandbox, "key": key, "secret": secret, "scopes": scopes})
	require.NoError(t, err)
	_, err = os.Stat("node_modules/@shopify/shopify-api")
	require.NoError(t, err, "Shopify's library is missing: run make tools")
	process := exec.Command(newNode(t), "app.mjs", string(config))
	process.Stderr = os.Stderr
	held, err := process.StdinPipe() // it ends when this does, however the test ends
	require.NoError(t, err)
	out, err := process.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, process.Start())
	t.Cleanup(func() {
		require.NoError(t, held.Close())
		require.NoError(t, process.Wait())
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	return library{t, strings.TrimSpace(address)}
}

func newNode(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat(node); err == nil {
		return node
	}
	path, err := exec.LookPath("node")
	require.NoError(t, err, "Node is missing: run make tools")
	version, err := exec.Command(path, "--print", "process.versions.node.split('.')[0] >= 22").Output()
	require.NoError(t, err)
	require.Equal(t, "true", strings.TrimSpace(string(version)), "Node is older than 22: run make tools")
	return path
}

// refusal is an error of the library.
type refusal struct {
	Name, Message string
	Status        int // the HTTP status behind it, 0 for none
	Errors        []struct {
		Message    string
		Extensions struct{ Code string }
	}
	Body json.RawMessage
}

// outcome is what came of a call: a result or a refusal.
type outcome[T any] struct {
	Result  T
	Refused *refusal
}

// ask makes a call of calls.mjs.
func ask[T any](l library, name string, args map[string]any) outcome[T] {
	l.Helper()
	text, err := json.Marshal(args)
	require.NoError(l, err)
	answer, err := http.Post(l.url+"/calls/"+name, "application/json", bytes.NewReader(text))
	require.NoError(l, err)
	return decode[outcome[T]](l.T, answer)
}

// get makes a call that must not be refused.
func get[T any](l library, name string, args map[string]any) T {
	l.Helper()
	out := ask[T](l, name, args)
	require.Nil(l, out.Refused, name)
	return out.Result
}

func decode[T any](t *testing.T, answer *http.Response) T {
	t.Helper()
	defer answer.Body.Close()
	require.Equal(t, http.StatusOK, answer.StatusCode)
	var out T
	require.NoError(t, json.NewDecoder(answer.Body).Decode(&out))
	return out
}

// heard is a request of the shop's with the library's verdict on it.
type heard struct {
	Method, URL, Body string
	Headers           map[string]string
	Valid             bool
	Verdict           json.RawMessage
	Refused           *refusal
}

// heard are the requests the shop has sent so far, below a path.
func (l library) heard(path string) []heard {
	l.Helper()
	answer, err := http.Get(l.url + "/heard")
	require.NoError(l, err)
	var out []heard
	for _, h := range decode[[]heard](l.T, answer) {
		if strings.HasPrefix(h.URL, path) {
			out = append(out, h)
		}
	}
	return out
}
