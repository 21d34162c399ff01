package double

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// tolerance is how old a message may be, or how far ahead of us: what the libraries of
// Standard Webhooks allow.
const tolerance = 5 * time.Minute

// verified reports whether a message was signed with a secret, and lately.
func verified(secret string, header http.Header, body []byte, now time.Time) bool {
	seconds, err := strconv.ParseInt(header.Get("Webhook-Timestamp"), 10, 64)
	if err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > tolerance {
		return false
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return false
	}
	want := hmac.New(sha256.New, key)
	fmt.Fprintf(want, "%s.%d.%s", header.Get("Webhook-Id"), seconds, body)
	for _, one := range strings.Fields(header.Get("Webhook-Signature")) {
		version, encoded, _ := strings.Cut(one, ",")
		got, err := base64.StdEncoding.DecodeString(encoded)
		if version == "v1" && err == nil && hmac.Equal(got, want.Sum(nil)) {
			return true
		}
	}
	return false
}
