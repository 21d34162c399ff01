// Package double owns a merchant's server as a test and the sandbox meet it: it checks
// signatures by Standard Webhooks with code of its own, drops what it has seen before,
// and keeps what it is told of people.
package double

import (
	"crypto/sha256"
	"encoding/base64"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/double"
)

// Host is where the server is, and Path what its accounts' addresses begin with.
const (
	Host = "receiver.example"
	Path = "/askwell/"
)

// mostKept is how many messages a server keeps: it runs for as long as a sandbox does.
const mostKept = 200

// Server plays merchants' servers, one for each account.
type Server struct {
	*double.Desk[Account]
	handler http.Handler
}

// Account is one merchant's server.
type Account struct {
	Messages []Message          `json:"messages"` // the last it has taken, repeats left out
	Repeats  int                `json:"repeats"`
	People   map[string]*Person `json:"people"` // by email address
	secret   string
	seen     map[string]bool
}

// New makes servers.
func New(now func() time.Time) *Server {
	s := &Server{Desk: double.NewDesk(now, func(name string, _ time.Time) Account {
		return Account{People: map[string]*Person{}, secret: secretOf(name), seen: map[string]bool{}}
	})}
	s.handler = s.Handler(double.Vendor[Account]{Account: account, Answer: answer, Refuse: refuse})
	return s
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Hosts implements integrations.Double.
func (*Server) Hosts() []string { return []string{Host} }

// Open implements integrations.Double.
func (s *Server) Open(account string) map[string]string {
	s.Desk.Open(account)
	return map[string]string{"url": "https://" + Host + Path + account, "secret": secretOf(account)}
}

// State implements integrations.Double.
func (s *Server) State(account string) any {
	var state Account
	s.Look(account, func(a *Account) { state = a.copied() })
	return state
}

// secretOf is an account's secret, the same in every run.
func secretOf(account string) string {
	sum := sha256.Sum256([]byte("the signing secret of " + account))
	return "whsec_" + base64.StdEncoding.EncodeToString(sum[:])
}

func account(r *http.Request, _ []byte) string {
	name, _ := strings.CutPrefix(r.URL.Path, Path)
	return name
}

func refuse(why double.Refusal, after time.Duration) double.Answer {
	switch why {
	case double.Unauthorized:
		return double.Answer{Status: http.StatusUnauthorized, Body: []byte("who are you?")}
	case double.Forbidden:
		return double.Answer{Status: http.StatusForbidden}
	case double.Busy:
		return double.Answer{Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": strconv.Itoa(int(math.Ceil(after.Seconds())))}}
	default:
		return double.Answer{Status: http.StatusBadGateway, Body: []byte("<html><title>502 Bad Gateway</title></html>")}
	}
}

func answer(c *double.Call[Account]) double.Answer {
	if c.Method != http.MethodPost {
		return double.Answer{Status: http.StatusMethodNotAllowed}
	}
	if !verified(c.State.secret, c.Header, c.Body, c.Now) {
		return double.Answer{Status: http.StatusUnauthorized, Body: []byte("the signature is wrong")}
	}
	var m Message
	if !c.JSON(&m) || m.ID == "" || m.ID != c.Header.Get("Webhook-Id") {
		return double.Answer{Status: http.StatusBadRequest, Body: []byte("not a message")}
	}
	c.State.take(m, c.Liar)
	return double.Answer{Status: http.StatusNoContent}
}

var _ integrations.Double = (*Server)(nil)
