package integrationtest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/double"
)

// Stage is a vendor played by its double behind a real server, and the provider that
// calls it through the real client.
type Stage struct {
	Provider integrations.Provider
	Double   integrations.Double
	Settings map[string]string // what connects to its one account

	with func(*client.Client) integrations.Provider
	by   client.Config

	mu   sync.Mutex
	past time.Duration
}

// Account is the only one on a stage.
const Account = "stage"

// Play puts a vendor on a stage. through, which may be nil, sees every request on its way
// to the double. A call to a host that the double does not answer for fails the test.
func Play(t *testing.T, with func(*client.Client) integrations.Provider, through func(http.Handler) http.Handler) *Stage {
	t.Helper()
	s := &Stage{with: with}
	playable, ok := with(nil).(integrations.Playable)
	require.True(t, ok, "the provider has a double")
	s.Double = playable.Double(s.Now)
	s.Settings = s.Double.Open(Account)
	var handler http.Handler = s.Double
	if through != nil {
		handler = through(handler)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	require.NoError(t, err)
	s.by = client.Config{Now: s.Now, Route: func(host string) *url.URL {
		if !double.Answers(s.Double, host) {
			t.Errorf("%s is called, for which the double does not answer", host)
		}
		return base
	}}
	s.Provider = s.Restart()
	return s
}

// Restart is the provider as another process has it: it knows nothing of what was done.
func (s *Stage) Restart() integrations.Provider { return s.with(client.New(s.by)) }

// Now is the clock of both.
func (s *Stage) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Now().Add(s.past)
}

// Pass lets time pass at the vendor.
func (s *Stage) Pass(_ *testing.T, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.past += d
}

// Break makes the vendor misbehave until it is Fine again.
func (s *Stage) Break(_ *testing.T, f Fault) {
	s.Double.Trouble(Account, map[Fault]integrations.Trouble{
		Fine: {}, Down: {Down: true}, Lossy: {LostAnswers: 1}, Deaf: {LostWrites: 1}, Busy: {Busy: true}, Revoked: {Revoked: true}, Forbidden: {Forbidden: true}, Liar: {Liar: true},
	}[f])
}

// Do makes a call at the vendor for somebody else, a merchant or a person: it has to go well.
func (s *Stage) Do(t *testing.T, method, path string, header http.Header, body string) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	r.Header = header
	w := httptest.NewRecorder()
	s.Double.ServeHTTP(w, r)
	require.Less(t, w.Code, 300, "%s %s: %s", method, path, w.Body)
}

// State is what the account holds, as the double tells it.
func (s *Stage) State() any { return s.Double.State(Account) }

// Target is the stage as a target: who is there, and how to look at them unless the double
// is a Teller, is for the vendor's own test to add.
func (s *Stage) Target() Target {
	target := Target{Provider: s.Provider, Settings: s.Settings, Break: s.Break, Pass: s.Pass, Restart: s.Restart}
	if by, ok := s.Double.(double.Teller); ok {
		target.State = func(_ *testing.T, of integrations.Subject) State { return told(by.Tell(Account, of.Email)) }
	}
	return target
}

// told is a state in the suite's words.
func told(c integrations.Change) State {
	s := State{
		Properties: map[string]app.Value{}, Tags: slices.Sorted(slices.Values(c.AddTags)), Lists: slices.Sorted(slices.Values(c.JoinLists)),
		Consents: map[app.Channel]integrations.Consent{}, Events: c.Events,
	}
	for _, p := range c.Set {
		s.Properties[p.Key] = p.Value
	}
	for _, said := range c.Consents {
		s.Consents[said.Channel] = said
	}
	return s
}

// Connect connects to the account.
func (s *Stage) Connect(t *testing.T) integrations.Conn {
	t.Helper()
	conn, err := s.Provider.Connect(app.Shop{}, s.Settings)
	require.NoError(t, err)
	return conn
}
