package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// eraseNamed removes everything about a customer and the orders named with her, and
// leaves tombstones so that late webhooks do not bring her back. Of an id that was
// merged away only the orders are left to erase: the person stays with the shop under
// the kept id.
func (p people) eraseNamed(customer app.CustomerID, orders []app.OrderID) error {
	if customer != 0 {
		if err := p.erase(customer); err != nil {
			return err
		}
	}
	for some := range slices.Chunk(orders, 500) {
		if err := p.eraseOrders(some); err != nil {
			return err
		}
	}
	return nil
}

func (p people) erase(customer app.CustomerID) error {
	left, _, err := p.former(customer)
	if err != nil {
		return err
	}
	hers, err := p.of(customer) // a late answer may have made one under an id that is no more
	if err != nil {
		return err
	}
	for _, profile := range []app.ProfileID{left.ProfileID, hers} {
		if profile == "" {
			continue
		}
		if err := p.eraseProfile(profile); err != nil {
			return err
		}
	}
	var orders []app.OrderID
	if err := p.tx.Raw("SELECT id FROM orders WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0", p.shop, customer).Scan(&orders).Error; err != nil {
		return err
	}
	if err := p.forgetWritten(orders); err != nil {
		return err
	}
	for _, statement := range []string{
		"DELETE FROM orders WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0",
		"UPDATE privacy_requests SET export = '', customer_id = 0 WHERE shop_id = ? AND customer_id = ?",
		"DELETE FROM former_customers WHERE shop_id = ? AND customer_id = ? AND kept_id = 0",
	} {
		if err := p.exec(statement, p.shop, customer); err != nil {
			return err
		}
	}
	if err := p.forgetStanding(customer); err != nil {
		return err
	}
	if err := p.forgetReached([]string{app.CustomerSubject(customer)}); err != nil {
		return err
	}
	if err := p.exec("DELETE FROM consents WHERE shop_id = ? AND holder = ?", p.shop, app.CustomerSubject(customer)); err != nil {
		return err
	}
	return p.buryCustomer(customer)
}

// buryCustomer leaves tombstones for a customer and for the ids merged into hers.
func (p people) buryCustomer(customer app.CustomerID) error {
	var ids []app.CustomerID
	if err := p.tx.Raw("DELETE FROM former_customers WHERE shop_id = ? AND kept_id = ? RETURNING customer_id", p.shop, customer).Scan(&ids).Error; err != nil {
		return err
	}
	subjects := []string{app.CustomerSubject(customer)}
	for _, id := range ids {
		subjects = append(subjects, app.CustomerSubject(id))
	}
	return p.bury(subjects)
}

// eraseProfile removes a person and all that was asked of and told about her.
func (p people) eraseProfile(profile app.ProfileID) error {
	if err := p.lock(profile); err != nil {
		return err
	}
	var orders []app.OrderID
	if err := p.tx.Raw("SELECT order_id FROM responses WHERE shop_id = ? AND profile_id = ? AND order_id <> 0",
		p.shop, profile).Scan(&orders).Error; err != nil {
		return err
	}
	if err := p.forgetWritten(unique(orders)); err != nil {
		return err
	}
	if err := p.forgetPromises(profile); err != nil {
		return err
	}
	if err := p.exec("DELETE FROM attempts WHERE shop_id = ? AND delivery_id IN (SELECT id FROM deliveries WHERE shop_id = ? AND profile_id = ?)",
		p.shop, p.shop, profile); err != nil {
		return err
	}
	if err := p.exec("DELETE FROM response_repeats WHERE shop_id = ? AND response_id IN (SELECT id FROM responses WHERE shop_id = ? AND profile_id = ?)",
		p.shop, p.shop, profile); err != nil {
		return err
	}
	if err := p.forgetTraces(profile, slices.Concat([]string{"deliveries", "responses"}, traceTables)...); err != nil {
		return err
	}
	return p.exec("DELETE FROM profiles WHERE shop_id = ? AND id = ?", p.shop, profile)
}

