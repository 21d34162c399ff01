package salesmanago_test

import (
	"crypto/sha1"
	"encoding/hex"
)

// signature is how a call is signed, by the vendor's documentation.
func signature(settings map[string]string) string {
	sum := sha1.Sum([]byte(settings["api_key"] + settings["client_id"] + settings["api_secret"]))
	return hex.EncodeToString(sum[:])
}
