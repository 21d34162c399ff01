// Package learn owns reading from Shopify what rules ask and no webhook tells:
// how customers stand with the shop, who is in its segments, and what the
// products are that were bought. It reads what is due, a batch at a time, and then
// holds what customers answered against what they did.
package learn

import (
	"context"
	"errors"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Admin is what learning needs of a shop's Admin API.
type Admin interface {
	// Standings reads customers and which of the segments they are in.
	Standings(ctx context.Context, customers []app.CustomerID, segments []app.SegmentID) ([]app.Standing, error)
	// Segments lists the shop's segments, as many as can be asked about at once.
	Segments(ctx context.Context) ([]app.Segment, error)
	// SegmentMembers lists a segment's members, a page at a time.
	SegmentMembers(ctx context.Context, segment app.SegmentID, after string) (members []app.CustomerID, next string, err error)
	// Products reads products.
	Products(ctx context.Context, ids []app.ProductID) ([]app.Product, error)
}

// Learner reads what is due. Safe for concurrent use.
type Learner struct {
	Store *store.Store
	Admin func(app.ShopID) Admin
	Ring  func(context.Context, app.ShopID, app.DestinationID) // told when a lane has something to send
	Now   func() time.Time
}

// What is read at once, and how long that may take before somebody else tries.
const (
	batch = 25
	lease = time.Minute
)

// Drain reads one batch of each kind that is due for the shop; again says that
// more may wait. What fails is tried again by itself, ever later. Errors: as
// Shopify's Admin API.
func (l *Learner) Drain(ctx context.Context, shop app.ShopID) (again bool, err error) {
	admin := l.Admin(shop)
	for _, read := range []func(context.Context, app.ShopID, Admin) (bool, error){l.products, l.customers, l.members} {
		more, failed := read(ctx, shop, admin)
		again, err = again || more, errors.Join(err, failed)
	}
	if again || err != nil {
		return again, err // what is known is not whole yet
	}
	return l.doubts(ctx, shop)
}

func (l *Learner) products(ctx context.Context, shop app.ShopID, admin Admin) (again bool, err error) {
	claim, err := l.Store.ClaimProducts(ctx, shop, batch, lease)
	if err != nil || len(claim.IDs) == 0 {
		return false, err
	}
	at := l.Now()
	read, err := admin.Products(ctx, claim.IDs)
	if err != nil {
		return false, errors.Join(err, l.Store.DeferProducts(ctx, shop, claim))
	}
	return len(claim.IDs) == batch, l.Store.KeepProducts(ctx, shop, claim, read, at)
}

func (l *Learner) customers(ctx context.Context, shop app.ShopID, admin Admin) (again bool, err error) {
	claim, err := l.Store.ClaimCustomers(ctx, shop, batch, lease)
	if err != nil || len(claim.IDs) == 0 {
		return false, err
	}
	at := l.Now() // what is heard of them from now on is newer
	segments, read, err := l.standings(ctx, shop, admin, claim.IDs, at)
	if err != nil {
		return false, errors.Join(err, l.Store.DeferCustomers(ctx, shop, claim))
	}
	if err := l.reach(ctx, shop, read); err != nil {
		return false, err // the lease ends, and they come up again
	}
	return len(claim.IDs) == batch, l.Store.KeepStandings(ctx, shop, claim, read, segments, at)
}

// reach learns how those are reached who have answered: no webhook tells it of whom
// nothing has changed in the shop since.
func (l *Learner) reach(ctx context.Context, shop app.ShopID, read []app.Standing) error {
	for _, one := range read {
		if one.ToldAt.IsZero() {
			continue
		}
		if err := l.Store.LearnContact(ctx, shop, store.Contact{Customer: one.Customer, Email: one.Email, Phone: one.Phone, At: one.ToldAt}); err != nil {
			return err
		}
	}
	return nil
}

func (l *Learner) standings(ctx context.Context, shop app.ShopID, admin Admin, customers []app.CustomerID, at time.Time) ([]app.SegmentID, []app.Standing, error) {
	list, err := admin.Segments(ctx)
	if err != nil {
		return nil, nil, err
	}
	if err := l.Store.KeepSegments(ctx, shop, list, at); err != nil {
		return nil, nil, err
	}
	segments := make([]app.SegmentID, len(list))
	for i, one := range list {
		segments[i] = one.ID
	}
	read, err := admin.Standings(ctx, customers, segments)
	return segments, read, err
}

// members lists a page of the members of one segment.
func (l *Learner) members(ctx context.Context, shop app.ShopID, admin Admin) (again bool, err error) {
	claim, after, err := l.Store.ClaimSegment(ctx, shop, lease)
	if err != nil || len(claim.IDs) == 0 {
		return false, err
	}
	at := l.Now()
	members, next, err := admin.SegmentMembers(ctx, claim.IDs[0], after)
	if err != nil {
		return false, errors.Join(err, l.Store.DeferSegment(ctx, shop, claim))
	}
	return true, l.Store.KeepMembers(ctx, shop, claim, members, next, at)
}
