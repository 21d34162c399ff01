// Package double owns what plays Mailchimp's Marketing API: its limit of calls at once,
// its problems, and its traps. It never sends anything: what would have been sent, started
// or changed is counted.
package double

import (
	"crypto/md5" //nolint:gosec // it is how Mailchimp names members
	"encoding/hex"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/double"
)

// Calls at once of one user, over all apps: the eleventh is refused, and of who goes on
// all the same something before the API refuses the rest, without a problem in its answer.
const (
	atOnce   = 10
	patience = 10
)

// resultHost is where the results of batches lie.
const resultHost = "mailchimp-api-batch.s3.amazonaws.com"

// Double plays Mailchimp. Safe for concurrent use.
type Double struct {
	*double.Reception
	desk  *double.Desk[Account]
	now   func() time.Time
	inner http.Handler

	mu    sync.Mutex
	names map[string]string // accounts by key, and by the addresses of their results
	under map[string]int    // calls under way
	over  map[string]int    // refused since there were few enough of them
	peak  map[string]int
}

// New makes a double with a clock.
func New(now func() time.Time) *Double {
	d := &Double{now: now, names: map[string]string{}, under: map[string]int{}, over: map[string]int{}, peak: map[string]int{}}
	d.desk = double.NewDesk(now, fresh)
	d.Reception = reception(now, func(account string) { d.Open(account) })
	d.inner = d.desk.Handler(double.Vendor[Account]{Account: d.account, Answer: d.answer, Refuse: refuse})
	return d
}

// Hosts implements integrations.Double.
func (d *Double) Hosts() []string {
	return []string{"*.api.mailchimp.com", "login.mailchimp.com", resultHost}
}

// Open implements integrations.Double.
func (d *Double) Open(account string) map[string]string {
	d.desk.Open(account)
	key := hash(account) + "-us19"
	d.mu.Lock()
	d.names[key] = account
	d.mu.Unlock()
	settings := map[string]string{"api_key": key, "erase": "archive"}
	d.desk.Look(account, func(a *Account) { settings["audience"] = a.Audiences[0].ID })
	return settings
}

// Look shows a test an account, to be changed as its merchant and members may.
func (d *Double) Look(account string, look func(*Account)) { d.desk.Look(account, look) }

// Trouble implements integrations.Double.
func (d *Double) Trouble(account string, t integrations.Trouble) {
	d.desk.Trouble(account, t)
	d.Reception.Trouble(account, t)
}

// State implements integrations.Double.
func (d *Double) State(account string) any {
	var state any
	d.desk.Look(account, func(a *Account) {
		a.settle(d.now())
		state = a.show()
	})
	return state
}

// Reset implements integrations.Double.
func (d *Double) Reset() {
	d.desk.Reset()
	d.Reception.Reset()
	d.mu.Lock()
	defer d.mu.Unlock()
	clear(d.names)
	clear(d.peak)
}

// Peak is how many calls of an account were under way at once, at most.
func (d *Double) Peak(account string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.peak[account]
}

// ServeHTTP implements http.Handler.
func (d *Double) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if d.Serve(w, r) || d.metadata(w, r) {
		return
	}
	name := d.account(r, nil)
	over := d.enter(name)
	defer d.leave(name)
	switch {
	case over > patience:
		w.WriteHeader(http.StatusForbidden)
	case over > 0:
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write([]byte(`{"title":"Too Many Requests","status":429,"detail":"You have exceeded the limit of 10 simultaneous connections."}`))
	default:
		d.inner.ServeHTTP(w, r)
	}
}

// enter counts a call in, and how many too many there are by now.
func (d *Double) enter(name string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.under[name]++
	d.peak[name] = max(d.peak[name], d.under[name])
	if d.over[name]++; d.under[name] <= atOnce {
		d.over[name] = 0
	}
	return d.over[name]
}

func (d *Double) leave(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.under[name]--
}

// account finds whose call it is: any user's name will do, and results are open to whoever
// has their address.
func (d *Double) account(r *http.Request, _ []byte) string {
	if account := d.Account(r.Header.Get("Authorization")); account != "" {
		return account
	}
	_, key, ok := r.BasicAuth()
	if !ok {
		key = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	}
	if strings.HasSuffix(r.URL.Path, resultSuffix) {
		key = r.URL.Path
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.names[key]
}

func (d *Double) answer(c *double.Call[Account]) double.Answer {
	c.State.settle(c.Now)
	if strings.HasSuffix(c.URL.Path, resultSuffix) {
		return c.State.resultOf(c.URL.Path)
	}
	path, below := strings.CutPrefix(c.URL.Path, "/3.0")
	if !below {
		return notFound()
	}
	answer := c.State.do(order{method: c.Method, path: path, query: c.URL.Query(), body: c.Body, now: c.Now, liar: c.Liar})
	if b, begun := answer.Body.(batchView); begun {
		d.mu.Lock()
		d.names["/"+b["id"].(string)+resultSuffix] = c.Account
		d.mu.Unlock()
	}
	return finish(answer, c.URL.Query().Get("fields"))
}

// refuse puts a refusal in Mailchimp's shape. One that is too busy says nothing at all.
func refuse(r double.Refusal, _ time.Duration) double.Answer {
	switch r {
	case double.Unauthorized:
		return problem(http.StatusUnauthorized, "API Key Invalid", "Your API key may be invalid, or you've attempted to access the wrong datacenter.")
	case double.Forbidden:
		return problem(http.StatusForbidden, "Forbidden", "You are not permitted to access this resource.")
	case double.Busy:
		return double.Answer{Status: http.StatusForbidden}
	default:
		return problem(http.StatusInternalServerError, "InternalServerError", "An unexpected internal error has occurred.")
	}
}

// reception lets apps in: without scopes, and for ever.
func reception(now func() time.Time, open func(string)) *double.Reception {
	return &double.Reception{Title: "Mailchimp", Open: open, Now: now, Spec: &integrations.OAuth{
		Authorize: "https://login.mailchimp.com/oauth2/authorize", Token: "https://login.mailchimp.com/oauth2/token",
	}}
}

// metadata answers where an account is, and reports whether that was asked.
func (d *Double) metadata(w http.ResponseWriter, r *http.Request) bool {
	if r.URL.Path != "/oauth2/metadata" {
		return false
	}
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "OAuth ")
	if name := d.Account("Bearer " + token); !ok || name == "" {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`{"error":"invalid_token"}`))
		return true
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(`{"dc":"us19","role":"owner","api_endpoint":"https://us19.api.mailchimp.com"}`))
	return true
}

func hash(text string) string {
	sum := md5.Sum([]byte(strings.ToLower(text))) //nolint:gosec // see the import
	return hex.EncodeToString(sum[:])
}
