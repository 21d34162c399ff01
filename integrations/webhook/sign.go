package webhook

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"time"
)

// secretPrefix is what Standard Webhooks has symmetric secrets begin with.
const secretPrefix = "whsec_"

// What Standard Webhooks lets a secret be long, in bytes, and how long ours are.
const (
	leastSecret = 24
	mostSecret  = 64
	ourSecret   = 32
)

var errSecret = errors.New("a signing secret is whsec_ and 24 to 64 bytes in base64")

// NewSecret makes a signing secret.
func NewSecret() string {
	secret := make([]byte, ourSecret)
	_, _ = rand.Read(secret) // never fails: the runtime would rather end the process
	return secretPrefix + base64.StdEncoding.EncodeToString(secret)
}

// parseSecret is the key that a secret stands for.
func parseSecret(text string) ([]byte, error) {
	encoded, ok := strings.CutPrefix(text, secretPrefix)
	secret, err := base64.StdEncoding.DecodeString(encoded)
	if !ok || err != nil || len(secret) < leastSecret || len(secret) > mostSecret {
		return nil, errSecret
	}
	return secret, nil
}

// signature signs a message with each secret, so that one can be replaced by another
// while messages are under way.
func signature(secrets [][]byte, id string, at time.Time, body []byte) string {
	var all []string
	for _, secret := range secrets {
		sum := hmac.New(sha256.New, secret)
		sum.Write([]byte(id + "." + strconv.FormatInt(at.Unix(), 10) + "."))
		sum.Write(body)
		all = append(all, "v1,"+base64.StdEncoding.EncodeToString(sum.Sum(nil)))
	}
	return strings.Join(all, " ")
}
