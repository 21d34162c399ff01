package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// MostCounted is how many deliveries are looked at to say what an undo of them comes to.
const MostCounted = 10_000

// Undo has what deliveries wrote taken back, the newest first, where it still stands: what
// stood there before is to stand there again, until answers ask for something else. A
// delivery for each person does it in her order. What was undone is not undone twice. It
// goes page by page; of many, a run does it. dry counts alone, and no more than the newest
// MostCounted: then it is CutShort. Errors: Unavailable.
func (s *Store) Undo(ctx context.Context, shop app.ShopID, f DeliveryFilter, dry bool) (app.Undone, error) {
	done := app.Undone{Skipped: map[string]int{}}
	u := undoing{filter: f, shop: shop, dry: dry, now: millis(s.now()), done: &done, people: map[app.ProfileID]bool{}, before: map[place]bool{}}
	for {
		var page undoing
		var next app.DeliveryID
		undo := func(tx *gorm.DB) (err error) {
			page = u.again()
			next, err = page.next(ctx, tx)
			return err
		}
		err := s.undoPage(ctx, u.dry, undo)
		if err != nil {
			return done, wrap(err, "deliveries")
		}
		maps.Copy(u.people, page.people)
		maps.Copy(u.before, page.seen)
		done = *page.done
		if done.CutShort = next != "" && dry && done.Deliveries >= MostCounted; next == "" || done.CutShort {
			done.People = len(u.people)
			return done, nil
		}
		u.filter.Before = next
	}
}

func (s *Store) undoPage(ctx context.Context, dry bool, undo func(*gorm.DB) error) error {
	if dry {
		return s.read.WithContext(ctx).Transaction(undo)
	}
	return s.write(ctx, undo)
}

// undoing is an undo of some deliveries within a transaction.
type undoing struct {
	filter DeliveryFilter
	shop   app.ShopID
	run    app.RunID // that has it undone, "" for none
	now    int64
	dry    bool
	done   *app.Undone
	people map[app.ProfileID]bool
	before map[place]bool          // places that pages before have dealt with
	seen   map[place]bool          // and those that this one has
	page   map[app.DeliveryID]bool // what alone is counted where it is not undone; nil: everything

	tx        *gorm.DB
	stands    map[place]placed
	whose     map[app.DeliveryID]app.Delivery // of those that are to be undone
	names     map[string]app.ProfileID        // who is called so today
	alive     map[app.ProfileID]bool          // who is there today
	overrides []app.Override
	writes    []app.Write
	planned   int // deliveries that carry it out
}

// placed is what is to stand at a place as far as we know, and whether that is certain.
type placed struct {
	stand   app.Stand
	asked   app.Stand
	certain bool
	since   time.Time // of the override that holds there
}

// again is the undo before its next page. A page that has to be tried again counts once.
func (u undoing) again() undoing {
	done := *u.done
	done.Skipped = maps.Clone(u.done.Skipped)
	return undoing{
		filter: u.filter, shop: u.shop, run: u.run, now: u.now, dry: u.dry, done: &done, people: map[app.ProfileID]bool{}, before: u.before, seen: map[place]bool{},
		stands: map[place]placed{}, whose: map[app.DeliveryID]app.Delivery{}, names: map[string]app.ProfileID{}, alive: map[app.ProfileID]bool{},
	}
}

// next undoes the next page.
func (u *undoing) next(ctx context.Context, tx *gorm.DB) (next app.DeliveryID, err error) {
	u.tx = tx
	var page []deliveryRow
	if err := u.filter.where(tx, u.shop).Limit(pageOfDeliveries).Scan(&page).Error; err != nil || len(page) == 0 {
		return "", err
	}
	ids := make([]app.DeliveryID, len(page))
	for i, row := range page {
		ids[i] = app.DeliveryID(row.ID)
	}
	if len(page) == pageOfDeliveries {
		next = ids[len(ids)-1]
	}
	return next, u.some(ctx, ids)
}

