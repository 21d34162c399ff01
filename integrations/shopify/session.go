package shopify

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/askwell/askwell/app"
)

// Flavour says where a session token was made.
type Flavour string

// The flavours. A checkout's token and a customer account's look the same: only
// the surface that posts tells them apart.
const (
	FlavourAdmin     Flavour = "admin"     // App Bridge: a staff member in the admin
	FlavourExtension Flavour = "extension" // a checkout or customer-account extension: a shopper
)

// Session is what a session token proves.
type Session struct {
	Shop     app.ShopID
	Customer app.CustomerID // of an extension's token when the shopper is logged in, else 0
	User     int64          // of an admin's token: the staff member
	Flavour  Flavour
}

// A session token is about 500 characters; nothing longer is looked at.
const maxToken = 4 << 10

const clockSkew = 10 * time.Second

type claims struct {
	jwt.RegisteredClaims
	Dest string `json:"dest"`
}

// VerifySession checks a session token: HS256 and nothing else, our key as the
// audience, not expired, and of one shop. Errors: Unauthorized.
func (a *App) VerifySession(token string) (Session, error) {
	if len(token) > maxToken {
		return Session{}, errSession
	}
	var c claims
	_, err := jwt.ParseWithClaims(token, &c, a.sessionKeys,
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
		jwt.WithAudience(a.key),
		jwt.WithExpirationRequired(),
		jwt.WithLeeway(clockSkew),
		jwt.WithTimeFunc(a.now),
	)
	if err != nil {
		return Session{}, &app.Error{Kind: app.Unauthorized, Message: "the session token is not valid", Err: err}
	}
	if strings.Contains(c.Dest, "/") {
		return adminSession(c)
	}
	return extensionSession(c)
}

var errSession = app.Errorf(app.Unauthorized, "the session token is not valid")

func (a *App) sessionKeys(*jwt.Token) (any, error) {
	var set jwt.VerificationKeySet
	for _, secret := range a.secrets {
		set.Keys = append(set.Keys, []byte(secret))
	}
	return set, nil
}

func adminSession(c claims) (Session, error) {
	dest, ok := httpsHost(c.Dest)
	issuer, issued := httpsHost(c.Issuer)
	if !ok || !issued || issuer != dest {
		return Session{}, errSession
	}
	shop, err := app.ParseShop(dest)
	if err != nil {
		return Session{}, errSession
	}
	user, err := strconv.ParseInt(c.Subject, 10, 64)
	if err != nil || user <= 0 {
		return Session{}, errSession
	}
	return Session{Shop: shop, User: user, Flavour: FlavourAdmin}, nil
}

func extensionSession(c claims) (Session, error) {
	shop, err := app.ParseShop(c.Dest)
	if err != nil {
		return Session{}, errSession
	}
	s := Session{Shop: shop, Flavour: FlavourExtension}
	if c.Subject == "" {
		return s, nil
	}
	if s.Customer, err = app.ParseCustomerID(c.Subject); err != nil {
		return Session{}, errSession
	}
	return s, nil
}

func httpsHost(s string) (string, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || u.User != nil {
		return "", false
	}
	return u.Host, true
}
