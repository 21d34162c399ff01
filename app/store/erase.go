package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// eraseNamed removes everything about a customer and the orders named with her, and
// leaves tombstones so that late news do not bring her back. Of a customer who was
// merged into another it removes what was told as her, and nothing of the one who was
// kept.
func (p people) eraseNamed(customer app.CustomerID, orders []app.OrderID) error {
	if err := p.holdErased(customer, orders); err != nil {
		return err
	}
	var due []app.DestinationID
	if customer != 0 {
		var err error
		if due, err = p.erase(customer); err != nil {
			return err
		}
	}
	for some := range slices.Chunk(orders, 500) {
		if err := p.eraseOrders(some); err != nil {
			return err
		}
	}
	return p.due(due)
}

// holdErased waits for what is under way about whom we are to erase, before anything of
// hers is looked up; what comes after finds the tombstones.
func (p people) holdErased(customer app.CustomerID, orders []app.OrderID) error {
	if customer != 0 {
		if err := p.operate(); err != nil {
			return err
		}
		all, err := p.mergedInto(customer)
		if err != nil {
			return err
		}
		if err := p.holdCustomers(all...); err != nil {
			return err
		}
	}
	return p.lockOrders(orders)
}

// erase removes what was told as a customer, as those merged into her and as the guests
// who turned out to be them, wherever it is now. They are held. It returns the lanes that
// have something to tell of who is left there.
func (p people) erase(customer app.CustomerID) (due []app.DestinationID, err error) {
	t, err := p.told(customer)
	if err != nil {
		return nil, err
	}
	for _, home := range t.homes {
		if err := p.buryBrowsers(home, t.profiles); err != nil {
			return nil, err
		}
		rest, err := p.eraseTold(home, t.profiles)
		if err != nil {
			return nil, err
		}
		due = append(due, rest...)
	}
	return due, p.eraseRest(t)
}

// eraseRest removes what is kept of customers by their numbers.
func (p people) eraseRest(t person) error {
	if err := p.eraseBought(t); err != nil {
		return err
	}
	for _, id := range t.customers {
		if err := p.forgetStanding(id); err != nil {
			return err
		}
	}
	if err := p.eraseHeld(t); err != nil {
		return err
	}
	if err := p.exec("DELETE FROM joins WHERE shop_id = ? AND (from_id IN ? OR into_id IN ?)", p.shop, t.profiles, t.profiles); err != nil {
		return err
	}
	return p.buryCustomers(t)
}

// eraseBought removes their orders, of which nobody speaks any more who began before, and the answers to data requests that tell of them.
func (p people) eraseBought(t person) error {
	theirs := "shop_id = ? AND customer_id IN ? AND customer_id <> 0 AND (origin_customer_id IN ? OR origin_customer_id = 0 AND customer_id IN ?)"
	args := []any{p.shop, t.among, t.customers, t.customers}
	var orders []app.OrderID
	if err := p.tx.Raw("SELECT id FROM orders WHERE "+theirs, args...).Scan(&orders).Error; err != nil {
		return err
	}
	if err := p.forgetWritten(orders); err != nil {
		return err
	}
	if err := p.recountBuyers(0, t.among...); err != nil {
		return err
	}
	if err := p.recountPlaced("customer_id IN ? AND customer_id <> 0", t.among); err != nil {
		return err
	}
	if err := p.exec("DELETE FROM orders WHERE "+theirs, args...); err != nil {
		return err
	}
	if err := p.bury(subjectsOfOrders(orders)); err != nil {
		return err
	}
	if err := p.exec("UPDATE privacy_requests SET export = '' WHERE shop_id = ? AND customer_id IN ? AND customer_id <> 0", p.shop, t.among); err != nil {
		return err
	}
	return p.exec("UPDATE privacy_requests SET customer_id = 0, origin_customer_id = 0 WHERE "+theirs, args...)
}

// eraseHeld removes what is kept by what the ledger and the destinations call them.
func (p people) eraseHeld(t person) error {
	subjects := toldSubjects(t.customers, t.profiles)
	if err := p.forgetReached(subjects); err != nil {
		return err
	}
	if err := p.forgetAudited(subjects); err != nil {
		return err
	}
	return p.exec("DELETE FROM consents WHERE shop_id = ? AND holder IN ? AND (origin IN ? OR origin = '' AND holder IN ?)",
		p.shop, append(toldSubjects(t.among, append(slices.Clone(t.homes), t.profiles...)), t.holder), subjects, subjects)
}

// buryCustomers leaves tombstones. The way from a merged id to the one kept stays, for
// late news of it; what is told of her after this is told of somebody new.
func (p people) buryCustomers(t person) error {
	subjects := make([]string, len(t.customers))
	for i, id := range t.customers {
		subjects[i] = app.CustomerSubject(id)
		fresh, err := newProfile()
		if err != nil {
			return err
		}
		if err := p.exec("UPDATE former_customers SET profile_id = ? WHERE shop_id = ? AND customer_id = ?", fresh, p.shop, id); err != nil {
			return err
		}
	}
	if err := p.exec("DELETE FROM former_customers WHERE shop_id = ? AND customer_id IN ? AND kept_id = 0", p.shop, t.customers); err != nil {
		return err
	}
	return p.bury(subjects)
}

// eraseOrders removes orders with the guests who answered for them. Somebody
// else's response that names such an order only loses the name.
func (p people) eraseOrders(orders []app.OrderID) error {
	guests, err := p.guestsOf(orders)
	if err != nil {
		return err
	}
	for _, guest := range guests {
		if err := p.buryBrowsers(guest, []app.ProfileID{guest}); err != nil {
			return err
		}
		if err := p.eraseProfile(guest); err != nil {
			return err
		}
	}
	if err := p.recountWith(orders); err != nil {
		return err
	}
	if err := p.voidExports("shop_id = ? AND order_id <> 0 AND order_id IN ?", p.shop, orders); err != nil {
		return err
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
	"attempts", "deliveries", "receipts", "writes", "overrides", "checks", "mappings", "runs", "bulks", "grants", "passages", "lanes", "destinations", "destination_numbers",
	"flow_triggers",
	"response_views", "exports", "export_parts", "response_words", "word_work", "namings", "response_repeats", "responses", "visitors", "askings", "snoozes", "doubts", "identities", "joins", "refusals", "reaches",
	"profiles", "former_customers", "consents", "orders",
	"customer_marks", "customers", "segments", "products",
	"catalogues", "drawn", "quotas", "promises", "reward_codes", "rewards", "displays", "tallies", "tally_marks", "tally_work", "tally_months", "tally_summed", "fresh_counts", "survey_versions", "surveys", "tombstones",
	"erasure_parts", "erasures", "audit", "idempotency_keys", "privacy_requests", "accesses", "api_keys",
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
