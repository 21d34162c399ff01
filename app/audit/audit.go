// Package audit owns what the log of who did what tells of a change: which fields, and
// what stood there before. It knows no person's data, and no secret.
package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Bounds of what is kept of one change: fields, and bytes of a value.
const (
	mostChanges = 100
	mostValue   = 500
)

// Do keeps that somebody does something, whether it ends well or not, and how.
// Errors: Unavailable where that cannot be kept; as do.
func Do(ctx context.Context, s *store.Store, shop app.ShopID, e app.AuditEntry, do func() error) error {
	e.Outcome = app.AuditBegun
	id, _, err := s.BeginChange(ctx, shop, e, nil)
	if err != nil {
		return err
	}
	err = do()
	e.Outcome = app.OutcomeOf(err)
	if lost := s.EndChange(context.WithoutCancel(ctx), shop, id, store.Ended{Entry: e}); err == nil {
		err = lost
	}
	return err
}

// Diff lists the fields in which two things differ as JSON, by their names: what has a
// key of its own is known by it in a list, and not by its place. What is too long is
// named, and not told.
func Diff(before, after any) []app.AuditChange {
	was, is := map[string]json.RawMessage{}, map[string]json.RawMessage{}
	flatten(was, "", tree(before))
	flatten(is, "", tree(after))
	names := maps.Clone(was)
	maps.Copy(names, is)
	var changes []app.AuditChange
	for _, field := range slices.Sorted(maps.Keys(names)) {
		if !bytes.Equal(was[field], is[field]) && len(changes) < mostChanges {
			changes = append(changes, app.AuditChange{Field: field, Before: short(was[field]), After: short(is[field])})
		}
	}
	return changes
}

// Names are changes without what stood there and stands now.
func Names(changes []app.AuditChange) []app.AuditChange {
	for i := range changes {
		changes[i] = app.AuditChange{Field: changes[i].Field}
	}
	return changes
}

func short(value json.RawMessage) json.RawMessage {
	if len(value) > mostValue {
		return nil
	}
	return value
}

// tree is something as JSON has it; nil of nothing.
func tree(of any) (t any) {
	text, err := json.Marshal(of)
	if err == nil {
		err = json.Unmarshal(text, &t)
	}
	if err != nil {
		return nil
	}
	return t
}

func flatten(into map[string]json.RawMessage, at string, t any) {
	switch t := t.(type) {
	case nil:
	case map[string]any:
		for name, one := range t {
			flatten(into, join(at, name), one)
		}
	case []any:
		if !keyed(t) {
			into[at], _ = json.Marshal(t)
			return
		}
		for i, one := range t {
			fields := one.(map[string]any)
			key := fields["key"].(string)
			delete(fields, "key")
			flatten(into, join(at, key), fields)
			into[join(at, key)+"#"] = json.RawMessage(strconv.Itoa(i + 1)) // its place
		}
	default:
		into[at], _ = json.Marshal(t)
	}
}

// keyed reports whether all of a list have keys of their own.
func keyed(list []any) bool {
	seen := map[string]bool{}
	for _, one := range list {
		fields, _ := one.(map[string]any)
		key, _ := fields["key"].(string)
		if key == "" || seen[key] {
			return false
		}
		seen[key] = true
	}
	return len(list) > 0
}

func join(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}