// eraseOrders removes orders with the guests who answered for them. Somebody
// else's response that names such an order only loses the name.
func (p people) eraseOrders(orders []app.OrderID) error {
	guests, err := p.guestsOf(orders)
	if err != nil {
		return err
	}
	for _, guest := range guests {
		if err := p.eraseProfile(guest); err != nil {
			return err
		}
	}
	for _, statement := range []string{
		"UPDATE responses SET order_id = 0 WHERE shop_id = ? AND order_id <> 0 AND order_id IN ?",
		"UPDATE deliveries SET order_id = 0 WHERE shop_id = ? AND order_id IN ?",
		"DELETE FROM askings WHERE shop_id = ? AND order_id <> 0 AND order_id IN ?",
		"DELETE FROM orders WHERE shop_id = ? AND id IN ?",
	} {
		if err := p.exec(statement, p.shop, orders); err != nil {
			return err
		}
	}
	if err := p.forgetWritten(orders); err != nil {
		return err
	}
	return p.bury(subjectsOfOrders(orders))
}

// guestsOf are the guests who spoke of some orders, or were asked about them, the
// eldest first. SQLite is not to sort them: it would look through all of the shop's.
func (p people) guestsOf(orders []app.OrderID) (guests []app.ProfileID, err error) {
	err = p.tx.Raw(`
		SELECT r.profile_id FROM responses r JOIN profiles p ON p.shop_id = r.shop_id AND p.id = r.profile_id
			WHERE r.shop_id = ? AND r.order_id <> 0 AND r.order_id IN ? AND p.customer_id = 0
		UNION ALL SELECT a.profile_id FROM askings a JOIN profiles p ON p.shop_id = a.shop_id AND p.id = a.profile_id
			WHERE a.shop_id = ? AND a.order_id <> 0 AND a.order_id IN ? AND p.customer_id = 0`,
		p.shop, orders, p.shop, orders).Scan(&guests).Error
	return unique(guests), err
}

// forgetWritten removes what is known of answers written on orders.
func (p people) forgetWritten(orders []app.OrderID) error {
	return p.forgetReached(subjectsOfOrders(orders))
}

func subjectsOfOrders(orders []app.OrderID) []string {
	subjects := make([]string, len(orders))
	for i, id := range orders {
		subjects[i] = app.OrderSubject(id)
	}
	return subjects
}

// shopTables are the tables that hold a shop's data, the shop itself last. A
// test compares them with the schema.
var shopTables = []string{
	"attempts", "deliveries", "receipts", "lanes", "destinations",
	"response_repeats", "responses", "visitors", "askings", "snoozes", "doubts", "identities", "joins", "refusals", "reaches",
	"profiles", "former_customers", "consents", "orders",
	"customer_marks", "customers", "segments", "products",
	"catalogues", "drawn", "quotas", "promises", "reward_codes", "rewards", "displays", "survey_versions", "surveys", "tombstones",
	"erasure_parts", "erasures", "readings", "privacy_requests", "accesses",
}

// EraseShop removes everything about a shop. Webhooks that came since it left
// stay in the inbox: they may belong to its return. Errors: Conflict while the
// shop is installed.
func (s *Store) EraseShop(ctx context.Context, shop app.ShopID) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		var shops []struct{ InstalledAt, UninstalledAt int64 }
		if err := tx.Raw("SELECT installed_at, uninstalled_at FROM shops WHERE id = ?"+forUpdate(tx), shop).Scan(&shops).Error; err != nil {
			return err
		}
		if len(shops) == 1 && shops[0].InstalledAt > 0 && shops[0].UninstalledAt == 0 {
			return app.Errorf(app.Conflict, "the shop is installed")
		}
		for _, table := range shopTables {
			if err := tx.Exec("DELETE FROM "+table+" WHERE shop_id = ?", shop).Error; err != nil {
				return err
			}
		}
		for _, one := range shops {
			if err := tx.Exec("DELETE FROM inbox WHERE shop_id = ? AND (state <> 'waiting' OR triggered_at <= ?)", shop, one.UninstalledAt).Error; err != nil {
				return err
			}
		}
		return tx.Exec("DELETE FROM shops WHERE id = ?", shop).Error
	}), "shop")
}
