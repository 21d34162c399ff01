// Package double owns what plays Brevo's API v3: its limits, its error shapes, and its
// silence about what it lets fall. It never sends anything: what would have been sent,
// started or changed is counted.
package double

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/double"
)

// Double plays Brevo. Safe for concurrent use.
type Double struct {
	http.Handler
	desk *double.Desk[Account]
	now  func() time.Time

	mu    sync.Mutex
	names map[string]string // accounts by key
}

// New makes a double with a clock.
func New(now func() time.Time) *Double {
	d := &Double{now: now, names: map[string]string{}}
	d.desk = double.NewDesk(now, fresh)
	d.Handler = d.desk.Handler(double.Vendor[Account]{Account: d.account, Answer: answer, Refuse: refuse})
	return d
}

// Hosts implements integrations.Double.
func (d *Double) Hosts() []string { return []string{"api.brevo.com"} }

// Open implements integrations.Double.
func (d *Double) Open(account string) map[string]string {
	d.desk.Open(account)
	digest := sha256.Sum256([]byte(account))
	key := "xkeysib-" + hex.EncodeToString(digest[:]) + "-0123456789abcdef"
	d.mu.Lock()
	defer d.mu.Unlock()
	d.names[key] = account
	return map[string]string{"api_key": key, "consent_list": "5"}
}

// Look shows a test an account, to be changed as its merchant and contacts may.
func (d *Double) Look(account string, look func(*Account)) { d.desk.Look(account, look) }

// Trouble implements integrations.Double.
func (d *Double) Trouble(account string, t integrations.Trouble) { d.desk.Trouble(account, t) }

// State implements integrations.Double.
func (d *Double) State(account string) (state any) {
	d.desk.Look(account, func(a *Account) { state = a.show() })
	return state
}

// Reset implements integrations.Double.
func (d *Double) Reset() {
	d.desk.Reset()
	d.mu.Lock()
	defer d.mu.Unlock()
	clear(d.names)
}

func (d *Double) account(r *http.Request, _ []byte) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.names[r.Header.Get("Api-Key")]
}

// limits are those of the family that a path is of, as every account has them.
func limits(path string) []double.Limit {
	family, _, _ := strings.Cut(strings.TrimPrefix(path, "/v3/"), "/")
	if family == "contacts" || path == "/v3/events" {
		return []double.Limit{{Name: family + " a second", Most: 10, Per: time.Second}, {Name: family + " an hour", Most: 36000, Per: time.Hour}}
	}
	return []double.Limit{{Name: "unlisted an hour", Most: 100, Per: time.Hour}}
}

// answer keeps to the limits, and says with every answer how far they are.
func answer(c *double.Call[Account]) double.Answer {
	of := limits(c.URL.Path)
	ok, left, after := c.Allow(of...)
	said := refuse(double.Busy, after)
	if ok {
		said = c.State.do(c)
	}
	if said.Header == nil {
		said.Header = map[string]string{}
	}
	said.Header["X-Sib-Ratelimit-Limit"] = strconv.Itoa(of[0].Most)
	said.Header["X-Sib-Ratelimit-Remaining"] = strconv.Itoa(left)
	if _, set := said.Header["X-Sib-Ratelimit-Reset"]; !set {
		said.Header["X-Sib-Ratelimit-Reset"] = strconv.Itoa(int(of[0].Per / time.Second))
	}
	return said
}

// refuse puts a refusal in Brevo's shape. Who is too fast is told when to come back, in a
// header of Brevo's own.
func refuse(r double.Refusal, after time.Duration) double.Answer {
	switch r {
	case double.Unauthorized:
		return fault(http.StatusUnauthorized, "unauthorized", "Key not found")
	case double.Forbidden:
		return fault(http.StatusForbidden, "permission_denied", "You do not have the permission to do this")
	case double.Busy:
		a := fault(http.StatusTooManyRequests, "too_many_requests", "Too many requests")
		a.Header = map[string]string{"X-Sib-Ratelimit-Reset": strconv.Itoa(int((after + time.Second - 1) / time.Second))}
		return a
	default:
		return fault(http.StatusInternalServerError, "internal_error", "Something went wrong")
	}
}

func fault(status int, code, message string) double.Answer {
	return double.Answer{Status: status, Body: map[string]string{"code": code, "message": message}}
}

func done(status int) double.Answer { return double.Answer{Status: status} }
