package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
)

// Found is somebody a merchant may have meant: a customer, or a guest by her order.
type Found struct {
	Customer  app.CustomerID // 0 for a guest
	Email     string         // "" while it is not known
	Order     app.OrderID    // the one that was named, or a guest's newest
	OrderName string
	At        time.Time // when she answered last, or ordered; zero while neither is known
}

// FindPeople lists who a text may mean, at most limit: whom PeopleNamed finds by it,
// and whose email address begins so. Without a text it is who answered last. Errors:
// Unavailable.
func (s *Store) FindPeople(ctx context.Context, shop app.ShopID, text string, limit int) ([]Found, error) {
	if text = strings.TrimSpace(text); text == "" {
		return s.found(ctx, lately, []any{shop, shop}, limit)
	}
	return s.named(ctx, shop, text, beginning(text), limit)
}

// PeopleNamed lists whom a text names, at most limit: Shopify's number of a customer
// or an order, an order's name with or without #, or what somebody is proven to go by.
// Errors: Unavailable.
func (s *Store) PeopleNamed(ctx context.Context, shop app.ShopID, text string, limit int) ([]Found, error) {
	return s.named(ctx, shop, strings.TrimSpace(text), "", limit)
}

func (s *Store) named(ctx context.Context, shop app.ShopID, text, email string, limit int) ([]Found, error) {
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return nil, nil // PostgreSQL would refuse to look for it
	}
	digests, err := s.names(s.people(s.read.WithContext(ctx), shop)).digests(text)
	if err != nil {
		return nil, wrap(err, "people")
	}
	number, _ := strconv.ParseInt(text, 10, 64)
	name := strings.TrimPrefix(text, "#")
	return s.found(ctx, named, []any{shop, kinds, digests, shop, number, email, shop, number, name, "#" + name, shop, number}, limit)
}

func (s *Store) found(ctx context.Context, query string, args []any, limit int) ([]Found, error) {
	var rows []struct {
		CustomerID, OrderID, At int64
		Email, Name             string
	}
	// Who is found twice, in several ways or orders, is listed once.
	err := s.read.WithContext(ctx).Raw(query+" LIMIT ?", append(args, 4*limit)...).Scan(&rows).Error
	list := make([]Found, 0, min(len(rows), limit))
	seen := map[[2]int64]bool{}
	for _, r := range rows {
		key := [2]int64{r.CustomerID, r.OrderID}
		if r.CustomerID != 0 {
			key[1] = 0
		}
		if seen[key] || len(list) == limit {
			continue
		}
		seen[key] = true
		list = append(list, Found{
			Customer: app.CustomerID(r.CustomerID), Email: r.Email, Order: app.OrderID(r.OrderID), OrderName: r.Name, At: fromMillis(r.At),
		})
	}
	return list, wrap(err, "people")
}

// lately reads who gave the newest responses and can be known again.
const lately = `SELECT p.customer_id, p.email, CASE WHEN p.customer_id = 0 THEN r.order_id ELSE 0 END AS order_id,
		CASE WHEN p.customer_id = 0 THEN COALESCE(o.name, '') ELSE '' END AS name, r.submitted_at AS at
	FROM (SELECT * FROM responses WHERE shop_id = ? ORDER BY submitted_at DESC, id DESC LIMIT 1000) AS r
	JOIN profiles p ON p.shop_id = r.shop_id AND p.id = r.profile_id
	LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id
	WHERE r.shop_id = ? AND (p.customer_id <> 0 OR r.order_id <> 0) ORDER BY r.submitted_at DESC, r.id DESC`

