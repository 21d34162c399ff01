package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

// metafields are an owner's values by "namespace.key".
type metafields map[string]*metafield

type metafield struct {
	ID        int64
	Namespace string
	Key       string
	Type      string
	Value     string
	CreatedAt time.Time
	UpdatedAt time.Time
}

func (m *metafield) name() string { return m.Namespace + "." + m.Key }

func (m *metafield) digest() string {
	sum := sha256.Sum256([]byte(m.Value))
	return hex.EncodeToString(sum[:])
}

// appID numbers the app under test; "$app" is short for a namespace made of it.
const appID = 210000001

var ownNamespace = "app--" + strconv.Itoa(appID)

var (
	namespaceForm = regexp.MustCompile(`^[a-zA-Z0-9_-]{3,255}$`)
	keyForm       = regexp.MustCompile(`^[a-zA-Z0-9_-]{2,64}$`)
)

// namespace resolves "$app", "$app:more" and none at all to the app's own.
func namespace(given string) string {
	switch {
	case given == "" || given == "$app":
		return ownNamespace
	case strings.HasPrefix(given, "$app:"):
		return ownNamespace + "--" + strings.TrimPrefix(given, "$app:")
	}
	return given
}

// shortName is the name as the app writes it: "$app.source".
func (m *metafield) shortName() string {
	if rest, ok := strings.CutPrefix(m.Namespace, ownNamespace); ok {
		return "$app" + strings.Replace(rest, "--", ":", 1) + "." + m.Key
	}
	return m.name()
}

// foreign reports whether a namespace belongs to some other app.
func foreign(ns string) bool {
	return strings.HasPrefix(ns, "app--") && ns != ownNamespace && !strings.HasPrefix(ns, ownNamespace+"--")
}

// owner is what a metafield hangs on.
type owner struct {
	kind   string
	id     int64
	fields *metafields
	touch  func()
}

func (s *session) owner(id string) (owner, bool) {
	kind, n, ok := parseGID(id)
	if !ok {
		return owner{}, false
	}
	o := owner{kind: kind, id: n, touch: func() {}}
	switch kind {
	case "Customer":
		if c := s.shop.customer(n); c != nil {
			o.fields, o.touch = &c.Metafields, func() { c.UpdatedAt = s.now() }
		}
	case "Order":
		if order := s.shop.order(n); order != nil {
			o.fields, o.touch = &order.Metafields, func() { order.UpdatedAt = s.now() }
		}
	case "Shop":
		if n == s.shop.ID {
			o.fields = &s.shop.Metafields
		}
	case "AppInstallation":
		if n == s.shop.Installed.ID {
			o.fields = &s.shop.Installed.Metafields
		}
	}
	return o, o.fields != nil
}

// wish is one checked element of metafieldsSet.
type wish struct {
	owner
	*metafield
}

// metafieldsSet writes at most 25 values, all or none.
func (s *session) metafieldsSet(a args) (any, error) {
	inputs, _ := a["metafields"].([]any)
	if len(inputs) > 25 {
		return nil, tooMany("metafieldsSet", "metafields", len(inputs), 25)
	}
	var wishes []wish
	var errs []userError
	for i, input := range inputs {
		in, _ := input.(map[string]any)
		w, bad := s.wish(in)
		if bad != nil {
			bad.Field = append([]string{"metafields", strconv.Itoa(i)}, bad.Field...)
			bad.Index = i
			errs = append(errs, *bad)
			continue
		}
		wishes = append(wishes, w)
	}
	if len(errs) > 0 {
		return s.payload("MetafieldsSetPayload", "MetafieldsSetUserError", object{"metafields": nil}, errs...), nil
	}
	written := make([]any, 0, len(wishes))
	for _, w := range wishes {
		written = append(written, s.metafieldObject(s.write(w), w.owner))
	}
	return s.payload("MetafieldsSetPayload", "MetafieldsSetUserError", object{"metafields": written}), nil
}

func (s *session) wish(in args) (wish, *userError) {
	o, ok := s.owner(text(in, "ownerId"))
	if !ok {
		return wish{}, &userError{Field: []string{"ownerId"}, Message: "Owner does not exist.", Code: "INVALID"}
	}
	m := &metafield{Namespace: namespace(text(in, "namespace")), Key: text(in, "key"), Type: text(in, "type"), Value: text(in, "value")}
	defined := s.shop.definition(o.kind, m.Namespace, m.Key)
	switch {
	case !s.allowed(o.kind, "write"), foreign(m.Namespace):
		return wish{}, &userError{Message: "Access to this namespace and key on this resource type is not allowed.", Code: "APP_NOT_AUTHORIZED"}
	case !namespaceForm.MatchString(m.Namespace):
		return wish{}, &userError{Field: []string{"namespace"}, Message: "Namespace must be 3 to 255 letters, digits, hyphens or underscores", Code: "INVALID"}
	case !keyForm.MatchString(m.Key):
		return wish{}, &userError{Field: []string{"key"}, Message: "Key must be 2 to 64 letters, digits, hyphens or underscores", Code: "INVALID"}
	case m.Type == "" && defined == nil:
		return wish{}, &userError{Field: []string{"type"}, Message: "Type can't be blank", Code: "BLANK"}
	case m.Type == "":
		m.Type = defined.Type
	case defined != nil && m.Type != defined.Type:
		return wish{}, &userError{Field: []string{"type"}, Message: fmt.Sprintf("Type '%s' must be consistent with the definition's type '%s'", m.Type, defined.Type), Code: "INVALID_TYPE"}
	}
	if bad := checkValue(m.Type, m.Value); bad != nil {
		return wish{}, bad
	}
	return wish{o, m}, s.compare(in, (*o.fields)[m.name()])
}

