// Package key owns API keys: how a merchant makes one for a program, how a program is
// known by it again, and how it ends. A key is
//
//	askw_k3x9w2m4ab_2fqj…      askw_<id>_<secret>
//
// of which the id may be seen by everybody and the secret, 256 random bits, is shown
// once. Only its hash is kept: so random, it needs no salt and no slowness.
package key

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Prefix is what every key begins with, so that it is known for one where it should not
// be, and told from a session token.
const Prefix = "askw_"

// mostName is how long a key's name may be, in characters.
const mostName = 80

// Keeper makes keys and knows them again. Safe for concurrent use.
type Keeper struct {
	Store *store.Store
	Now   func() time.Time // the clock; time.Now when nil
}

// Wish is what a merchant wants of a key.
type Wish struct {
	Name      string
	Scopes    []app.Scope
	ExpiresAt time.Time // zero: never
}

var shape = regexp.MustCompile(`^askw_[a-z2-7]{10}_[a-z2-7]{52}$`)

// none is what everything is answered that is no key of ours, so that nobody learns why.
var none = app.Errorf(app.Unauthorized, "the API key is not valid")

// Make makes a key in somebody's name and returns it with its token, which is kept
// nowhere. A key can give another one no more than it may itself: within nil for
// everything. Errors: Invalid with the fields that are wrong; Forbidden; Conflict where
// the shop has too many.
func (k *Keeper) Make(ctx context.Context, shop app.ShopID, by string, within []app.Scope, wish Wish) (app.APIKey, string, error) {
	wish.Name = strings.TrimSpace(wish.Name)
	if err := app.InvalidFields(k.wrong(wish)); err != nil {
		return app.APIKey{}, "", err
	}
	scopes := slices.Compact(slices.Sorted(slices.Values(wish.Scopes)))
	if within != nil && !(app.APIKey{Scopes: within}).May(scopes...) {
		return app.APIKey{}, "", app.Errorf(app.Forbidden, "a key can give another one no more than it may itself")
	}
	id, secret := random(50), random(256)
	made := app.APIKey{Shop: shop, ID: id, Name: wish.Name, Scopes: scopes, By: by, CreatedAt: k.now(), ExpiresAt: wish.ExpiresAt}
	return made, Prefix + id + "_" + secret, k.Store.CreateAPIKey(ctx, shop, made, hash(secret))
}

func (k *Keeper) wrong(wish Wish) (wrong []app.FieldError) {
	if wish.Name == "" || utf8.RuneCountInString(wish.Name) > mostName {
		wrong = append(wrong, app.FieldError{Field: "name", Code: "length", Message: "Say in at most 80 characters what the key is for."})
	}
	if len(wish.Scopes) == 0 {
		wrong = append(wrong, app.FieldError{Field: "scopes", Code: "required", Message: "Choose what the key may be used for."})
	}
	if slices.ContainsFunc(wish.Scopes, func(s app.Scope) bool { return !slices.Contains(app.Scopes, s) }) {
		wrong = append(wrong, app.FieldError{Field: "scopes", Code: "unknown", Message: "There is no such scope."})
	}
	if !wish.ExpiresAt.IsZero() && !wish.ExpiresAt.After(k.now()) {
		wrong = append(wrong, app.FieldError{Field: "expires_at", Code: "past", Message: "Choose a day to come."})
	}
	return wrong
}

// Open tells whose key a token is, and notes the day. Errors: Unauthorized for one that
// is none, has expired or was revoked.
func (k *Keeper) Open(ctx context.Context, token string) (app.APIKey, error) {
	if !shape.MatchString(token) {
		return app.APIKey{}, none
	}
	id, secret, _ := strings.Cut(strings.TrimPrefix(token, Prefix), "_")
	found, kept, err := k.Store.APIKeyByID(ctx, id)
	if err != nil && !app.Is(err, app.NotFound) {
		return app.APIKey{}, err
	}
	same := subtle.ConstantTimeCompare([]byte(hash(secret)), []byte(kept)) == 1
	switch now := k.now(); {
	case err != nil || !same:
		return app.APIKey{}, none
	case !found.RevokedAt.IsZero():
		return app.APIKey{}, app.Errorf(app.Unauthorized, "the API key was revoked")
	case !found.ExpiresAt.IsZero() && !now.Before(found.ExpiresAt):
		return app.APIKey{}, app.Errorf(app.Unauthorized, "the API key has expired")
	case found.UsedAt.Before(now.UTC().Truncate(24 * time.Hour)):
		return found, k.Store.NoteAPIKeyUse(ctx, found.Shop, id, now.UTC().Truncate(24*time.Hour))
	}
	return found, nil
}

func (k *Keeper) now() time.Time {
	if k.Now == nil {
		return time.Now()
	}
	return k.Now()
}

// random is a text of at least so many random bits.
func random(bits int) string {
	raw := make([]byte, (bits+7)/8)
	_, _ = rand.Read(raw) // it never fails
	text := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw))
	return text[:(bits+4)/5]
}

func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