// named reads who a text names: first who is proven to go by it, a guest with her
// newest order. Whose email begins so comes by name, before those known by an order.
const named = `SELECT customer_id, email, order_id, name, at FROM (
		SELECT 0 AS way, g.customer_id, g.email, g.order_id, COALESCE(o.name, '') AS name, g.at
		FROM (SELECT p.shop_id, p.customer_id, p.email, p.updated_at AS at, CASE WHEN p.customer_id <> 0 THEN 0
				ELSE COALESCE((SELECT MAX(r.order_id) FROM responses r WHERE r.shop_id = p.shop_id AND r.profile_id = p.id), 0) END AS order_id
			FROM identities i JOIN profiles p ON p.shop_id = i.shop_id AND p.id = i.profile_id
			WHERE i.shop_id = ? AND i.kind IN ? AND i.digest IN ?) AS g
		LEFT JOIN orders o ON o.shop_id = g.shop_id AND o.id = g.order_id
		WHERE g.customer_id <> 0 OR g.order_id <> 0
		UNION ALL
		SELECT 1 AS way, customer_id, email, 0 AS order_id, '' AS name, updated_at AS at FROM profiles
		WHERE shop_id = ? AND customer_id <> 0 AND (customer_id = ? OR email <> '' AND LOWER(email) LIKE ? ESCAPE '!')
		UNION ALL
		SELECT 2 AS way, o.customer_id, COALESCE(p.email, '') AS email, o.id AS order_id, o.name, o.created_at AS at FROM orders o
		LEFT JOIN profiles p ON p.shop_id = o.shop_id AND p.customer_id = o.customer_id AND p.customer_id <> 0
		WHERE o.shop_id = ? AND (o.id = ? OR o.name = ? OR o.name = ?)
		UNION ALL
		SELECT 3 AS way, id AS customer_id, '' AS email, 0 AS order_id, '' AS name, last_order_at AS at FROM customers
		WHERE shop_id = ? AND id = ?) AS found
	ORDER BY way, email, at DESC, customer_id, order_id`

// beginning is the pattern of what begins with a text, as far as that may be an
// email address: no text is one that finds nobody.
func beginning(text string) string {
	if strings.HasPrefix(text, "#") || len(text) < 2 {
		return ""
	}
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(strings.ToLower(text)) + "%"
}

// SaidBy lists the newest answer to each question of somebody, by key; nothing for
// who never answered. Errors: Unavailable.
func (s *Store) SaidBy(ctx context.Context, shop app.ShopID, who Whom) ([]Said, error) {
	p := s.people(s.read.WithContext(ctx), shop)
	ids, err := p.profilesOf(who)
	if err != nil || len(ids) == 0 {
		return nil, wrap(err, "answers")
	}
	list, err := said(p, byPerson, ids)
	slices.SortStableFunc(list, func(a, b Said) int { return cmp.Or(cmp.Compare(a.Key, b.Key), b.At.Compare(a.At)) })
	return slices.CompactFunc(list, func(a, b Said) bool { return a.Key == b.Key }), wrap(err, "answers")
}

// Promises lists what somebody was promised, the oldest first. Errors: Unavailable.
func (s *Store) Promises(ctx context.Context, shop app.ShopID, who Whom) ([]app.Promise, error) {
	p := s.people(s.read.WithContext(ctx), shop)
	ids, err := p.profilesOf(who)
	if err != nil || len(ids) == 0 {
		return nil, wrap(err, "promises")
	}
	list, err := p.promises(ids)
	return list, wrap(err, "promises")
}

// Owner is who somebody is whom an order may name: a customer, of whose orders none needs
// to be named, or a guest by her order. Errors: Unavailable.
func (s *Store) Owner(ctx context.Context, shop app.ShopID, who Whom) (Whom, error) {
	customer, err := s.people(s.read.WithContext(ctx), shop).speaker(who)
	if customer != 0 {
		return Whom{Customer: customer}, wrap(err, "person")
	}
	return Whom{Order: who.Order}, wrap(err, "person")
}

// profilesOf are the profiles somebody is written to: a customer's one, or those of
// the guests of her order.
func (p people) profilesOf(who Whom) ([]app.ProfileID, error) {
	customer, err := p.speaker(who)
	if err != nil || customer == 0 {
		ids, guestErr := p.guestsOf([]app.OrderID{who.Order})
		return ids, cmp.Or(err, guestErr)
	}
	id, err := p.of(customer)
	if id == "" {
		return nil, err
	}
	return []app.ProfileID{id}, err
}
