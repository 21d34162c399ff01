package store

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/seal"
)

// SetRetention keeps how long a shop keeps things, nil for what is usual. Errors:
// Unavailable.
func (s *Store) SetRetention(ctx context.Context, shop app.ShopID, kept *app.Retention) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error { return setRetention(tx, shop, kept) }), "shop")
}

func setRetention(tx *gorm.DB, shop app.ShopID, kept *app.Retention) error {
	text := ""
	if kept != nil {
		said, err := json.Marshal(kept)
		if err != nil {
			return err
		}
		text = string(said)
	}
	return tx.Exec("UPDATE shops SET retention = ? WHERE id = ?", text, shop).Error
}

// ShopIDs lists all shops there are, installed or not, in order and after one of
// them. Errors: Unavailable.
func (s *Store) ShopIDs(ctx context.Context, after app.ShopID, limit int) ([]app.ShopID, error) {
	var shops []app.ShopID
	err := s.read.WithContext(ctx).Raw("SELECT id FROM shops WHERE id > ? ORDER BY id LIMIT ?", after, limit).Scan(&shops).Error
	return shops, wrap(err, "shops")
}

// How much is looked at, and how much removed in one transaction: shoppers wait for
// the writer.
const (
	trimPage  = 1000
	trimGroup = 50
)

// aged is one row of a page: its place in the table, and whether it is to go.
type aged struct {
	ID   string
	Over bool
}

// pageOf reads the next page of a table in the order of its key, and says where the
// one after it begins.
func (s *Store) pageOf(ctx context.Context, query string, args ...any) (over []string, next string, err error) {
	var rows []aged
	if err := s.read.WithContext(ctx).Raw(query, append(args, trimPage)...).Scan(&rows).Error; err != nil {
		return nil, "", err
	}
	for _, row := range rows {
		if row.Over {
			over = append(over, row.ID)
		}
	}
	if len(rows) == trimPage {
		next = rows[len(rows)-1].ID
	}
	return over, next, nil
}

// inGroups removes what is over, some at a time.
func (s *Store) inGroups(ctx context.Context, shop app.ShopID, over []string, remove func(people, []string) error) error {
	for len(over) > 0 {
		some := over[:min(len(over), trimGroup)]
		if err := s.write(ctx, func(tx *gorm.DB) error { return remove(s.people(tx, shop), some) }); err != nil {
			return err
		}
		over = over[len(some):]
	}
	return nil
}

// heardSince says of a profile p whether anything was heard of it since a time, which
// is to be given five times. The signs keep SQLite from looking through what others
// said lately, the limits PostgreSQL from reading all of a table to answer for a page.
const heardSince = `(p.updated_at >= ?
	OR (SELECT 1 FROM responses r WHERE r.shop_id = p.shop_id AND r.profile_id = p.id AND +r.submitted_at >= ? LIMIT 1) IS NOT NULL
	OR (SELECT 1 FROM askings a WHERE a.shop_id = p.shop_id AND a.profile_id = p.id AND +a.asked_at >= ? LIMIT 1) IS NOT NULL
	OR (SELECT 1 FROM snoozes z WHERE z.shop_id = p.shop_id AND z.profile_id = p.id AND z.since >= ? LIMIT 1) IS NOT NULL
	OR (SELECT 1 FROM visitors v WHERE v.shop_id = p.shop_id AND v.profile_id = p.id AND v.since >= ? LIMIT 1) IS NOT NULL)`

func heard(since time.Time) []any {
	at := millis(since)
	return []any{at, at, at, at, at}
}

// profilePage is the next page of a shop's profiles.
const profilePage = "(SELECT shop_id, id, customer_id, updated_at FROM profiles WHERE shop_id = ? AND id > ? ORDER BY id LIMIT ?) p ORDER BY p.id"

