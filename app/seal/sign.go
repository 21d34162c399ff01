package seal

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
)

// ErrForged is returned for a text that its signature does not fit.
var ErrForged = errors.New("the signature does not fit")

// signing is the purpose a signing key is derived for: it says nothing of the key
// that seals.
const signing = "askwell signing ed25519 v1"

func signingKey(secret []byte) (ed25519.PrivateKey, error) {
	seed, err := hkdf.Key(sha256.New, secret, nil, signing, ed25519.SeedSize)
	if err != nil {
		return nil, fmt.Errorf("signing key: %w", err)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// Sign signs a text with the first key; the signature is in base64.
func (r *Ring) Sign(text []byte) string {
	return base64.StdEncoding.EncodeToString(ed25519.Sign(r.keys[0].signing, text))
}

// PublicKey is the public half of what Sign signs with, in base64: by it anybody can
// tell whether a text is as it was signed.
func (r *Ring) PublicKey() string { return public(r.keys[0].signing) }

func public(private ed25519.PrivateKey) string {
	return base64.StdEncoding.EncodeToString(private.Public().(ed25519.PublicKey))
}

// Verify checks a text that one of the ring's keys signed, and says which: 1 is the
// first. Errors: ErrNoKey, ErrForged.
func (r *Ring) Verify(key, signature string, text []byte) (number int, err error) {
	at := slices.IndexFunc(r.keys, func(k ringKey) bool { return public(k.signing) == key })
	if at < 0 {
		return 0, ErrNoKey
	}
	signed, err := base64.StdEncoding.DecodeString(signature)
	if err != nil || !ed25519.Verify(r.keys[at].signing.Public().(ed25519.PublicKey), text, signed) {
		return 0, ErrForged
	}
	return at + 1, nil
}
