package app

import "time"

// IdentityKind is by what else a person goes, beside Shopify's number of her.
type IdentityKind string

// The kinds.
const (
	IdentityEmail   IdentityKind = "email"   // normal form of package contact
	IdentityPhone   IdentityKind = "phone"   // E.164
	IdentityLoyalty IdentityKind = "loyalty" // the number of her card
)

// IdentityProof says who vouches for an identity. Only a proven one finds a person.
type IdentityProof string

// The proofs.
const (
	IdentityShopify IdentityProof = "shopify"
	IdentityStaff   IdentityProof = "staff"
	IdentityClaimed IdentityProof = "claimed" // she says so herself, in an answer
)

// Identity is one name of a person.
type Identity struct {
	ID    string // tells a proven one from others, and not what it is; "" of a claimed one
	Kind  IdentityKind
	Value string // in its normal form
	Proof IdentityProof
	By    string // the member of staff who proved it, "user/7"; "" for nobody
	Since time.Time
}

// JoinCause says why two profiles are one person.
type JoinCause string

// The causes.
const (
	JoinLogin    JoinCause = "login"    // a customer spoke through a guest's browser
	JoinOrder    JoinCause = "order"    // a guest's order turned out to be a customer's
	JoinMerge    JoinCause = "merge"    // Shopify merged two customers
	JoinIdentity JoinCause = "identity" // staff proved both to have one name
)

// Join is a profile that turned out to be another's person.
type Join struct {
	From     ProfileID
	Into     ProfileID
	Customer CustomerID // From was, 0 for a guest
	Via      CustomerID // From was taken for, who may have been merged since; 0 for none
	Cause    JoinCause
	JoinedAt time.Time
	PartedAt time.Time // zero while it holds
}

// Proof says how far it was proven who spoke.
type Proof string

// The proofs, the strongest first.
const (
	ProofCustomer Proof = "customer" // Shopify vouched for the customer
	ProofStaff    Proof = "staff"    // a member of staff wrote it down for her
	ProofLink     Proof = "link"     // she followed a link that was sent to her
	ProofOrder    Proof = "order"    // she spoke from her order's own page
	ProofBrowser  Proof = "browser"  // her browser is known again
	ProofNone     Proof = ""
)
