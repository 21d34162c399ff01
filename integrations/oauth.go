package integrations

import (
	"context"
	"maps"
	"slices"
)

// OAuth is how a merchant lets us in at the vendor's own site, where he need not make a
// key: the authorization code grant (RFC 6749, 4.1).
type OAuth struct {
	Authorize string   // the page where he allows it, https
	Token     string   // where a code, or a refresh token, becomes a token
	Revoke    string   // where a token is given back (RFC 7009); "" where there is no such place
	Scopes    []string // what we ask for
	Optional  []string // what we ask for besides, of accounts whose plan has it
	PKCE      bool     // the vendor wants a proof key (RFC 7636), S256
	Basic     bool     // the client proves itself in a header instead of the form
	Instead   string   // the field that nobody has to fill in then
}

// Locator is an optional Provider: a token alone does not say where its account is.
type Locator interface {
	// Locate finds an account and returns the settings that say where it is. Errors:
	// Unauthorized, Forbidden, Throttled, Unavailable.
	Locate(ctx context.Context, token string) (map[string]string, error)
}

// What a connection is let in with stands among its settings while it is made, and is
// never kept there. No field's key has a colon, so nobody can fill them in.
const (
	admittedToken   = "oauth:token"
	admittedAccount = "oauth:account"
)

// Admit are settings with a token that opens an account, and the account's name in budgets.
func Admit(settings map[string]string, token, account string) map[string]string {
	all := maps.Clone(settings)
	if all == nil {
		all = map[string]string{}
	}
	all[admittedToken], all[admittedAccount] = token, account
	return all
}

// Admitted reads what Admit has put among settings; ok is false for a connection by key.
func Admitted(settings map[string]string) (token, account string, ok bool) {
	token, ok = settings[admittedToken]
	return token, settings[admittedAccount], ok
}

// Granted is the spec as it is for a merchant who has let us in: nobody has to fill in the
// key, and nothing is instead of it.
func (s Spec) Granted() Spec {
	if s.OAuth == nil {
		return s
	}
	s.Fields = slices.Clone(s.Fields)
	for i := range s.Fields {
		s.Fields[i].Required = s.Fields[i].Required && s.Fields[i].Key != s.OAuth.Instead
	}
	let := *s.OAuth
	let.Instead = ""
	s.OAuth = &let
	return s
}

// Of is the spec for settings as they are: without the key, the merchant has let us in.
func (s Spec) Of(settings map[string]string) Spec {
	if s.OAuth != nil && settings[s.OAuth.Instead] == "" {
		return s.Granted()
	}
	return s
}

// LetIn reports whether it is a spec for a merchant who has let us in.
func (s Spec) LetIn() bool { return s.OAuth != nil && s.OAuth.Instead == "" }
