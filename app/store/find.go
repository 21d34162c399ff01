package store

import (
	"cmp"
	"context"
	"math"
	"regexp"
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
	found, _, err := s.PageOfPeople(ctx, shop, text, PeopleAfter{}, limit)
	return found, err
}

// PeopleNamed lists whom a text names, at most limit: Shopify's number of a customer
// or an order, an order's name with or without #, or what somebody is proven to go by.
// Errors: Unavailable.
func (s *Store) PeopleNamed(ctx context.Context, shop app.ShopID, text string, limit int) ([]Found, error) {
	found, _, err := s.named(ctx, shop, strings.TrimSpace(text), "", PeopleAfter{}, limit)
	return found, err
}

// PeopleAfter says behind whom a page of people begins; the zero one is the first page's.
// It names nobody but by Shopify's numbers.
type PeopleAfter struct {
	Way      int            // in which the last was found, counted from 1
	Customer app.CustomerID // the last
	Order    app.OrderID
	At       int64          // of those who answered last: when, in unix milliseconds
	Response app.ResponseID // and by which response
}

// PageOfPeople is FindPeople page by page: next is nil behind the last one. A page may be
// short, or empty, with another behind it: of many answers few may be of people who can
// be known again. Errors: Unavailable.
func (s *Store) PageOfPeople(ctx context.Context, shop app.ShopID, text string, after PeopleAfter, limit int) (found []Found, next *PeopleAfter, err error) {
	if text = strings.TrimSpace(text); text == "" {
		return s.lately(ctx, shop, after, limit)
	}
	return s.named(ctx, shop, shopifys(text), beginning(text), after, limit)
}

// shopifys is the number in what Shopify calls a customer or an order, or where its admin
// shows one; any other text as it is.
func shopifys(text string) string {
	if named := aPlace.FindStringSubmatch(text); named != nil {
		return named[1]
	}
	return text
}

var aPlace = regexp.MustCompile(`^(?:gid://shopify/(?:Customer|Order)/|https://\S+/(?:customers|orders)/)([0-9]{1,19})(?:[?#/].*)?$`)

func (s *Store) named(ctx context.Context, shop app.ShopID, text, email string, after PeopleAfter, limit int) ([]Found, *PeopleAfter, error) {
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return nil, nil, nil // PostgreSQL would refuse to look for it
	}
	digests, err := s.names(s.people(s.read.WithContext(ctx), shop)).digests(text)
	if err != nil {
		return nil, nil, wrap(err, "people")
	}
	number, _ := strconv.ParseInt(text, 10, 64)
	name := strings.TrimPrefix(text, "#")
	rows, err := s.found(ctx, named, shop, kinds, digests, shop, number, email, shop, number, name, "#"+name, shop, number,
		after.Way, shop, after.Customer, after.Customer, after.Order, limit+1)
	list, more := listed(rows, limit)
	if !more || err != nil {
		return list, nil, err
	}
	last := rows[limit-1]
	return list, &PeopleAfter{Way: last.Way, Customer: app.CustomerID(last.CustomerID), Order: app.OrderID(last.OrderID)}, nil
}

// window is how many answers one page of those who answered last looks at.
const window = 1000

func (s *Store) lately(ctx context.Context, shop app.ShopID, after PeopleAfter, limit int) ([]Found, *PeopleAfter, error) {
	if after.At == 0 {
		after.At = math.MaxInt64
	}
	rows, err := s.found(ctx, lately, shop, after.At, after.Response, window, shop, limit+1)
	list, more := listed(rows, limit)
	if more && err == nil {
		last := rows[limit-1]
		return list, &PeopleAfter{At: last.At, Response: last.ResponseID}, nil
	}
	var end []PeopleAfter
	if err == nil {
		err = s.read.WithContext(ctx).Raw(`SELECT submitted_at AS at, id AS response FROM responses
			WHERE shop_id = ? AND (submitted_at, id) < (CAST(? AS BIGINT), ?) ORDER BY submitted_at DESC, id DESC LIMIT 1 OFFSET ?`,
			shop, after.At, after.Response, window-1).Scan(&end).Error
	}
	if err != nil || len(end) == 0 {
		return list, nil, wrap(err, "people")
	}
	return list, &end[0], nil
}

type foundRow struct {
	CustomerID, OrderID, At int64
	Way                     int
	Email, Name             string
	ResponseID              app.ResponseID
}

func (s *Store) found(ctx context.Context, query string, args ...any) (rows []foundRow, err error) {
	err = s.read.WithContext(ctx).Raw(query, args...).Scan(&rows).Error
	return rows, wrap(err, "people")
}

// listed are the people of a page, and whether there are more.
func listed(rows []foundRow, limit int) (list []Found, more bool) {
	more = len(rows) > limit
	list = make([]Found, 0, min(len(rows), limit))
	for _, r := range rows[:min(len(rows), limit)] {
		list = append(list, Found{
			Customer: app.CustomerID(r.CustomerID), Email: r.Email, Order: app.OrderID(r.OrderID), OrderName: r.Name, At: fromMillis(r.At),
		})
	}
	return list, more
}

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
