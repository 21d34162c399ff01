package store

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Why something is not undone.
const (
	skipOver    = "a later delivery has written there since"
	skipOther   = "something else stands there by now"
	skipUnsure  = "it is not certain yet that it was written"
	skipDigest  = "what stood there is not kept: it is made anew by itself"
	skipGone    = "who it was about is another person by now, or gone"
	skipEvent   = "an event cannot be untold"
	skipConsent = "a consent stands as she last said it"
)

// Undo has what deliveries wrote taken back, the newest first, where it still stands: what
// stood there before is to stand there again, until answers ask for something else. A
// delivery for each person does it in her order. What was undone is not undone twice. It
// goes page by page; dry counts alone. Errors: Unavailable.
func (s *Store) Undo(ctx context.Context, shop app.ShopID, f DeliveryFilter, dry bool) (app.Undone, error) {
	return s.undo(ctx, undoing{filter: f, shop: shop, dry: dry})
}

// UndoBy is Undo as a run's: what carries it out is counted, paused and dropped with it.
// Errors: Unavailable.
func (s *Store) UndoBy(ctx context.Context, shop app.ShopID, run app.RunID, f DeliveryFilter) (app.Undone, error) {
	return s.undo(ctx, undoing{filter: f, shop: shop, run: run})
}

func (s *Store) undo(ctx context.Context, u undoing) (app.Undone, error) {
	done := app.Undone{Skipped: map[string]int{}}
	u.now, u.done, u.people, u.before = millis(s.now()), &done, map[app.ProfileID]bool{}, map[place]bool{}
	for {
		var page undoing
		var next app.DeliveryID
		undo := func(tx *gorm.DB) (err error) {
			page = u.again()
			next, err = page.page(ctx, tx)
			return err
		}
		err := s.undoPage(ctx, u.dry, undo)
		if err != nil {
			return done, wrap(err, "deliveries")
		}
		maps.Copy(u.people, page.people)
		maps.Copy(u.before, page.seen)
		done = *page.done
		if next == "" {
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

// place is where something stands.
type place struct {
	at                app.DestinationID
	subject, property string
}

func placeOf(w app.Write) place { return place{w.Destination, w.Subject, w.Property} }

// undoing is an undo of some deliveries within a transaction.
type undoing struct {
	filter DeliveryFilter
	shop   app.ShopID
	run    app.RunID // that has it undone, "" for none
	now    int64
	dry    bool
	done   *app.Undone
	people map[app.ProfileID]bool
	before map[place]bool // places that pages before have dealt with
	seen   map[place]bool // and those that this one has

	tx        *gorm.DB
	stands    map[place]placed
	whose     map[app.DeliveryID]app.Delivery // of those that are to be undone
	names     map[string]app.ProfileID        // who is called so today
	alive     map[app.ProfileID]bool          // who is there today
	overrides []app.Override
	writes    []app.Write
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

func (u *undoing) page(ctx context.Context, tx *gorm.DB) (next app.DeliveryID, err error) {
	u.tx = tx
	var page []deliveryRow
	if err := u.filter.where(tx, u.shop).Limit(pageOfDeliveries).Scan(&page).Error; err != nil || len(page) == 0 {
		return "", err
	}
	u.done.Deliveries += len(page)
	ids := make([]string, len(page))
	for i, row := range page {
		ids[i] = row.ID
	}
	if len(page) == pageOfDeliveries {
		next = app.DeliveryID(ids[len(ids)-1])
	}
	if err := u.cannot(ids); err != nil {
		return "", err
	}
	chains, err := u.chains(ids)
	if err != nil {
		return "", err
	}
	if err := u.know(chains); err != nil {
		return "", err
	}
	for _, at := range slices.SortedFunc(maps.Keys(chains), place.compare) {
		u.unwind(at, chains[at])
	}
	if u.dry {
		return next, nil
	}
	return next, u.keep(ctx)
}

// cannot counts what is never undone.
func (u *undoing) cannot(ids []string) error {
	for kind, why := range map[string]string{"event:%": skipEvent, "consent:%": skipConsent} {
		var n int
		err := u.tx.Raw(`SELECT COUNT(*) FROM receipts r JOIN deliveries d ON d.shop_id = r.shop_id AND d.id = r.delivery_id
			WHERE d.shop_id = ? AND d.id IN ? AND r.property LIKE ? AND r.destination_id = d.destination_id AND r.subject IN (
				SELECT 'customer/' || p.customer_id FROM profiles p WHERE p.shop_id = d.shop_id AND p.id = d.profile_id
				UNION ALL SELECT 'profile/' || d.profile_id UNION ALL SELECT 'order/' || d.order_id)`, u.shop, ids, kind).Scan(&n).Error
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
func (u *undoing) chains(ids []string) (map[place][]app.Write, error) {
	var rows []writeRow
	if err := u.tx.Raw("SELECT "+writeColumns+` FROM writes WHERE shop_id = ? AND undone_at = 0 AND (destination_id, subject, property) IN (
			SELECT destination_id, subject, property FROM writes WHERE shop_id = ? AND delivery_id IN ? AND undone_at = 0)
		ORDER BY intended_at DESC`, u.shop, u.shop, ids).Scan(&rows).Error; err != nil {
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

// unwind goes back from what stands at a place as far as deliveries that are to be undone
// wrote it, one after the other.
func (u *undoing) unwind(at place, chain []app.Write) {
	u.seen[at] = true
	now, back, over := u.at(at), app.Stand{}, false
	profile, known := u.names[at.subject]
	ofOrder := strings.HasPrefix(at.subject, "order/")
	step := now.stand
	var undone []app.Write
	for _, w := range chain {
		d, chosen := u.whose[w.Delivery]
		if chosen && ofOrder && u.alive[d.Profile] && !known {
			profile, known = d.Profile, true // whoever spoke of it last
		}
		why := ""
		switch {
		case !chosen:
			over = true
			continue
		case over:
			why = skipOver
		case !known:
			why = skipGone
		case !now.certain:
			why = skipUnsure
		case w.After != step && (w.WrittenAt.IsZero() || len(undone) > 0):
			u.writes = append(u.writes, w) // it never arrived, or was over before what is undone was written
			continue
		case w.After != step:
			why = skipOther
		case !w.Before.CanStand(at.property):
			why = skipDigest
		}
		if why != "" {
			u.done.Skipped[why]++
			over = true
			continue
		}
		step, back, undone = w.Before, w.Before, append(undone, w)
	}
	if len(undone) == 0 {
		return
	}
	u.done.Places++
	u.people[profile] = true
	u.writes = append(u.writes, undone...)
	o := app.Override{
		Destination: at.at, Subject: at.subject, Property: at.property, Unwanted: now.asked, Wanted: back,
		Why: app.OverrideUndone, Since: now.since,
	}
	if o.Since.IsZero() {
		o.Since = fromMillis(u.now)
	}
	u.names[at.subject] = profile
	u.overrides = append(u.overrides, o) // one that wants what is asked for, too: what it takes to get there is no write
}

func (p place) compare(o place) int {
	return slices.Compare([]string{string(p.at), p.subject, p.property}, []string{string(o.at), o.subject, o.property})
}

// keep writes the undo down, and plans the deliveries that carry it out.
func (u *undoing) keep(ctx context.Context) error {
	if err := overrideInsert.insert(ctx, u.tx, overrideRows(u.shop, u.overrides)); err != nil {
		return err
	}
	for _, w := range u.writes {
		if err := u.tx.Exec(`UPDATE writes SET undone_at = ? WHERE shop_id = ? AND destination_id = ? AND subject = ? AND property = ? AND intended_at = ?`,
			u.now, u.shop, w.Destination, w.Subject, w.Property, millis(w.At)).Error; err != nil {
			return err
		}
	}
	return planDeliveries(ctx, u.tx, u.deliveries())
}

// deliveries are one for each person and order.
func (u *undoing) deliveries() []app.Delivery {
	type whom struct {
		at      app.DestinationID
		profile app.ProfileID
		order   app.OrderID
	}
	var list []app.Delivery
	planned := map[whom]bool{}
	for _, o := range u.overrides {
		trace, err := traceOf(o.Subject)
		if err != nil {
			trace = Trace{} // a guest who is known by an address
		}
		to := whom{o.Destination, u.names[o.Subject], trace.Order}
		if planned[to] {
			continue
		}
		planned[to] = true
		list = append(list, app.Delivery{
			Shop: u.shop, ID: app.DeliveryID(uuid.Must(uuid.NewV7()).String()), Destination: to.at, Profile: to.profile, Order: to.order,
			Cause: app.CauseUndo, Run: u.run, NextAt: fromMillis(u.now), CreatedAt: fromMillis(u.now),
		})
	}
	return list
}
