package store

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

func partPlace(shop app.ShopID) string { return string(shop) + "/erasure" }

// Why a destination can not be told to forget.
const (
	reasonUninstalled = "the app is not installed any more: what it wrote in metafields went with it; delete its tags from the customer by hand"
	reasonUnconnected = "this destination is not connected any more: delete the person there by hand"
)

// endErasure writes the erasure down, with a part for every destination that got the
// person, and rings their lanes.
func (p people) endErasure() (app.Erasure, error) {
	e := p.erasing
	parts, err := p.parts()
	if err != nil {
		return app.Erasure{}, err
	}
	if len(parts) == 0 && len(e.Counts) == 0 {
		if e.Request == "" {
			return app.Erasure{}, nil // nobody asked, and there was nothing
		}
		before, err := p.erasureOf(e.Request)
		if err != nil || before.ID != "" {
			return before, err // it was done before
		}
	}
	counts, err := json.Marshal(e.Counts)
	if err != nil {
		return app.Erasure{}, fmt.Errorf("counts: %w", err)
	}
	if err := p.exec(`INSERT INTO erasures (shop_id, id, request_id, subject, counts, requested_at, due_at, erased_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		p.shop, e.ID, e.Request, e.Subject, string(counts), millis(e.RequestedAt), millis(e.DueAt), p.now); err != nil {
		return app.Erasure{}, err
	}
	if err := p.exec(`INSERT INTO privacy_requests (shop_id, id, topic, requested_at, due_at) SELECT ?, CAST(? AS TEXT), 'customers/redact', CAST(? AS BIGINT), CAST(? AS BIGINT)
		WHERE CAST(? AS TEXT) <> '' ON CONFLICT DO NOTHING`, p.shop, e.Request, millis(e.RequestedAt), millis(e.DueAt), e.Request); err != nil {
		return app.Erasure{}, err
	}
	var due []app.DestinationID
	for _, part := range parts {
		if err := p.exec(`INSERT INTO erasure_parts (shop_id, erasure_id, destination_id, state, what, next_at, reason) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			p.shop, e.ID, part.Destination, part.State, part.what, millis(part.NextAt), part.Reason); err != nil {
			return app.Erasure{}, err
		}
		if e.Parts = append(e.Parts, part.ErasurePart); part.State == app.ErasureWaiting {
			due = append(due, part.Destination)
		}
	}
	e.Shop = p.shop
	return e.Erasure, p.due(due)
}

// plannedPart is a part and what it is to forget, sealed.
type plannedPart struct {
	app.ErasurePart
	what string
}

// parts makes a part of what was gathered for each destination.
func (p people) parts() ([]plannedPart, error) {
	var here []struct {
		ID        app.DestinationID
		Installed bool
	}
	if err := p.tx.Raw(`SELECT d.id, s.installed_at > 0 AND s.uninstalled_at = 0 AS installed
		FROM destinations d JOIN shops s ON s.id = d.shop_id WHERE d.shop_id = ?`, p.shop).Scan(&here).Error; err != nil {
		return nil, err
	}
	connected := map[app.DestinationID]bool{}
	for _, one := range here {
		connected[one.ID] = one.Installed
	}
	got := maps.Clone(p.erasing.written)
	for to := range p.erasing.names {
		got[to] = nil
	}
	parts := make([]plannedPart, 0, len(got))
	for _, to := range slices.Sorted(maps.Keys(got)) {
		part := plannedPart{ErasurePart: app.ErasurePart{Destination: to, State: app.ErasureUnreachable, Reason: reasonUnconnected}}
		installed, there := connected[to]
		switch {
		case there && installed:
			part.State, part.Reason, part.NextAt = app.ErasureWaiting, "", fromMillis(p.now)
			what, err := p.erasing.traces(to)
			if err != nil {
				return nil, err
			}
			part.what = p.erasing.keys.Seal(partPlace(p.shop), what)
		case there:
			part.Reason = reasonUninstalled
		}
		parts = append(parts, part)
	}
	return parts, nil
}

// traces is what a destination is to forget, as JSON: each name with all that was
// written on whom it names.
func (e *erasing) traces(to app.DestinationID) (string, error) {
	subjects := slices.AppendSeq(slices.Collect(maps.Keys(e.names[to])), maps.Keys(e.written[to]))
	var all []Trace
	for _, subject := range unique(subjects) {
		names := e.names[to][subject]
		if len(names) == 0 {
			one, err := traceOf(subject)
			if err != nil {
				return "", err
			}
			names = []Trace{one}
		}
		var properties, tags []string
		for _, property := range e.written[to][subject] {
			if tag, ok := strings.CutPrefix(property, "tag:"); ok {
				tags = append(tags, tag)
			} else if field, ok := strings.CutPrefix(property, "property:"); ok { // a consent is the destination's own, and goes with her
				properties = append(properties, field)
			}
		}
		for _, one := range names {
			one.Properties, one.Tags = properties, tags
			all = append(all, one)
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		return "", fmt.Errorf("traces: %w", err)
	}
	return string(text), nil
}

// unreach closes what waits for destinations that cannot be reached any more.
func unreach(tx *gorm.DB, shop app.ShopID, reason string) error {
	return tx.Exec(`UPDATE erasure_parts SET state = ?, next_at = 0, what = '', reason = ? WHERE shop_id = ? AND state IN (?, ?)`,
		app.ErasureUnreachable, reason, shop, app.ErasureWaiting, app.ErasureChecking).Error
}
