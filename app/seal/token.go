package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
)

// Tokens seals a few bytes into a text that fits an address, with keys derived for
// one purpose: what was made for another does not open. The same bytes always make the
// same text, so that an address written down somewhere need not be written again. Safe
// for concurrent use.
type Tokens struct {
	keys []tokenKey
}

type tokenKey struct {
	aead   cipher.AEAD
	nonces []byte // the key that nonces are derived with
}

// Tokens derives the keys of a purpose from all keys of the ring.
func (r *Ring) Tokens(purpose string) (*Tokens, error) {
	t := &Tokens{}
	for i, k := range r.keys {
		derived, err := hkdf.Key(sha256.New, k.secret, nil, "askwell tokens v1 "+purpose, 64)
		if err != nil {
			return nil, fmt.Errorf("encryption key %d: %w", i+1, err)
		}
		block, err := aes.NewCipher(derived[:32])
		if err != nil {
			return nil, fmt.Errorf("encryption key %d: %w", i+1, err)
		}
		aead, err := cipher.NewGCM(block)
		if err != nil {
			return nil, fmt.Errorf("encryption key %d: %w", i+1, err)
		}
		t.keys = append(t.keys, tokenKey{aead, derived[32:]})
	}
	return t, nil
}

// nonce follows from the content by a key of its own, so that two contents share one
// only if a hash of 96 bits does.
func (k tokenKey) nonce(content []byte) []byte {
	mac := hmac.New(sha256.New, k.nonces)
	mac.Write(content)
	return mac.Sum(nil)[:k.aead.NonceSize()]
}

// Make seals content with the first key: 28 bytes more than it has, in base64 for
// addresses.
func (t *Tokens) Make(content []byte) string {
	nonce := t.keys[0].nonce(content)
	return base64.RawURLEncoding.EncodeToString(t.keys[0].aead.Seal(nonce, nonce, content, nil))
}

// Open reads what Make made with any of the keys. Only the one spelling of a token
// opens. Errors: ErrForged.
func (t *Tokens) Open(token string) ([]byte, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || strings.ContainsAny(token, "\r\n") { // which the decoder skips
		return nil, ErrForged
	}
	for _, k := range t.keys {
		if len(raw) < k.aead.NonceSize() {
			break
		}
		nonce, sealed := raw[:k.aead.NonceSize()], raw[k.aead.NonceSize():]
		content, err := k.aead.Open(nil, nonce, sealed, nil)
		if err == nil && hmac.Equal(nonce, k.nonce(content)) {
			return content, nil
		}
	}
	return nil, ErrForged
}
