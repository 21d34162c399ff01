package world

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Metafields are an owner's values by "namespace.key".
type Metafields map[string]*Metafield

// Metafield is one value an app or a merchant hung on a record.
type Metafield struct {
	ID        int64
	Namespace string
	Key       string
	Type      string
	Value     string
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Name is "namespace.key".
func (m *Metafield) Name() string { return m.Namespace + "." + m.Key }

// Digest is what compareDigest is compared with.
func (m *Metafield) Digest() string {
	sum := sha256.Sum256([]byte(m.Value))
	return hex.EncodeToString(sum[:])
}

// AppID numbers the app under test; "$app" is short for a namespace made of it.
const AppID = 210000001

var OwnNamespace = "app--" + strconv.Itoa(AppID)

var (
	NamespaceForm = regexp.MustCompile(`^[a-zA-Z0-9_-]{3,255}$`)
	KeyForm       = regexp.MustCompile(`^[a-zA-Z0-9_-]{2,64}$`)
)

// Namespace resolves "$app", "$app:more" and none at all to the app's own.
func Namespace(given string) string {
	switch {
	case given == "" || given == "$app":
		return OwnNamespace
	case strings.HasPrefix(given, "$app:"):
		return OwnNamespace + "--" + strings.TrimPrefix(given, "$app:")
	}
	return given
}

// ShortName is the name as the app writes it: "$app.source".
func (m *Metafield) ShortName() string {
	if rest, ok := strings.CutPrefix(m.Namespace, OwnNamespace); ok {
		return "$app" + strings.Replace(rest, "--", ":", 1) + "." + m.Key
	}
	return m.Name()
}

// Foreign reports whether a namespace belongs to some other app.
func Foreign(ns string) bool {
	return strings.HasPrefix(ns, "app--") && ns != OwnNamespace && !strings.HasPrefix(ns, OwnNamespace+"--")
}
