package double

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/askwell/askwell/integrations"
)

// The app that doubles know. Where it leads people back to ends as it is registered.
const (
	ClientID     = "askwell-at-the-double"
	ClientSecret = "double-client-secret"
	backEnding   = "/callback"
)

// codeLife is how long a code is good: most vendors say a minute to ten.
const codeLife = 5 * time.Minute

// Reception is where a double lets apps in: the page on which a merchant allows it, and the
// tokens that come of it. Safe for concurrent use.
type Reception struct {
	Spec    *integrations.OAuth // the vendor's addresses; only their paths count
	Title   string
	Life    time.Duration // of an access token; 0: for ever, and nothing to refresh it with
	Rotates bool          // a refresh token is good once
	// More is what a grant tells beside the usual.
	More func(account string) map[string]any
	Open func(account string)
	Now  func() time.Time

	mu       sync.Mutex
	codes    map[string]admission
	tokens   map[string]admission // by access token
	refresh  map[string]admission // by refresh token
	troubles map[string]integrations.Trouble
	grants   int
}

// admission is what a code or a token stands for.
type admission struct {
	account   string
	back      string // a code's
	challenge string // a code's
	until     time.Time
	grant     int // all that came of one code ends together
}

// Trouble makes an account misbehave.
func (r *Reception) Trouble(account string, t integrations.Trouble) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ready()
	r.troubles[account] = t
}

// Reset forgets everything.
func (r *Reception) Reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.codes, r.tokens, r.refresh, r.troubles = nil, nil, nil, nil
}

func (r *Reception) ready() {
	if r.codes == nil {
		r.codes, r.tokens, r.refresh, r.troubles = map[string]admission{}, map[string]admission{}, map[string]admission{}, map[string]integrations.Trouble{}
	}
}

// Account is whose account an Authorization header's bearer token opens, "" for nobody's.
func (r *Reception) Account(authorization string) string {
	token, ok := strings.CutPrefix(authorization, "Bearer ")
	r.mu.Lock()
	defer r.mu.Unlock()
	a, known := r.tokens[token]
	if !ok || !known || !a.until.IsZero() && !r.Now().Before(a.until) {
		return ""
	}
	return a.account
}

// Expire ends the access tokens of an account, as time does.
func (r *Reception) Expire(account string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.DeleteFunc(r.tokens, func(_ string, a admission) bool { return a.account == account })
}

// Withdraw ends all that an account has allowed, as its merchant does at the vendor.
func (r *Reception) Withdraw(account string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, all := range []map[string]admission{r.codes, r.tokens, r.refresh} {
		maps.DeleteFunc(all, func(_ string, a admission) bool { return a.account == account })
	}
}

// Grants is how many an account has that are good.
func (r *Reception) Grants(account string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	live := map[int]bool{}
	for _, all := range []map[string]admission{r.tokens, r.refresh} {
		for _, a := range all {
			live[a.grant] = live[a.grant] || a.account == account
		}
	}
	maps.DeleteFunc(live, func(_ int, hers bool) bool { return !hers })
	return len(live)
}

// Serve answers a call of the reception's, and reports whether it was one.
func (r *Reception) Serve(w http.ResponseWriter, q *http.Request) bool {
	switch q.Method + " " + q.URL.Path {
	case "GET " + path(r.Spec.Authorize):
		r.ask(w, q)
	case "POST " + path(r.Spec.Authorize):
		r.decide(w, q)
	case "POST " + path(r.Spec.Token):
		r.answer(w, q, r.trade)
	case "POST " + path(r.Spec.Revoke):
		r.answer(w, q, r.revoke)
	default:
		return false
	}
	return true
}

// path is where an address is at its host; no path of any call for "".
func path(address string) string {
	at, err := url.Parse(address)
	if err != nil || at.Path == "" {
		return "-"
	}
	return at.Path
}

var page = template.Must(template.New("").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Title}}</title>
<main><h1>{{.Title}} (double)</h1>
<p><b>Askwell</b> wants to be let into your account{{if .Scopes}}, with these permissions:{{else}}.{{end}}</p>
{{with .Scopes}}<ul>{{range .}}<li>{{.}}</li>{{end}}</ul>{{end}}
<form method="post"><p><label>Account <input name="account" value="demo" required></label></p>
<button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></form></main></html>
`))

// ask shows the page. What is wrong with the address is told there: nobody is led to a
// place that is not known.
func (r *Reception) ask(w http.ResponseWriter, q *http.Request) {
	if wrong := r.wrong(q.URL.Query()); wrong != "" {
		http.Error(w, wrong, http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = page.Execute(w, struct {
		Title  string
		Scopes []string
	}{r.Title, strings.Fields(q.URL.Query().Get("scope"))})
}

// wrong is what is wrong with an invitation, "" for nothing.
func (r *Reception) wrong(query url.Values) string {
	asked := strings.Fields(query.Get("scope"))
	unknown := slices.ContainsFunc(asked, func(s string) bool { return !slices.Contains(r.Spec.Scopes, s) })
	back, err := url.Parse(query.Get("redirect_uri"))
	switch {
	case query.Get("client_id") != ClientID:
		return "invalid client_id"
	case err != nil || back.Host == "" || back.RawQuery != "" || !strings.HasSuffix(back.Path, backEnding):
		return "redirect_uri is not one that is registered"
	case query.Get("response_type") != "code":
		return "response_type has to be code"
	case query.Get("state") == "":
		return "state is missing"
	case unknown || len(asked) == 0 && len(r.Spec.Scopes) > 0:
		return "invalid scope"
	case r.Spec.PKCE && (query.Get("code_challenge_method") != "S256" || len(query.Get("code_challenge")) != 43):
		return "a code_challenge by S256 is needed"
	}
	return ""
}

// decide leads the merchant back with a code, or with a denial.
func (r *Reception) decide(w http.ResponseWriter, q *http.Request) {
	asked := q.URL.Query()
	account := strings.TrimSpace(q.PostFormValue("account"))
	if wrong := r.wrong(asked); wrong != "" || account == "" {
		http.Error(w, wrong, http.StatusBadRequest)
		return
	}
	back, _ := url.Parse(asked.Get("redirect_uri")) // it was looked at
	query := url.Values{"state": {asked.Get("state")}}
	if q.PostFormValue("decision") == "allow" {
		r.Open(account)
		query.Set("code", r.code(account, asked))
	} else {
		query.Set("error", "access_denied")
		query.Set("error_description", "The user denied the request")
	}
	back.RawQuery = query.Encode()
	http.Redirect(w, q, back.String(), http.StatusFound)
}

func (r *Reception) code(account string, asked url.Values) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ready()
	code := rand.Text()
	r.grants++
	r.codes[code] = admission{
		account: account, back: asked.Get("redirect_uri"), challenge: asked.Get("code_challenge"), until: r.Now().Add(codeLife), grant: r.grants,
	}
	return code
}

func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
