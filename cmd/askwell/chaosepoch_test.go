package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store/storetest/postgres"
	"github.com/askwell/askwell/extensions"
	"github.com/askwell/askwell/integrations/all"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

// epoch is a whole world of its own: two processes of the app behind a door, a database
// and a Redis that they share, three shops, and every tool in each of them.
type epoch struct {
	running
	plan     plan
	identity appIdentity
	database *postgres.Server
	db       *sql.DB // the harness's own eyes
	redis    *redisServer
	door     *door
	backs    []*back
	sandbox  *sandbox.Sandbox
	tools    map[string]all.Double
	mapped   map[string]map[string]app.Mapping // by shop and tool
	dial     dial                              // the shops', the tools' and the processes' clock
	busy     map[string]*sync.Mutex            // by what cannot break twice at once
	calls    *traffic
	met      *tally
}

// back is a process of the app.
type back struct {
	mortal
	address, clockFile string
	restarts           sync.Mutex
}

// restart kills it and starts it again; who else wants to kill it meanwhile waits.
func (b *back) restart(down time.Duration) error {
	b.restarts.Lock()
	defer b.restarts.Unlock()
	b.kill()
	time.Sleep(down)
	return b.start()
}

// setUp is how far all clocks go forward once everything stands: so that whatever a
// process that is an hour behind writes down is after what the merchant did.
const setUp = 3 * time.Hour

// newEpoch makes a world ready: the app is installed, the survey out, the tools connected.
func newEpoch(t *testing.T, database *postgres.Server, met *tally, p plan) *epoch {
	t.Helper()
	e := &epoch{
		plan: p, database: database, dial: newDial(), mapped: map[string]map[string]app.Mapping{}, tools: map[string]all.Double{}, busy: map[string]*sync.Mutex{},
		calls: &traffic{calls: map[string]int{}}, met: met,
	}
	for _, name := range []string{"redis", "database", "clock0", "clock1"} {
		e.busy[name] = new(sync.Mutex)
	}
	e.t, e.output = t, &lockedBuffer{}
	e.openSandbox()
	e.redis = startRedis(t)
	url, err := e.database.Create(t.Context())
	require.NoError(t, err)
	e.db, err = sql.Open("pgx", url)
	require.NoError(t, err)
	t.Cleanup(func() {
		_ = e.db.Close()
		require.NoError(t, e.database.Drop(context.Background(), url))
	})
	for i, b := range e.backs {
		e.prepare(b, i, url)
		require.NoError(t, b.start())
		t.Cleanup(b.kill)
	}
	for _, b := range e.backs {
		e.waitFor(b)
	}
	require.NoError(t, e.furnish())
	require.NoError(t, e.forward(setUp))
	return e
}

// openSandbox serves the shops, the tools, and the door to the app.
func (e *epoch) openSandbox() {
	t := e.t
	id, err := sandboxIdentity(t.TempDir())
	require.NoError(t, err)
	e.identity = id
	shops, front := listenHere(t), listenHere(t)
	e.shop, e.app = urlOf(shops).String(), urlOf(front).String()
	for range 2 {
		port := freePort(t)
		e.backs = append(e.backs, &back{address: fmt.Sprintf("http://127.0.0.1:%d", port)})
	}
	e.door = newDoor(e.calls, e.met, e.backs[0].address, e.backs[1].address)
	manifest, err := os.ReadFile("../../shopify.app.toml")
	require.NoError(t, err)
	// The merchant may merge customers; the app may not.
	manifest = bytes.Replace(manifest, []byte(",read_customer_merge,"), []byte(",read_customer_merge,write_customer_merge,"), 1)
	var playing []sandbox.Destination
	for _, d := range all.Doubles(func() time.Time { return e.sandbox.Now() }) {
		if !slices.Contains(toolNames, d.Name) {
			continue // heldAt cannot read it
		}
		e.tools[d.Name] = d
		playing = append(playing, sandbox.Destination{Name: d.Name, Title: d.Title, Double: d.Double})
	}
	e.sandbox, err = sandbox.New(sandbox.Config{
		AppURL: e.app, BaseURL: e.shop, APIKey: id["SHOPIFY_API_KEY"], Secret: id["SHOPIFY_API_SECRET"],
		Manifest: manifest, Host: adminui.Host, Extensions: extensions.FS, Destinations: playing, Now: e.dial.now,
	})
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	var group sync.WaitGroup
	group.Go(func() { _ = serveHTTP(ctx, shops, e.calls.counted(e.sandbox.Handler())) })
	group.Go(func() { _ = serveHTTP(ctx, front, e.door) })
	group.Go(func() { _ = e.sandbox.Start(ctx) })
	t.Cleanup(func() { stop(); group.Wait() })
}

func listenHere(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	return l
}

// prepare says how a process is started.
func (e *epoch) prepare(b *back, i int, database string) {
	b.clockFile = filepath.Join(e.t.TempDir(), fmt.Sprint("clock", i))
	require.NoError(e.t, e.dial.write(b.clockFile))
	env := append(os.Environ(), childVariable+"="+e.shop, clockVariable+"="+b.clockFile, "APP_URL="+e.app,
		"PORT="+b.address[strings.LastIndex(b.address, ":")+1:], "DATABASE_URL="+database, "REDIS_URL="+e.redis.URL(), "LOG_LEVEL=error")
	for name, value := range e.identity {
		env = append(env, name+"="+value)
	}
	self, err := os.Executable()
	require.NoError(e.t, err)
	b.make = func() *exec.Cmd {
		cmd := exec.Command(self)
		cmd.Env, cmd.Dir, cmd.Stderr = env, filepath.Dir(self), e.output
		return cmd
	}
}

func (e *epoch) waitFor(b *back) {
	require.Eventually(e.t, func() bool { return isReady(b.address+"/readyz") || len(b.problems()) > 0 }, patience, 20*time.Millisecond, "the app does not start")
	require.Empty(e.t, b.problems(), e.output.String())
}

// forward puts all clocks forward together.
func (e *epoch) forward(by time.Duration) error {
	e.dial = e.dial.put(by)
	for _, b := range e.backs {
		if err := e.dial.write(b.clockFile); err != nil {
			return err
		}
	}
	return e.tell(http.MethodPost, e.shop+"/_sandbox/clock", map[string]any{"advance_s": by.Seconds()})
}

// tell posts JSON to the sandbox, from wherever: it fails nothing by itself.
func (e *epoch) tell(method, address string, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	status, answer, err := send(method, address, "", text)
	if err == nil && status/100 != 2 {
		err = fmt.Errorf("%s %s: %d %s", method, address, status, answer)
	}
	return err
}

// send sends JSON and reads what comes.
func send(method, address, token string, body []byte) (status int, answer []byte, err error) {
	request, err := http.NewRequest(method, address, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	answer, err = io.ReadAll(response.Body)
	return response.StatusCode, answer, err
}
