package webhook

import "time"

// Signature is how a message is signed with one secret.
func Signature(secret, id string, at time.Time, body string) string {
	key, _ := parseSecret(secret)
	return signature([][]byte{key}, id, at, []byte(body))
}