// compare is compareDigest: a compare-and-set, null meaning "not there yet".
func (s *session) compare(in args, stored *metafield) *userError {
	want, given := in["compareDigest"]
	if !given {
		return nil
	}
	if want == nil && stored == nil || want != nil && stored != nil && want == stored.digest() {
		return nil
	}
	return &userError{Field: []string{"compareDigest"}, Message: "The resource has been updated since it was loaded", Code: "STALE_OBJECT"}
}

func (s *session) write(w wish) *metafield {
	if *w.fields == nil {
		*w.fields = metafields{}
	}
	now := s.now()
	w.UpdatedAt, w.CreatedAt = now, now
	if old := (*w.fields)[w.name()]; old != nil {
		w.ID, w.CreatedAt = old.ID, old.CreatedAt
	} else {
		w.ID = s.world.newID()
	}
	(*w.fields)[w.name()] = w.metafield
	w.touch()
	return w.metafield
}

// metafieldsDelete removes values; what is not there is already removed.
func (s *session) metafieldsDelete(a args) (any, error) {
	inputs, _ := a["metafields"].([]any)
	if len(inputs) > 250 {
		return nil, tooMany("metafieldsDelete", "metafields", len(inputs), 250)
	}
	deleted := make([]any, 0, len(inputs))
	for i, input := range inputs {
		in, _ := input.(map[string]any)
		o, ok := s.owner(text(in, "ownerId"))
		ns := namespace(text(in, "namespace"))
		if !ok || !s.allowed(o.kind, "write") || foreign(ns) {
			return s.payload("MetafieldsDeletePayload", "UserError", object{"deletedMetafields": nil},
				userError{Field: []string{"metafields", strconv.Itoa(i), "ownerId"}, Message: "Owner does not exist."}), nil
		}
		name := ns + "." + text(in, "key")
		if (*o.fields)[name] == nil {
			deleted = append(deleted, nil)
			continue
		}
		delete(*o.fields, name)
		o.touch()
		deleted = append(deleted, object{"__typename": "MetafieldIdentifier", "ownerId": text(in, "ownerId"), "namespace": ns, "key": text(in, "key")})
	}
	return s.payload("MetafieldsDeletePayload", "UserError", object{"deletedMetafields": deleted}), nil
}

func (s *session) metafieldObject(m *metafield, o owner) object {
	return object{
		"__typename": "Metafield", "id": gid("Metafield", m.ID), "namespace": m.Namespace, "key": m.Key,
		"type": m.Type, "value": m.Value, "compareDigest": m.digest(), "createdAt": m.CreatedAt, "updatedAt": m.UpdatedAt,
		"ownerType": ownerType(o.kind), "legacyResourceId": strconv.FormatInt(m.ID, 10), "sizeInBytes": len(m.Value),
		"owner":     field(func(args) (any, error) { return s.node(gid(o.kind, o.id)), nil }),
		"jsonValue": field(func(args) (any, error) { return m.json(), nil }),
		"definition": field(func(args) (any, error) {
			if d := s.shop.definition(o.kind, m.Namespace, m.Key); d != nil {
				return s.definitionObject(d), nil
			}
			return nil, nil
		}),
	}
}

// withMetafields adds the two fields every owner has.
func (s *session) withMetafields(o object, own owner) object {
	o["metafield"] = field(func(a args) (any, error) {
		m := (*own.fields)[namespace(text(a, "namespace"))+"."+text(a, "key")]
		if m == nil || foreign(m.Namespace) {
			return nil, nil
		}
		return s.metafieldObject(m, own), nil
	})
	o["metafields"] = field(func(a args) (any, error) {
		var list []object
		for _, name := range sorted(*own.fields) {
			m := (*own.fields)[name]
			if foreign(m.Namespace) || a["namespace"] != nil && namespace(text(a, "namespace")) != m.Namespace {
				continue
			}
			list = append(list, s.metafieldObject(m, own))
		}
		return graphql.Connection("MetafieldConnection", list)(a)
	})
	return o
}