// TrimGuests erases guests of whom nothing was heard since a time. Errors: Unavailable.
func (s *Store) TrimGuests(ctx context.Context, shop app.ShopID, before time.Time, after string) (string, error) {
	silent := "p.customer_id = 0 AND NOT " + heardSince
	over, next, err := s.pageOf(ctx, "SELECT p.id, "+silent+" AS over FROM "+profilePage, append(heard(before), shop, after)...)
	if err == nil {
		err = s.inGroups(ctx, shop, over, func(p people, some []string) error { return p.eraseSilent(some, before, s.keys) })
	}
	return next, wrap(err, "guests")
}

// eraseSilent erases those of some guests who still are silent, now that nobody can
// speak for them before we are done.
func (p people) eraseSilent(guests []string, since time.Time, keys *seal.Ring) error {
	if err := p.exec("SELECT 1 FROM profiles WHERE ? ORDER BY customer_id, id"+forUpdate(p.tx), among(p.tx, p.shop, "id", guests)); err != nil {
		return err
	}
	var silent []app.ProfileID
	if err := p.tx.Raw("SELECT p.id FROM profiles p WHERE p.shop_id = ? AND p.id IN ? AND p.customer_id = 0 AND NOT "+heardSince+" ORDER BY p.id",
		append([]any{p.shop, guests}, heard(since)...)...).Scan(&silent).Error; err != nil {
		return err
	}
	salt, err := p.salt()
	for _, guest := range silent {
		if err == nil {
			err = p.letGo(guest, salt, keys)
		}
	}
	return err
}

// letGo erases a guest, here and wherever something of hers was written.
func (p people) letGo(guest app.ProfileID, salt string, keys *seal.Ring) error {
	now := fromMillis(p.now)
	p.erasing = newErasing(keys, ErasureOrder{RequestedAt: now, DueAt: now.Add(app.PrivacyTerm)}, salt, p.now)
	p.erasing.Subject = tombstone(salt, app.ProfileSubject(guest))
	if err := p.eraseProfile(guest); err != nil || len(p.erasing.names)+len(p.erasing.written) == 0 {
		return err // nobody else has anything of most guests
	}
	_, err := p.endErasure()
	return err
}

// TrimAskings forgets what people were asked before a time, all but the last time of
// each question: nobody is asked again because we forgot. Errors: Unavailable.
func (s *Store) TrimAskings(ctx context.Context, shop app.ShopID, before time.Time, after string) (string, error) {
	const old = `a.asked_at < ? AND EXISTS (SELECT 1 FROM askings later WHERE later.shop_id = a.shop_id AND later.profile_id = a.profile_id
		AND later.question = a.question AND later.asked_at > a.asked_at)`
	over, next, err := s.pageOf(ctx, `SELECT p.id, (SELECT 1 FROM askings a
		WHERE a.shop_id = p.shop_id AND a.profile_id = p.id AND `+old+` LIMIT 1) IS NOT NULL AS over FROM `+profilePage, millis(before), shop, after)
	if err == nil {
		err = s.inGroups(ctx, shop, over, func(p people, some []string) error {
			return p.exec("DELETE FROM askings AS a WHERE a.shop_id = ? AND a.profile_id IN ? AND "+old, shop, some, millis(before))
		})
	}
	return next, wrap(err, "askings")
}

// TrimBrowsers forgets the browsers of customers of whom nothing was heard since a
// time. Errors: Unavailable.
func (s *Store) TrimBrowsers(ctx context.Context, shop app.ShopID, before time.Time, after string) (string, error) {
	silent := `p.customer_id <> 0 AND (SELECT 1 FROM visitors v WHERE v.shop_id = p.shop_id AND v.profile_id = p.id LIMIT 1) IS NOT NULL AND NOT ` + heardSince
	over, next, err := s.pageOf(ctx, "SELECT p.id, "+silent+" AS over FROM "+profilePage, append(heard(before), shop, after)...)
	if err == nil {
		err = s.inGroups(ctx, shop, over, func(p people, some []string) error {
			return p.exec("DELETE FROM visitors WHERE shop_id = ? AND profile_id IN ? AND since < ?", shop, some, millis(before))
		})
	}
	return next, wrap(err, "browsers")
}
