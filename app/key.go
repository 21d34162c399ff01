package app

import (
	"slices"
	"time"
)

// Scope is what an API key may be used for.
type Scope string

// The scopes. What writes tells what it has written; it does not include reading.
const (
	ScopeSurveysRead       Scope = "surveys:read"
	ScopeSurveysWrite      Scope = "surveys:write"
	ScopeResponsesRead     Scope = "responses:read"
	ScopeResponsesWrite    Scope = "responses:write"
	ScopePeopleRead        Scope = "people:read"
	ScopePeopleWrite       Scope = "people:write"
	ScopeRewardsRead       Scope = "rewards:read"
	ScopeRewardsWrite      Scope = "rewards:write"
	ScopeDestinationsRead  Scope = "destinations:read"
	ScopeDestinationsWrite Scope = "destinations:write"
	ScopeDeliveriesRead    Scope = "deliveries:read"
	ScopeDeliveriesWrite   Scope = "deliveries:write"
	ScopeInsightRead       Scope = "insight:read"
	ScopeSettingsRead      Scope = "settings:read"
	ScopeSettingsWrite     Scope = "settings:write"
	ScopePrivacyRead       Scope = "privacy:read"
	ScopePrivacyWrite      Scope = "privacy:write"
	ScopeAuditRead         Scope = "audit:read"
	ScopeKeysRead          Scope = "keys:read"
	ScopeKeysWrite         Scope = "keys:write"
)

// Scopes are all there are.
var Scopes = []Scope{
	ScopeSurveysRead, ScopeSurveysWrite, ScopeResponsesRead, ScopeResponsesWrite, ScopePeopleRead, ScopePeopleWrite, ScopeRewardsRead, ScopeRewardsWrite,
	ScopeDestinationsRead, ScopeDestinationsWrite, ScopeDeliveriesRead, ScopeDeliveriesWrite, ScopeInsightRead,
	ScopeSettingsRead, ScopeSettingsWrite, ScopePrivacyRead, ScopePrivacyWrite, ScopeAuditRead, ScopeKeysRead, ScopeKeysWrite,
}

// APIKey is a program's right to act for a shop. The key itself is shown once, when it
// is made, and kept nowhere.
type APIKey struct {
	Shop      ShopID
	ID        string // the part of it that everybody may see
	Name      string
	Scopes    []Scope
	By        string // who made it, "user/7"
	CreatedAt time.Time
	ExpiresAt time.Time // zero: it does not
	UsedAt    time.Time // the day it was used last, UTC; zero: never
	RevokedAt time.Time // zero: it works
}

// Actor is the key in the log of who did what.
func (k APIKey) Actor() string { return "key/" + k.ID }

// May reports whether the key may do what needs some scopes.
func (k APIKey) May(scopes ...Scope) bool {
	return !slices.ContainsFunc(scopes, func(s Scope) bool { return !slices.Contains(k.Scopes, s) })
}
