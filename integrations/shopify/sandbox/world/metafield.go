package world

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
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

// OwnNamespace is what "$app" is short for.
var OwnNamespace = "app--" + strconv.Itoa(AppID)

var nameForm = regexp.MustCompile(`^[a-zA-Z0-9_-]+$`)

// reserved are the namespaces of Shopify's own; nobody else writes there.
var reserved = []string{"protected", "shopify_standard", "shopify-l10n-fields"}

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

// Own reports whether a namespace is the app's reserved one.
func Own(ns string) bool { return ns == OwnNamespace || strings.HasPrefix(ns, OwnNamespace+"--") }

// Foreign reports whether a namespace belongs to some other app or to Shopify.
func Foreign(ns string) bool {
	return strings.HasPrefix(ns, "app--") && !Own(ns) || ns == "shopify" || strings.HasPrefix(ns, "shopify--")
}

// FitMetafield holds a metafield about to be written against its definition,
// its type and the limits, and gives it the type and the spelling it is kept
// in. Fields are the input's: "value".
func (s *Shop) FitMetafield(kind string, m *Metafield) []UserError {
	if Foreign(m.Namespace) {
		return []UserError{{Message: "Access to this namespace and key on Metafields for this resource type is not allowed.", Code: "APP_NOT_AUTHORIZED"}}
	}
	errs := checkName("namespace", m.Namespace, 3, 255)
	errs = append(errs, checkName("key", m.Key, 2, 64)...)
	for i := range errs {
		if errs[i].Code == "INVALID_CHARACTER" { // a code metafieldsSet does not have
			errs[i].Code = "INVALID"
		}
	}
	if slices.Contains(reserved, m.Namespace) {
		errs = append(errs, UserError{Field: []string{"namespace"}, Message: "Namespace " + m.Namespace + " is a reserved namespace"})
	}
	if len(errs) > 0 {
		return errs
	}
	d := s.Definition(kind, m.Namespace, m.Key)
	if bad := fitType(m, d); bad != nil {
		return []UserError{*bad}
	}
	kept, bad := s.read(m.Type, m.Value, d)
	if bad != nil {
		return []UserError{*bad}
	}
	m.Value = kept
	return nil
}

func fitType(m *Metafield, d *Definition) *UserError {
	refused := func(code, message string) *UserError {
		return &UserError{Field: []string{"type"}, Message: message, Code: code}
	}
	if m.Type == "" && d != nil {
		m.Type = d.Type
	}
	switch {
	case m.Type == "":
		return refused("BLANK", "Type can't be blank")
	case d != nil && m.Type != d.Type:
		return refused("INVALID_TYPE", fmt.Sprintf("Type '%s' must be consistent with the definition's type: '%s'.", m.Type, d.Type))
	case !KnownType(m.Type):
		return refused("INCLUSION", "Type name "+m.Type+" is not a valid type. Valid types are: "+strings.Join(TypeNames(), ", ")+".")
	}
	return nil
}

// Unique reports whether another record than an owner already has a value that
// the definition lets nobody else have.
func (s *Shop) Unique(kind string, owner Metafields, m *Metafield) bool {
	d := s.Definition(kind, m.Namespace, m.Key)
	if d == nil || !d.Has("uniqueValues") {
		return true
	}
	for _, fields := range s.fieldsOf(kind) {
		other := fields[m.Name()]
		if other != nil && other != owner[m.Name()] && other.Value == m.Value {
			return false
		}
	}
	return true
}

// SetMetafield writes a value that fits; its owner's id and creation stay.
func (w *World) SetMetafield(fields *Metafields, m *Metafield) {
	if *fields == nil {
		*fields = Metafields{}
	}
	m.UpdatedAt, m.CreatedAt = w.Now(), w.Now()
	if old := (*fields)[m.Name()]; old != nil {
		m.ID, m.CreatedAt = old.ID, old.CreatedAt
	} else {
		m.ID = w.NewID()
	}
	(*fields)[m.Name()] = m
}

// fieldsOf are the metafields of all records of a kind.
func (s *Shop) fieldsOf(kind string) []Metafields {
	var out []Metafields
	switch kind {
	case "Customer":
		for _, c := range s.Customers {
			out = append(out, c.Metafields)
		}
	case "Order":
		for _, o := range s.Orders {
			out = append(out, o.Metafields)
		}
	case "Product", "ProductVariant":
		for _, p := range s.Products {
			if kind == "Product" {
				out = append(out, p.Metafields)
				continue
			}
			for _, v := range p.Variants {
				out = append(out, v.Metafields)
			}
		}
	case "Collection":
		for _, c := range s.Collections {
			out = append(out, c.Metafields)
		}
	case "Shop":
		out = append(out, s.Metafields)
	case "AppInstallation":
		if s.Installed != nil {
			out = append(out, s.Installed.Metafields)
		}
	}
	return out
}
