// Package seal owns the keys: encryption at rest, AES-256-GCM with a key ring, every
// ciphertext bound to the place it is stored in, so that a row copied to another
// shop or column does not open; and signatures, Ed25519, and tokens that fit an
// address, both with keys derived of them.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// Ring seals and signs with its first key, and opens and verifies with any.
type Ring struct {
	keys []ringKey
}

type ringKey struct {
	id      string
	aead    cipher.AEAD
	signing ed25519.PrivateKey
	secret  []byte // what keys for other purposes are derived of
}

// ErrNoKey is returned for a text sealed or signed with a key the ring does not hold.
var ErrNoKey = errors.New("made with a key that is not in ENCRYPTION_KEYS")

// NewRing reads keys, each 32 bytes in base64: the first seals, all open.
func NewRing(keys []string) (*Ring, error) {
	if len(keys) == 0 {
		return nil, errors.New("no encryption key")
	}
	ring := &Ring{}
	for i, encoded := range keys {
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
		if err != nil || len(raw) != 32 {
			return nil, fmt.Errorf("encryption key %d is not 32 bytes in base64", i+1)
		}
		block, err := aes.NewCipher(raw)
		if err != nil {
			return nil, fmt.Errorf("encryption key %d: %w", i+1, err)
		}
		aead, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			return nil, fmt.Errorf("encryption key %d: %w", i+1, err)
		}
		private, err := signingKey(raw)
		if err != nil {
			return nil, fmt.Errorf("encryption key %d: %w", i+1, err)
		}
		sum := sha256.Sum256(raw)
		ring.keys = append(ring.keys, ringKey{hex.EncodeToString(sum[:4]), aead, private, raw})
	}
	return ring, nil
}

// Seal encrypts text for one place, "shop/column". The result is printable:
// v1:<key id>:<base64>.
func (r *Ring) Seal(place, text string) string {
	k := r.keys[0]
	sealed := k.aead.Seal(nil, nil, []byte(text), []byte(place))
	return "v1:" + k.id + ":" + base64.StdEncoding.EncodeToString(sealed)
}

// Open decrypts what Seal made for the same place.
func (r *Ring) Open(place, sealed string) (string, error) {
	parts := strings.SplitN(sealed, ":", 3)
	if len(parts) != 3 || parts[0] != "v1" {
		return "", errors.New("not a sealed text")
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil {
		return "", errors.New("not a sealed text")
	}
	for _, k := range r.keys {
		if k.id != parts[1] {
			continue
		}
		text, err := k.aead.Open(nil, nil, raw, []byte(place))
		if err != nil {
			return "", fmt.Errorf("open sealed %s: %w", place, err)
		}
		return string(text), nil
	}
	return "", ErrNoKey
}