// some undoes a page.
func (u *undoing) some(ctx context.Context, ids []app.DeliveryID) error {
	u.done.Deliveries += len(ids)
	if err := u.cannot(ids); err != nil {
		return err
	}
	chains, err := u.chains(ids)
	if err != nil {
		return err
	}
	if err := u.know(chains); err != nil {
		return err
	}
	for _, at := range slices.SortedFunc(maps.Keys(chains), place.compare) {
		u.unwind(at, chains[at])
	}
	if u.dry {
		return nil
	}
	if err := u.meet(); err != nil {
		return err
	}
	return u.keep(ctx)
}

// meet counts whom a run has not come to before.
func (u *undoing) meet() error {
	if u.run == "" {
		return nil
	}
	var met []app.ProfileID
	for some := range slices.Chunk(slices.Collect(maps.Keys(u.people)), 400) {
		var before []app.ProfileID
		// By person: a run plans more and more.
		if err := u.tx.Raw("SELECT DISTINCT profile_id FROM deliveries WHERE run_id || '' = ? AND ? AND cause = 'undo'",
			u.run, among(u.tx, u.shop, "profile_id", some)).Scan(&before).Error; err != nil {
			return err
		}
		met = append(met, before...)
	}
	u.done.People = len(u.people) - len(met)
	return nil
}

// cannot counts what is never undone.
func (u *undoing) cannot(ids []app.DeliveryID) error {
	hers := among(u.tx, u.shop, "id", ids)
	for kind, why := range map[string]string{"event:%": skipEvent, "consent:%": skipConsent} {
		var n int
		// By each name, one after another: joined, all that the destinations were ever told is read.
		err := u.tx.Raw(`SELECT CAST(COALESCE(SUM((SELECT COUNT(*) FROM receipts r WHERE r.shop_id = named.shop_id AND r.destination_id = named.destination_id
				AND r.subject = named.subject AND r.delivery_id = named.id AND r.property LIKE ?)), 0) AS BIGINT) FROM (
			SELECT shop_id, id, destination_id, 'profile/' || profile_id AS subject FROM deliveries WHERE ?
			UNION ALL SELECT shop_id, id, destination_id, 'order/' || order_id FROM deliveries WHERE ?
			UNION ALL SELECT shop_id, id, destination_id, 'customer/' || (SELECT p.customer_id FROM profiles p
				WHERE p.shop_id = deliveries.shop_id AND p.id = deliveries.profile_id) FROM deliveries WHERE ?) AS named`,
			kind, hers, hers, hers).Scan(&n).Error
		if err != nil {
			return err
		}
		if n > 0 {
			u.done.Skipped[why] += n
		}
	}
	return nil
}

// chains are what was written at each place that the deliveries wrote to, by whomever,
// the newest first.
func (u *undoing) chains(ids []app.DeliveryID) (map[place][]app.Write, error) {
	var rows []writeRow
	if err := u.tx.Raw("SELECT "+writeColumns+` FROM writes WHERE undone_at = 0 AND (shop_id, destination_id, subject, property) IN (
			SELECT shop_id, destination_id, subject, property FROM writes WHERE ? AND undone_at = 0)
		ORDER BY intended_at DESC`, among(u.tx, u.shop, "delivery_id", ids)).Scan(&rows).Error; err != nil {
		return nil, err
	}
	all := writes(u.shop, rows)
	var wrote []app.DeliveryID
	for _, w := range all {
		wrote = append(wrote, w.Delivery)
	}
	for some := range slices.Chunk(unique(wrote), 400) {
		chosen := u.filter
		if chosen.IDs != nil {
			some = slices.DeleteFunc(slices.Clone(some), func(id app.DeliveryID) bool { return !slices.Contains(chosen.IDs, id) })
		}
		chosen.IDs, chosen.Before = some, ""
		var of []deliveryRow
		if err := chosen.where(u.tx, u.shop).Scan(&of).Error; err != nil {
			return nil, err
		}
		for _, row := range of {
			u.whose[app.DeliveryID(row.ID)] = row.delivery()
		}
	}
	chains := map[place][]app.Write{}
	for _, w := range all {
		if at := placeOf(w); !u.before[at] {
			chains[at] = append(chains[at], w)
		}
	}
	return chains, nil
}
