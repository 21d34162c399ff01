package store

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/contact"
)

// kinds are the kinds of identity a text may be.
var kinds = []app.IdentityKind{app.IdentityEmail, app.IdentityPhone, app.IdentityLoyalty}

// digests are those of every identity that a text may be.
func (n names) digests(text string) ([]string, error) {
	list := []string{""} // IN () is no SQL
	for _, kind := range kinds {
		value, err := contact.Normal(kind, text, "")
		if err != nil {
			continue
		}
		digest, err := n.digest(kind, value)
		if err != nil {
			return nil, err
		}
		list = append(list, digest)
	}
	return list, nil
}

// Known says whether anything is kept of somebody, and who she is today: the customer
// hers was merged into. Of a customer's order that is not known nothing is left.
// Errors: Unavailable.
func (s *Store) Known(ctx context.Context, shop app.ShopID, who Whom) (now Whom, known bool, err error) {
	p := s.people(s.read.WithContext(ctx), shop)
	if who.Order != 0 {
		if known, err = p.orderKnown(who.Order); err != nil {
			return who, false, wrap(err, "person")
		}
		if !known {
			who.Order = 0
		}
	}
	if who.Customer == 0 {
		return who, known, nil
	}
	if known, err = p.customerKnown(who.Customer); err != nil {
		return who, false, wrap(err, "person")
	}
	current, err := p.current(who.Customer)
	if current != 0 {
		who.Customer = current
	}
	return who, known, wrap(err, "person")
}

func (p people) customerKnown(customer app.CustomerID) (known bool, err error) {
	err = p.tx.Raw(`SELECT EXISTS (SELECT 1 FROM profiles WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0)
		OR EXISTS (SELECT 1 FROM former_customers WHERE shop_id = ? AND customer_id = ?)
		OR EXISTS (SELECT 1 FROM orders WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0)
		OR EXISTS (SELECT 1 FROM customers WHERE shop_id = ? AND id = ?)`,
		p.shop, customer, p.shop, customer, p.shop, customer, p.shop, customer).Scan(&known).Error
	return known, err
}

// orderKnown reports whether Shopify told of an order, or a guest spoke of it.
func (p people) orderKnown(order app.OrderID) (known bool, err error) {
	if err := p.tx.Raw("SELECT EXISTS (SELECT 1 FROM orders WHERE shop_id = ? AND id = ?)", p.shop, order).Scan(&known).Error; err != nil || known {
		return known, err
	}
	guests, err := p.guestsOf([]app.OrderID{order})
	return len(guests) > 0, err
}

// ProfilesOf lists the profiles somebody is written to: a customer's one, or those of
// the guests of her order; none of who never answered. Errors: Unavailable.
func (s *Store) ProfilesOf(ctx context.Context, shop app.ShopID, who Whom) ([]app.ProfileID, error) {
	ids, err := s.people(s.read.WithContext(ctx), shop).profilesOf(who)
	return ids, wrap(err, "profiles")
}

// WhomOf says whose a profile is: a customer's, or a guest's by her newest order; nobody's
// when she named none. Errors: NotFound.
func (s *Store) WhomOf(ctx context.Context, shop app.ShopID, id app.ProfileID) (Whom, error) {
	profile, err := s.Profile(ctx, shop, id)
	if err != nil || profile.Customer != 0 {
		return Whom{Customer: profile.Customer}, err
	}
	var who Whom
	err = s.read.WithContext(ctx).Raw("SELECT COALESCE(MAX(order_id), 0) FROM responses WHERE shop_id = ? AND profile_id = ?", shop, id).
		Scan(&who.Order).Error
	return who, wrap(err, "profile")
}

// CountTold counts the answers a profile has that were told as others, by whom.
// Errors: Unavailable.
func (s *Store) CountTold(ctx context.Context, shop app.ShopID, id app.ProfileID) (map[app.ProfileID]int, error) {
	length := "json_array_length(answers)"
	if isPostgres(s.read) {
		length = "json_array_length(answers::json)"
	}
	var rows []struct {
		OriginID app.ProfileID
		Answers  int
	}
	err := s.read.WithContext(ctx).Raw(`SELECT origin_id, SUM(`+length+`) AS answers FROM responses
		WHERE shop_id = ? AND profile_id = ? AND origin_id <> '' GROUP BY origin_id`, shop, id).Scan(&rows).Error
	told := make(map[app.ProfileID]int, len(rows))
	for _, row := range rows {
		told[row.OriginID] = row.Answers
	}
	return told, wrap(err, "answers")
}
