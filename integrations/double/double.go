// Package double owns what the doubles of all vendors share: accounts, a clock, limits,
// and the ways to misbehave. Each vendor's own rules, shapes and traps are in its folder.
package double

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/askwell/askwell/integrations"
)

// maxBody is the largest request a double reads: more than any vendor takes.
const maxBody = 32 << 20

// Desk keeps the accounts of one vendor. A is what an account holds. Safe for concurrent
// use; whoever is given an account's state has it alone until they return.
type Desk[A any] struct {
	mu       sync.Mutex
	now      func() time.Time
	fresh    func(name string, now time.Time) A
	accounts map[string]*account[A]
}

type account[A any] struct {
	state   A
	trouble integrations.Trouble
	limits  map[string]*spent
}

// NewDesk makes a desk. fresh makes an account as it is when it is opened.
func NewDesk[A any](now func() time.Time, fresh func(name string, now time.Time) A) *Desk[A] {
	return &Desk[A]{now: now, fresh: fresh, accounts: map[string]*account[A]{}}
}

// Open makes an account unless it is there.
func (d *Desk[A]) Open(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.accounts[name] == nil {
		d.accounts[name] = &account[A]{state: d.fresh(name, d.now()), limits: map[string]*spent{}}
	}
}

// Look runs a function on an account's state, and reports whether there is one.
func (d *Desk[A]) Look(name string, look func(*A)) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	one := d.accounts[name]
	if one != nil {
		look(&one.state)
	}
	return one != nil
}

// State is all that an account holds, as JSON. A double that has secrets tells its own.
func (d *Desk[A]) State(name string) any {
	var text json.RawMessage
	d.Look(name, func(state *A) { text, _ = json.Marshal(state) }) // what doubles hold always marshals
	return text
}

// Trouble makes an account misbehave.
func (d *Desk[A]) Trouble(name string, t integrations.Trouble) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if one := d.accounts[name]; one != nil {
		one.trouble = t
	}
}

// Reset forgets all accounts.
func (d *Desk[A]) Reset() {
	d.mu.Lock()
	defer d.mu.Unlock()
	clear(d.accounts)
}

// Vendor is what makes a desk one vendor's.
type Vendor[A any] struct {
	// Account finds whose call it is by its credentials, "" for nobody's. The body is
	// there for vendors that put them in it.
	Account func(r *http.Request, body []byte) string
	// Answer does what the call asks.
	Answer func(*Call[A]) Answer
	// Refuse puts a refusal in the vendor's shape.
	Refuse func(Refusal, time.Duration) Answer
}

// Teller is an optional double: it tells in our words what an account holds of somebody,
// as the change that would have made it all; what is blank there is left out.
type Teller interface {
	Tell(account, email string) integrations.Change
}

// Refusal is a way to be refused before a call is looked at.
type Refusal string

// The refusals.
const (
	Unauthorized Refusal = "unauthorized"
	Forbidden    Refusal = "forbidden"
	Busy         Refusal = "busy" // comes with how long to wait
	Broken       Refusal = "broken"
)

// Call is one call of an account. State is its own until Answer returns.
type Call[A any] struct {
	*http.Request
	Account string
	State   *A
	Body    []byte
	Now     time.Time
	Liar    bool // say that you have erased, and do not
	limits  map[string]*spent
}

// JSON reads the body into a value and reports whether it could be read.
func (c *Call[A]) JSON(into any) bool { return json.Unmarshal(c.Body, into) == nil }

// Answer is what a double says: Body is nil, []byte or anything else as JSON.
type Answer struct {
	Status int
	Header map[string]string
	Body   any
}

// Handler answers a vendor's API.
func (d *Desk[A]) Handler(v Vendor[A]) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		name := v.Account(r, body)
		t := d.troubleOf(name)
		if !wait(r, time.Duration(t.LatencyMS)*time.Millisecond) {
			return
		}
		if t.Down {
			hangUp(w)
			return
		}
		answer := d.answer(v, r, name, body, t)
		lost := t.LostAnswers
		if r.Method != http.MethodGet {
			lost = max(lost, t.LostWrites)
		}
		if lost > 0 && rand.Float64() < lost {
			hangUp(w)
			return
		}
		answer.write(w)
	})
}

func (d *Desk[A]) troubleOf(name string) integrations.Trouble {
	d.mu.Lock()
	defer d.mu.Unlock()
	if one := d.accounts[name]; one != nil {
		return one.trouble
	}
	return integrations.Trouble{}
}

func (d *Desk[A]) answer(v Vendor[A], r *http.Request, name string, body []byte, t integrations.Trouble) Answer {
	d.mu.Lock()
	defer d.mu.Unlock()
	one := d.accounts[name]
	switch {
	case one == nil, t.Revoked:
		return v.Refuse(Unauthorized, 0)
	case t.Forbidden:
		return v.Refuse(Forbidden, 0)
	case t.Busy:
		return v.Refuse(Busy, time.Second)
	case t.Errors > 0 && rand.Float64() < t.Errors:
		return v.Refuse(Broken, 0)
	}
	return v.Answer(&Call[A]{Request: r, Account: name, State: &one.state, Body: body, Now: d.now(), Liar: t.Liar, limits: one.limits})
}

func wait(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	select {
	case <-time.After(d):
		return true
	case <-r.Context().Done():
		return false
	}
}

// hangUp ends the connection without an answer.
func hangUp(w http.ResponseWriter) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = conn.Close()
		return
	}
	panic(http.ErrAbortHandler)
}

func (a Answer) write(w http.ResponseWriter) {
	body, raw := a.Body.([]byte)
	if !raw && a.Body != nil {
		body, _ = json.Marshal(a.Body) // what doubles say always marshals
		w.Header().Set("Content-Type", "application/json")
	}
	for name, value := range a.Header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(a.Status)
	_, _ = w.Write(body)
}
