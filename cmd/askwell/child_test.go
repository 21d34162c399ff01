package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/extensions"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/all"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

// childVariable makes the test binary the app itself, so that it can be killed:
// its value is where the sandbox shop answers. clockVariable names the file that tells
// its clock; without it that is the machine's.
const (
	childVariable = "ASKWELL_TEST_SHOP"
	clockVariable = "ASKWELL_TEST_CLOCK"
)

func TestMain(m *testing.M) {
	if shop := os.Getenv(childVariable); shop != "" {
		if err := child(shop); err != nil {
			fmt.Fprintln(os.Stderr, "child:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child is `askwell migrate up && askwell serve`, with the sandbox for Shopify.
func child(shop string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	c, err := loadConfig(os.Getenv)
	if err != nil {
		return err
	}
	base, err := url.Parse(shop)
	if err != nil {
		return err
	}
	on := platform{base: base, now: time.Now}
	file := os.Getenv(clockVariable)
	if file != "" {
		on.now, on.pace = newFileClock(file).Now, func(p integrations.Pacer) integrations.Pacer { return hasty{p} }
	}
	on.route = all.Route(all.Doubles(on.now), base.JoinPath("_sandbox", "destinations"))
	a, err := build(ctx, c, on, newLogger(os.Stderr, c.LogLevel))
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.store.Migrate(ctx); err != nil {
		return err
	}
	if file != "" {
		a.deliverer.Rate = haste
	} else {
		// So short that lanes are at work again between two kills, and that a slow
		// worker sometimes loses its lease to the next.
		a.deliverer.Lease = 500 * time.Millisecond
	}
	listener, err := listen(ctx, fmt.Sprintf("127.0.0.1:%d", c.Port))
	if err != nil {
		return err
	}
	return a.serve(ctx, listener, "")
}

// pair is a sandbox shop in this process and the app in one that can be killed.
type pair struct {
	running
	identity appIdentity
	lastBody string
	env      []string
	port     int
	cmd      *exec.Cmd
}

// startPair starts both on a database, installs the app and publishes a survey.
func startPair(t *testing.T, database string) *pair {
	t.Helper()
	id, err := sandboxIdentity(t.TempDir())
	require.NoError(t, err)
	shopListener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	p := &pair{port: freePort(t), identity: id}
	p.t, p.shop, p.app = t, urlOf(shopListener).String(), fmt.Sprintf("http://127.0.0.1:%d", p.port)
	manifest, err := os.ReadFile("../../shopify.app.toml")
	require.NoError(t, err)
	shop, err := sandbox.New(sandbox.Config{
		AppURL: p.app, BaseURL: p.shop, APIKey: id["SHOPIFY_API_KEY"], Secret: id["SHOPIFY_API_SECRET"],
		Manifest: manifest, Host: adminui.Host, Extensions: extensions.FS,
	})
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	served, sent := make(chan error, 1), make(chan error, 1)
	go func() { served <- serveHTTP(ctx, shopListener, shop.Handler()) }()
	go func() { sent <- shop.Start(ctx) }()
	p.env = append(os.Environ(), childVariable+"="+p.shop, "APP_URL="+p.app, fmt.Sprintf("PORT=%d", p.port),
		"DATABASE_URL="+database, "LOG_LEVEL=error", "REDIS_URL=")
	for name, value := range id {
		p.env = append(p.env, name+"="+value)
	}
	p.start()
	t.Cleanup(func() {
		p.kill()
		stop()
		<-served
		require.NoError(t, <-sent)
	})
	require.NoError(t, shop.Open(t.Context(), sandbox.DemoShop))
	p.publish("surveys/how-did-you-hear.yaml")
	return p
}

// publish creates a survey through the admin's API and waits until the shop has it.
func (p *pair) publish(file string) {
	p.t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(p.t, err)
	read, err := readSurvey(file, text)
	require.NoError(p.t, err)
	draft, err := json.Marshal(read.Document)
	require.NoError(p.t, err)
	var made struct {
		ID       string
		Revision int
	}
	p.asMerchant(http.MethodPost, "/api/v1/surveys", fmt.Appendf(nil, `{"document":%s}`, draft), http.StatusCreated, &made)
	p.asMerchant(http.MethodPost, "/api/v1/surveys/"+made.ID+"/publish", fmt.Appendf(nil, `{"revision":%d}`, made.Revision), http.StatusOK, nil)
}

// freePort is one that an app or a Redis may leave and come back to: below those that
// systems hand out to whoever asks for any (from 32768 on Linux, ip(7); from 49152
// elsewhere, RFC 6335), or another test would have it meanwhile.
func freePort(t *testing.T) int {
	t.Helper()
	for range 100 {
		port := 10000 + rand.IntN(22000)
		if _, taken := handedOut.LoadOrStore(port, true); taken {
			continue
		}
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			require.NoError(t, l.Close())
			return port
		}
	}
	t.Fatal("no port is free")
	return 0
}

var handedOut sync.Map // ports of all tests so far: who has one may not listen at the moment

// start starts the app and waits until it answers.
func (p *pair) start() {
	p.t.Helper()
	self, err := os.Executable()
	require.NoError(p.t, err)
	p.cmd = exec.Command(self)
	p.cmd.Env, p.cmd.Stderr, p.cmd.Dir = p.env, os.Stderr, filepath.Dir(self)
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	require.NoError(p.t, p.cmd.Start())
	require.Eventually(p.t, func() bool {
		response, err := http.Get(p.app + "/readyz")
		if err != nil {
			return false
		}
		response.Body.Close()
		return response.StatusCode == http.StatusOK
	}, patience, 10*time.Millisecond, "the app does not start")
}

// kill is kill -9.
func (p *pair) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}
