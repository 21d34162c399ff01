package shopify

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

// What a pair lives when Shopify does not say. Never for ever: a token thought
// immortal bricks its shop an hour later.
const (
	accessLife  = time.Hour
	refreshLife = 90 * 24 * time.Hour
)

const offlineToken = "urn:shopify:params:oauth:token-type:offline-access-token"

// Exchange trades a session token of the shop's admin for an expiring offline
// token. Errors: Unauthorized when the session token is stale or the app not
// installed, Forbidden (shop frozen), Throttled, Unavailable.
func (a *App) Exchange(ctx context.Context, shop app.ShopID, sessionToken string) (app.Access, error) {
	return a.token(ctx, shop, map[string]string{
		"grant_type":           "urn:ietf:params:oauth:grant-type:token-exchange",
		"subject_token":        sessionToken,
		"subject_token_type":   "urn:ietf:params:oauth:token-type:id_token",
		"requested_token_type": offlineToken,
		"expiring":             "1",
	})
}

// Refresh trades a refresh token for a new pair. Shopify honours the old one
// until the new pair is first used, so a refresh lost in a crash may be
// repeated. Errors: as Exchange; Unauthorized means the pair is dead.
func (a *App) Refresh(ctx context.Context, shop app.ShopID, refreshToken string) (app.Access, error) {
	return a.token(ctx, shop, map[string]string{
		"grant_type":    "refresh_token",
		"refresh_token": refreshToken,
	})
}

type tokenAnswer struct {
	Token            string `json:"access_token"`
	Scope            string `json:"scope"`
	ExpiresIn        int64  `json:"expires_in"`
	RefreshToken     string `json:"refresh_token"`
	RefreshExpiresIn int64  `json:"refresh_token_expires_in"`
	Error            string `json:"error"`
}

func (a *App) token(ctx context.Context, shop app.ShopID, grant map[string]string) (app.Access, error) {
	// The request carries the client secret: the host is checked again here,
	// however the shop came to us.
	if _, err := app.ParseShop(string(shop)); err != nil {
		return app.Access{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	grant["client_id"], grant["client_secret"] = a.key, a.secrets[0]
	body, err := json.Marshal(grant)
	if err != nil {
		return app.Access{}, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://"+string(shop)+"/admin/oauth/access_token", bytes.NewReader(body))
	if err != nil {
		return app.Access{}, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	sent := a.now()
	ctx, seen := withCall(ctx)
	response, err := a.http.Do(request.WithContext(ctx))
	if err != nil {
		return app.Access{}, unreachable(err)
	}
	defer func() { _ = response.Body.Close() }()
	var answer tokenAnswer
	unreadable := json.NewDecoder(response.Body).Decode(&answer)
	if err := tokenError(seen, answer); err != nil {
		return app.Access{}, err
	}
	if unreadable != nil || answer.Token == "" {
		return app.Access{}, app.Errorf(app.Unavailable, "Shopify's token answer could not be read")
	}
	return accessOf(answer, sent), nil
}

// Refusals that say this grant is dead, as opposed to our own credentials.
var deadGrant = []string{"invalid_subject_token", "invalid_grant", "invalid_request"}

func tokenError(seen *call, answer tokenAnswer) error {
	switch {
	case seen.status == http.StatusOK:
		return nil
	case seen.status == http.StatusBadRequest && slices.Contains(deadGrant, answer.Error):
		return app.Errorf(app.Unauthorized, "Shopify refused the token: %s", answer.Error)
	case seen.status == http.StatusBadRequest:
		return app.Errorf(app.Internal, "Shopify does not know this app: its key or secret is wrong")
	}
	return statusError(seen)
}

func accessOf(answer tokenAnswer, sent time.Time) app.Access {
	life, refresh := accessLife, refreshLife
	if answer.ExpiresIn > 0 {
		life = time.Duration(answer.ExpiresIn) * time.Second
	}
	if answer.RefreshExpiresIn > 0 {
		refresh = time.Duration(answer.RefreshExpiresIn) * time.Second
	}
	access := app.Access{
		Token:            answer.Token,
		RefreshToken:     answer.RefreshToken,
		ExpiresAt:        sent.Add(life).UTC(),
		RefreshExpiresAt: sent.Add(refresh).UTC(),
	}
	for scope := range strings.SplitSeq(answer.Scope, ",") {
		if scope = strings.TrimSpace(scope); scope != "" {
			access.Scopes = append(access.Scopes, scope)
		}
	}
	return access
}
