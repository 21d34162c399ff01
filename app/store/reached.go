package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/seal"
)

// Trace is what a destination has of one person or order because of us: the names it
// got, and what was written under them.
type Trace struct {
	Customer   app.CustomerID `json:"customer,omitempty"`
	Profile    app.ProfileID  `json:"profile,omitempty"` // a guest, who goes by her email address
	Order      app.OrderID    `json:"order,omitempty"`
	Email      string         `json:"email,omitempty"`
	Phone      string         `json:"phone,omitempty"`
	Properties []string       `json:"properties,omitempty"`
	Tags       []string       `json:"tags,omitempty"`
	Anew       bool           `json:"-"` // told of again since: see integrations.Trace
}

func (t Trace) subject() string {
	switch {
	case t.Order != 0:
		return app.OrderSubject(t.Order)
	case t.Profile != "":
		return app.ProfileSubject(t.Profile)
	default:
		return app.CustomerSubject(t.Customer)
	}
}

// traceOf is a trace without names but the subject's own. A guest's is none that a
// destination knows.
func traceOf(subject string) (Trace, error) {
	kind, number, _ := strings.Cut(subject, "/")
	if kind == "profile" {
		return Trace{Profile: app.ProfileID(number)}, nil
	}
	n, err := strconv.ParseInt(number, 10, 64)
	switch {
	case err != nil:
		return Trace{}, fmt.Errorf("subject of a receipt: %w", err)
	case kind == "order":
		return Trace{Order: app.OrderID(n)}, nil
	default:
		return Trace{Customer: app.CustomerID(n)}, nil
	}
}

func reachPlace(shop app.ShopID) string { return string(shop) + "/reach" }

var reachInsert = bulk{
	table: "reaches",
	columns: []column{
		textColumn("shop_id"), textColumn("subject"), textColumn("destination_id"), textColumn("digest"), textColumn("names"), intColumn("since"),
	},
	tail: "ON CONFLICT DO NOTHING",
}

// noteReaches remembers under which names a destination is about to know people.
func (p people) noteReaches(keys *seal.Ring, to app.DestinationID, known []app.Profile, touched []app.Receipt) error {
	sent := map[string]bool{}
	for _, r := range touched {
		sent[r.Subject] = true
	}
	salt, err := p.salt()
	if err != nil {
		return err
	}
	var rows [][]any
	for _, one := range known {
		known := Trace{Customer: one.Customer, Email: one.Email, Phone: one.Phone}
		if one.Customer == 0 {
			known.Profile = one.ID
		}
		subject := known.subject()
		if !sent[subject] {
			continue
		}
		delete(sent, subject) // several deliveries are about her
		names, err := json.Marshal(known)
		if err != nil {
			return fmt.Errorf("names: %w", err)
		}
		rows = append(rows, []any{
			string(p.shop), subject, string(to), tombstone(salt, string(names)), keys.Seal(reachPlace(p.shop), string(names)), p.now,
		})
	}
	slices.SortFunc(rows, func(a, b []any) int { return strings.Compare(a[1].(string), b[1].(string)) })
	return reachInsert.insert(p.tx.Statement.Context, p.tx, rows)
}

// moveReaches gives what destinations know of one subject to another, who turned out
// to be the same, and remembers whose it was.
func (p people) moveReaches(from, to string) error {
	if err := p.exec(`INSERT INTO reaches (shop_id, subject, destination_id, digest, origin, names, since)
		SELECT shop_id, CAST(? AS TEXT), destination_id, digest, CASE WHEN origin = '' THEN subject ELSE origin END, names, since
		FROM reaches WHERE shop_id = ? AND subject = ? ON CONFLICT DO NOTHING`, to, p.shop, from); err != nil {
		return err
	}
	return p.exec("DELETE FROM reaches WHERE shop_id = ? AND subject = ?", p.shop, from)
}

// forgetReached forgets what destinations got of subjects and what was written on
// them. What is being erased is to be forgotten there, too.
func (p people) forgetReached(subjects []string) error {
	if err := p.forgetPlaces(subjects); err != nil {
		return err
	}
	for some := range slices.Chunk(unique(slices.Clone(subjects)), 400) {
		if p.erasing != nil {
			if err := p.erasing.gather(p, some); err != nil {
				return err
			}
		}
		if err := p.exec("DELETE FROM receipts WHERE shop_id = ? AND subject IN ?", p.shop, some); err != nil {
			return err
		}
		if err := p.exec("DELETE FROM reaches WHERE shop_id = ? AND (origin IN ? OR origin = '' AND subject IN ?)", p.shop, some, some); err != nil {
			return err
		}
	}
	return nil
}

// toldAnew says which subjects a destination got since they were erased there, and
// what was written on them since.
func toldAnew(tx *gorm.DB, shop app.ShopID, to app.DestinationID, subjects []string) (map[string]bool, map[string]map[string]bool, error) {
	var again []string
	if err := tx.Raw("SELECT DISTINCT subject FROM reaches WHERE destination_id = ? AND ?", to, among(tx, shop, "subject", subjects)).
		Scan(&again).Error; err != nil {
		return nil, nil, err
	}
	var rows []receiptRow
	err := tx.Raw("SELECT subject, property FROM receipts WHERE shop_id = ? AND destination_id = ? AND subject IN ?", shop, to, subjects).
		Scan(&rows).Error
	anew, written := map[string]bool{}, map[string]map[string]bool{}
	for _, subject := range again {
		anew[subject] = true
	}
	for _, row := range rows {
		anew[row.Subject] = true
		if written[row.Subject] == nil {
			written[row.Subject] = map[string]bool{}
		}
		written[row.Subject][row.Property] = true
	}
	return anew, written, err
}
