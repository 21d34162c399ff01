package client

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Registered is this app at a vendor: what it is called there, and how it proves that.
type Registered struct{ ID, Secret string }

// Lead is where a browser is sent for an address: the sandbox answers for the vendors it
// plays.
func (c *Client) Lead(address *url.URL) *url.URL {
	if to := c.route(address.Hostname()); to != nil {
		return along(to, address)
	}
	return address
}

// Invite is the page of a vendor where a merchant lets us in. He comes back with state; a
// verifier is what only we know that a proof key is made of. Errors: Internal for an
// address that is none.
func (c *Client) Invite(o *integrations.OAuth, by Registered, back, state, verifier string) (string, error) {
	at, err := url.Parse(o.Authorize)
	if err != nil {
		return "", app.Errorf(app.Internal, "an authorize address that is none")
	}
	query := url.Values{"response_type": {"code"}, "client_id": {by.ID}, "redirect_uri": {back}, "state": {state}}
	if len(o.Scopes) > 0 {
		query.Set("scope", strings.Join(o.Scopes, " "))
	}
	if len(o.Optional) > 0 {
		query.Set("optional_scope", strings.Join(o.Optional, " ")) // HubSpot's own
	}
	if o.PKCE {
		sum := sha256.Sum256([]byte(verifier))
		query.Set("code_challenge", base64.RawURLEncoding.EncodeToString(sum[:]))
		query.Set("code_challenge_method", "S256")
	}
	at.RawQuery = query.Encode()
	return c.Lead(at).String(), nil
}

// Trade gets a grant for the code a merchant came back with. Errors: Unauthorized when the
// code is no good; Forbidden when the vendor does not know us; Throttled, Unavailable,
// Internal.
func (c *Client) Trade(ctx context.Context, o *integrations.OAuth, by Registered, back, code, verifier string) (app.Grant, error) {
	form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {back}}
	if o.PKCE {
		form.Set("code_verifier", verifier)
	}
	return c.grant(ctx, o, by, form)
}

// Refresh gets the next grant. Where the vendor sends no new refresh token the old one
// stays good. Errors: Unauthorized when the grant is dead, else as Trade's.
func (c *Client) Refresh(ctx context.Context, o *integrations.OAuth, by Registered, old app.Grant) (app.Grant, error) {
	fresh, err := c.grant(ctx, o, by, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {old.RefreshToken}})
	if err != nil {
		return app.Grant{}, err
	}
	fresh.Kind, fresh.Account = old.Kind, old.Account
	if fresh.RefreshToken == "" {
		fresh.RefreshToken = old.RefreshToken
	}
	return fresh, nil
}

// Revoke gives a grant back. Errors: as Refresh's.
func (c *Client) Revoke(ctx context.Context, o *integrations.OAuth, by Registered, g app.Grant) error {
	form := url.Values{"token": {g.RefreshToken}, "token_type_hint": {"refresh_token"}}
	if g.RefreshToken == "" {
		form = url.Values{"token": {g.Token}, "token_type_hint": {"access_token"}}
	}
	_, err := c.post(ctx, o, o.Revoke, by, form)
	return err
}

func (c *Client) grant(ctx context.Context, o *integrations.OAuth, by Registered, form url.Values) (app.Grant, error) {
	answer, err := c.post(ctx, o, o.Token, by, form)
	if err != nil {
		return app.Grant{}, err
	}
	var said struct {
		Token   string      `json:"access_token"`
		Refresh string      `json:"refresh_token"`
		Life    json.Number `json:"expires_in"` // seconds; Mailchimp's 0 is for ever
	}
	if err := answer.Decode(&said); err != nil {
		return app.Grant{}, err
	}
	if !isToken(said.Token) || said.Refresh != "" && !isToken(said.Refresh) {
		return app.Grant{}, app.Errorf(app.Unavailable, "the vendor's answer has no token that could be one")
	}
	g := app.Grant{Token: said.Token, RefreshToken: said.Refresh}
	if life, err := said.Life.Float64(); err == nil && life > 0 {
		g.ExpiresAt = c.now().Add(time.Duration(min(life, longestLife) * float64(time.Second)))
	}
	return g, nil
}

// longestLife is ten years: what is said to live longer is asked for again then.
const longestLife = 10 * 365 * 24 * 3600

// mostToken is how long a token may be, in bytes: the longest are signed, and below half of
// it.
const mostToken = 4096

// tokenForm is what can stand in a header.
var tokenForm = regexp.MustCompile(`^[\x21-\x7e]{8,}$`)

func isToken(s string) bool { return len(s) <= mostToken && tokenForm.MatchString(s) }

// What vendors call it, by RFC 6749, 5.2, and in HubSpot's own words, when they do not know
// us, or did not understand: neither says that the merchant has changed his mind.
var (
	unknownClient = []string{"invalid_client", "unauthorized_client", "bad_client_id", "bad_client_secret"}
	misunderstood = []string{"invalid_request", "unsupported_grant_type", "invalid_scope"}
)

// post sends a form to a vendor's token endpoint. What it says is shown to nobody: it may
// repeat a token.
func (c *Client) post(ctx context.Context, o *integrations.OAuth, at string, by Registered, form url.Values) (Response, error) {
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	if o.Basic {
		header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(url.QueryEscape(by.ID)+":"+url.QueryEscape(by.Secret))))
	} else {
		form.Set("client_id", by.ID)
		form.Set("client_secret", by.Secret)
	}
	answer, err := c.Do(ctx, Request{Method: http.MethodPost, URL: at, Header: header, Body: []byte(form.Encode())})
	if err == nil && (answer.Status == http.StatusBadRequest || answer.Status == http.StatusUnauthorized) {
		return answer, refusal(answer)
	}
	return answer, Error(Outcome(answer, err))
}

// refusal is what a vendor means that does not give a token.
func refusal(r Response) error {
	var said struct {
		Error  string `json:"error"`
		Status any    `json:"status"`
	}
	if json.Unmarshal(r.Body, &said) != nil {
		return app.Errorf(app.Unavailable, "the vendor's refusal could not be read")
	}
	status, _ := said.Status.(string)
	code := strings.ToLower(cmp.Or(said.Error, status))
	switch {
	case slices.Contains(unknownClient, code), code == "" && r.Status == http.StatusUnauthorized:
		return app.Errorf(app.Forbidden, "the vendor does not know this app: check its client id and secret")
	case slices.Contains(misunderstood, code):
		return app.Errorf(app.Internal, "the vendor did not understand: %s", code)
	default:
		return app.Errorf(app.Unauthorized, "the vendor does not let us in any more")
	}
}
