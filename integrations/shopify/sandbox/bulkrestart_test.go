package sandbox_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

// kept is a sandbox that keeps its state and starts when it is told to.
func kept(t *testing.T, dir string) *bench { return keptCrowd(t, dir, 0, 0) }

func keptCrowd(t *testing.T, dir string, customers, orders int) *bench {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	s, err := sandbox.New(sandbox.Config{
		AppURL: "http://127.0.0.1:1", BaseURL: "http://" + server.Listener.Addr().String(), APIKey: key, Secret: secret,
		Manifest: []byte(manifest), DataDir: dir, Customers: customers, Orders: orders,
	})
	require.NoError(t, err)
	server.Config.Handler = s.Handler()
	server.Start()
	t.Cleanup(server.Close)
	return &bench{T: t, sandbox: s, url: server.URL}
}

// live starts a sandbox until the end is called.
func (b *bench) live() (end func()) {
	ctx, cancel := context.WithCancel(b.Context())
	done := make(chan error, 1)
	go func() { done <- b.sandbox.Start(ctx) }()
	return func() {
		cancel()
		require.NoError(b, <-done)
	}
}

func TestARestartGoesOnWithEveryLineOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := kept(t, dir)
	first.install()
	const lines = 5_000 // too many to be done before it is asked once and stopped
	var file strings.Builder
	for i := range lines {
		fmt.Fprintf(&file, `{"input":{"email":"bulk-%d@example.com"}}`+"\n", i)
	}
	end := first.live()
	op := first.mutate(`mutation ($input: CustomerInput!) { customerCreate(input: $input) { userErrors { message } } }`, file.String())
	require.Eventually(t, func() bool { return first.operation(op.ID).ObjectCount != "0" }, 10*time.Second, time.Millisecond)
	end()
	require.Equal(t, "RUNNING", first.operation(op.ID).Status, "ended too late to show anything")

	second := kept(t, dir)
	second.token = first.token
	defer second.live()()
	op = second.ended(op)
	require.Equal(t, fmt.Sprint(lines), op.ObjectCount)
	for i, line := range second.result(op) {
		require.Equal(t, fmt.Sprintf(`{"data":{"customerCreate":{"userErrors":[]}},"__lineNumber":%d}`, i), line)
	}
}

func TestARestartGoesOnWithAQuery(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := kept(t, dir)
	first.install()
	op := first.query(`{ customers { edges { node { id } } } }`)
	end := first.live() // saves at its end
	end()
	second := kept(t, dir)
	second.token = first.token
	defer second.live()()
	require.Len(t, second.result(second.ended(op)), 3)
}

func TestAnOperationThatTakesTooLongIsGivenUp(t *testing.T) {
	t.Parallel()
	b := kept(t, "")
	b.install()
	slow := b.mutate(addTags, `{"id":"`+b.ada().ID+`","tags":["late"]}`)
	quick := b.query(`{ customers { edges { node { id } } } }`)
	b.send("", "/_sandbox/clock", map[string]any{"advance_s": 25 * 3600}, nil)
	defer b.live()()
	b.install()
	require.Equal(t, "TIMEOUT", b.ended(slow).ErrorCode)
	require.Equal(t, "COMPLETED", b.ended(quick).Status, "a query has ten days")
	require.NotContains(t, b.ada().Tags, "late")
}

func TestFilesNobodyKnowsAreSweptAway(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := kept(t, dir)
	b.install()
	status, text := b.post(b.stage("POST"), "{}", nil)
	require.Equal(t, 201, status, text)
	b.live()()
	files := filepath.Join(dir, "files")
	require.NoError(t, os.WriteFile(filepath.Join(files, "stray"), nil, 0o600))
	kept(t, dir)
	left, err := os.ReadDir(files)
	require.NoError(t, err)
	require.Len(t, left, 1)
	require.NotEqual(t, "stray", left[0].Name())
}
