package world

import (
	"crypto/hmac"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"
)

// The cloud storage behind uploads and results, in the forms of Google's XML API:
// whoever holds a signed form or address may use it, until it expires.

// Storage is where the sandbox's cloud storage answers, below its own address.
const Storage = "/_storage/"

// UploadBucket is the storage's name for where uploads go.
const UploadBucket = "shopify-staged-uploads"

const (
	credential = "merchant-assets@sandbox.iam.gserviceaccount.com"
	algorithm  = "GOOG4-RSA-SHA256"
	compact    = "20060102T150405Z" // how signatures write a time

	formLifetime    = 24 * time.Hour
	addressLifetime = 7 * 24 * time.Hour
)

// StorageError is a refusal in the storage's words.
type StorageError struct{ Code, Message, Details string }

// Error is the message.
func (e *StorageError) Error() string { return e.Message }

// Parameter is a field of a form, in its order.
type Parameter struct{ Name, Value string }

// Span is how many bytes a file may have.
type Span struct{ Least, Most int64 }

// policy is what a signed form allows.
type policy struct {
	Conditions []any  `json:"conditions"` // {"acl":"private"} or ["content-length-range",1,9]
	Expiration string `json:"expiration"`
}

// seal signs for the storage. The app's secret is at hand and nobody else's.
func (w *World) seal(parts ...string) string {
	return hex.EncodeToString(w.App.mac([]byte("storage\n" + strings.Join(parts, "\n"))))
}

// SignForm gives the fields with which a file of a type may be posted under a key.
func (w *World) SignForm(key, mime string, size Span) []Parameter {
	now := w.Now().UTC()
	fields := []Parameter{
		{"Content-Type", mime},
		{"success_action_status", "201"},
		{"acl", "private"},
		{"key", key},
		{"x-goog-date", now.Format(compact)},
		{"x-goog-credential", credentialOn(now)},
		{"x-goog-algorithm", algorithm},
	}
	p := policy{Expiration: Stamp(now.Add(formLifetime))}
	for _, f := range fields {
		p.Conditions = append(p.Conditions, map[string]string{f.Name: f.Value})
	}
	p.Conditions = append(p.Conditions, map[string]string{"bucket": UploadBucket}, []any{"content-length-range", size.Least, size.Most})
	text, _ := json.Marshal(p) // strings and numbers: cannot fail
	packed := base64.StdEncoding.EncodeToString(text)
	return append(fields, Parameter{"x-goog-signature", w.seal(packed)}, Parameter{"policy", packed})
}

// CheckForm holds a posted form against the policy it carries and tells how large
// its file may be.
func (w *World) CheckForm(form map[string]string) (Span, *StorageError) {
	var p policy
	text, err := base64.StdEncoding.DecodeString(form["policy"])
	switch {
	case form["key"] == "":
		return Span{}, &StorageError{"InvalidArgument", "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.", ""}
	case form["policy"] == "":
		return Span{}, &StorageError{"AccessDenied", "Access denied.", "Anonymous caller does not have storage.objects.create access to the object."}
	case !hmac.Equal([]byte(form["x-goog-signature"]), []byte(w.seal(form["policy"]))):
		return Span{}, errSignature
	case err != nil || json.Unmarshal(text, &p) != nil:
		return Span{}, &StorageError{"InvalidPolicyDocument", "The content of the form does not meet the conditions specified in the policy document.", ""}
	}
	if until, err := time.Parse(time.RFC3339, p.Expiration); err != nil || w.Now().After(until) {
		return Span{}, &StorageError{"ExpiredToken", "The provided token has expired.", "Policy expired."}
	}
	return p.check(form)
}

var errSignature = &StorageError{
	"SignatureDoesNotMatch",
	"The request signature we calculated does not match the signature you provided. Check your Google secret key and signing method.", "",
}

// check wants every field as it was signed, and no others.
func (p policy) check(form map[string]string) (size Span, refused *StorageError) {
	unsigned := []string{"policy", "x-goog-signature"}
	for _, c := range p.Conditions {
		switch c := c.(type) {
		case []any:
			least, _ := c[1].(float64)
			most, _ := c[2].(float64)
			size = Span{int64(least), int64(most)}
		case map[string]any:
			for name, value := range c {
				if unsigned = append(unsigned, name); name != "bucket" && form[name] != value {
					return size, violated(`["eq", "$` + name + `", "` + value.(string) + `"]`)
				}
			}
		}
	}
	for name := range form {
		if !slices.Contains(unsigned, name) {
			return size, violated("extra input field: " + name)
		}
	}
	return size, nil
}

func violated(condition string) *StorageError {
	return &StorageError{
		"InvalidPolicyDocument", "The content of the form does not meet the conditions specified in the policy document.",
		"Failed condition: " + condition,
	}
}

// SignAddress is the address to which a file may be put under a key.
func (w *World) SignAddress(key string) string {
	now := w.Now().UTC()
	query := url.Values{
		"X-Goog-Algorithm": {algorithm}, "X-Goog-Credential": {credentialOn(now)}, "X-Goog-Date": {now.Format(compact)},
		"X-Goog-Expires": {Number(int64(addressLifetime.Seconds()))}, "X-Goog-SignedHeaders": {"host"},
		"X-Goog-Signature": {w.seal("PUT", key, now.Format(compact))},
	}
	return w.StorageURL(key) + "?" + query.Encode()
}

// CheckAddress holds the query of a PUT against its signature.
func (w *World) CheckAddress(key string, query url.Values) *StorageError {
	signed := query.Get("X-Goog-Date")
	at, err := time.Parse(compact, signed)
	if err != nil || !hmac.Equal([]byte(query.Get("X-Goog-Signature")), []byte(w.seal("PUT", key, signed))) {
		return errSignature
	}
	if w.Now().After(at.Add(addressLifetime)) {
		return expired(at.Add(addressLifetime))
	}
	return nil
}

func expired(at time.Time) *StorageError {
	return &StorageError{"ExpiredToken", "The provided token has expired.", "Request signature expired at: " + Stamp(at)}
}

// StorageURL is where a key lies, for who may read it.
func (w *World) StorageURL(key string) string {
	return w.BaseURL + (&url.URL{Path: Storage + key}).EscapedPath()
}

func credentialOn(day time.Time) string {
	return credential + "/" + day.Format("20060102") + "/auto/storage/goog4_request"
}
