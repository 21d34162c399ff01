package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/seal"
)

// Imported is somebody's personal data that were checked, to be kept in another shop.
type Imported struct {
	Data     app.PersonalData
	Versions []app.Version                   // she answered to, their surveys named by their documents' handles
	Answers  map[app.ResponseID][]app.Answer // parsed
	Same     func(have, told app.Document) bool
	Deliver  bool // plan what the shop's destinations are to be told of her
}

// ImportPerson keeps somebody's personal data as they are, once however often they
// come, and returns the lanes that have something to tell. What is there already stays
// as it is. Errors: NotFound for a shop where we are not installed; Conflict when she
// was erased or merged here, or when something of hers is somebody else's here;
// Unavailable.
func (s *Store) ImportPerson(ctx context.Context, shop app.ShopID, in Imported) (due []app.DestinationID, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		i := importing{people: s.people(tx, shop), keys: s.keys, Imported: in, surveys: map[string]app.SurveyID{}}
		for _, step := range []func() error{
			i.here, i.notErased, i.persons, i.known, i.versions, i.drawn, i.responses, i.repeats, i.orders, i.consents, i.rewards,
			i.identities, i.traces, i.joins, i.formers, i.owned, i.counted,
		} {
			if err := step(); err != nil {
				return err
			}
		}
		due = nil
		if !in.Deliver {
			return nil
		}
		for _, id := range i.ids {
			if due, err = i.plan(id, "", 0); err != nil {
				return err
			}
		}
		return i.due(due)
	})
	return due, wrap(err, "personal data")
}

// importing keeps one person's data within a transaction.
type importing struct {
	people
	Imported
	keys    *seal.Ring
	ids     []app.ProfileID
	surveys map[string]app.SurveyID // by handle
}

func (i *importing) here() error {
	var found int
	if err := i.tx.Raw("SELECT COUNT(*) FROM shops WHERE id = ? AND installed_at > 0 AND uninstalled_at = 0", i.shop).Scan(&found).Error; err != nil {
		return err
	}
	if found == 0 {
		return app.Errorf(app.NotFound, "shop not found")
	}
	return nil
}

// numbers are the customer numbers that are or were hers.
func (i *importing) numbers() []app.CustomerID {
	all := []app.CustomerID{i.Data.Customer}
	for _, p := range i.Data.Profiles {
		all = append(all, p.Customer)
	}
	for _, f := range i.Data.Former {
		all = append(all, f.Customer)
	}
	for _, j := range i.Data.Joins {
		all = append(all, j.Customer)
	}
	return slices.DeleteFunc(unique(all), func(id app.CustomerID) bool { return id == 0 })
}

// notErased refuses who was erased here: a file must not undo it.
func (i *importing) notErased() error {
	salt, err := i.salt()
	if err != nil {
		return err
	}
	var hidden []string
	for _, id := range i.numbers() {
		hidden = append(hidden, tombstone(salt, app.CustomerSubject(id)))
	}
	for _, o := range i.Data.Orders {
		hidden = append(hidden, tombstone(salt, app.OrderSubject(o.ID)))
	}
	for some := range slices.Chunk(hidden, maxParameters) {
		var found int
		if err := i.tx.Raw("SELECT COUNT(*) FROM tombstones WHERE shop_id = ? AND subject IN ?", i.shop, some).Scan(&found).Error; err != nil {
			return err
		}
		if found > 0 {
			return app.Errorf(app.Conflict, "this person, or an order of theirs, was erased here")
		}
	}
	return nil
}

// persons keeps the profiles. One that is here already must be the same person.
func (i *importing) persons() error {
	for _, p := range i.Data.Profiles {
		i.ids = append(i.ids, p.ID)
		if err := i.exec(`INSERT INTO profiles (shop_id, id, customer_id, email, phone, contact_at, stale_at, created_at, updated_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			i.shop, p.ID, p.Customer, p.Email, p.Phone, millis(p.ContactAt), millis(p.StaleAt), millis(p.CreatedAt), millis(p.UpdatedAt)); err != nil {
			return err
		}
		var here []app.CustomerID
		if err := i.tx.Raw("SELECT customer_id FROM profiles WHERE shop_id = ? AND id = ?", i.shop, p.ID).Scan(&here).Error; err != nil {
			return err
		}
		if len(here) != 1 || here[0] != p.Customer {
			return app.Errorf(app.Conflict, "this person is known here already")
		}
	}
	return nil
}

// known refuses who was merged or deleted here since.
func (i *importing) known() error {
	var gone []app.CustomerID
	if err := i.tx.Raw("SELECT customer_id FROM former_customers WHERE shop_id = ? AND customer_id IN ?",
		i.shop, append(i.numbers(), 0)).Scan(&gone).Error; err != nil {
		return err
	}
	for _, id := range gone {
		if !slices.ContainsFunc(i.Data.Former, func(f app.FormerData) bool { return f.Customer == id }) {
			return app.Errorf(app.Conflict, "this person was merged or deleted here")
		}
	}
	var joined int
	if err := i.tx.Raw("SELECT COUNT(*) FROM joins WHERE shop_id = ? AND from_id IN ? AND parted_at = 0",
		i.shop, append(slices.Clone(i.ids), "")).Scan(&joined).Error; err != nil {
		return err
	}
	if joined > 0 {
		return app.Errorf(app.Conflict, "this person was joined with another here")
	}
	return nil
}

// whose is the profile of a row.
func (i *importing) whose(id app.ProfileID) string {
	if id == "" && len(i.ids) > 0 {
		return string(i.ids[0])
	}
	return string(id)
}

// owned refuses data of which something is somebody else's here.
func (i *importing) owned() error {
	for some := range slices.Chunk(i.Data.Responses, maxParameters) {
		ids := make([]app.ResponseID, len(some))
		for n, r := range some {
			ids[n] = r.ID
		}
		if err := i.none("SELECT COUNT(*) FROM responses WHERE shop_id = ? AND id IN ? AND profile_id NOT IN ?", i.shop, ids, append(slices.Clone(i.ids), "")); err != nil {
			return err
		}
	}
	for _, o := range i.Data.Orders {
		if err := i.none("SELECT COUNT(*) FROM orders WHERE shop_id = ? AND id = ? AND customer_id <> ?", i.shop, o.ID, o.Customer); err != nil {
			return err
		}
	}
	for _, c := range i.Data.Consents {
		if err := i.none("SELECT COUNT(*) FROM consents WHERE shop_id = ? AND id = ? AND holder <> ?", i.shop, c.ID, c.Holder); err != nil {
			return err
		}
	}
	return nil
}

func (i *importing) none(query string, args ...any) error {
	var found int
	if err := i.tx.Raw(query, args...).Scan(&found).Error; err != nil || found == 0 {
		return err
	}
	return app.Errorf(app.Conflict, "something of this is somebody else's here")
}
