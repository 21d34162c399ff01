package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// EraseGuest is Erase of what a guest's own browser said. Who spoke of an order, or
// became a customer, is not hers to erase from a browser. Errors: as Erase.
func (s *Store) EraseGuest(ctx context.Context, shop app.ShopID, visitor string, order ErasureOrder) (done app.Erasure, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		salt, err := p.salt()
		if err == nil && salt == "" {
			err = app.Errorf(app.NotFound, "shop not found")
		}
		if err != nil {
			return err
		}
		p.erasing = newErasing(s.keys, order, salt, p.now)
		p.erasing.Subject = tombstone(salt, visitorSubject(visitor))
		if err := p.eraseOwn(visitor); err != nil {
			return err
		}
		done, err = p.endErasure()
		return err
	})
	return done, wrap(err, "erasure")
}

func (p people) eraseOwn(visitor string) error {
	if err := p.lockName(visitor); err != nil {
		return err
	}
	own, _, err := p.hers(Whom{Visitor: visitor})
	if err != nil {
		return err
	}
	for _, profile := range own {
		if err := p.buryBrowsers(profile, []app.ProfileID{profile}); err != nil {
			return err
		}
		if err := p.eraseProfile(profile); err != nil {
			return err
		}
	}
	return p.bury([]string{visitorSubject(visitor)})
}

// ErasureFor reads the erasure that a privacy request led to. Errors: NotFound.
func (s *Store) ErasureFor(ctx context.Context, shop app.ShopID, request string) (app.Erasure, error) {
	list, err := erasures(s.read.WithContext(ctx), "WHERE shop_id = ? AND request_id = ? AND request_id <> '' ORDER BY erased_at LIMIT 1", shop, request)
	if err == nil && len(list) == 0 {
		err = app.Errorf(app.NotFound, "erasure not found")
	}
	if err != nil {
		return app.Erasure{}, wrap(err, "erasure")
	}
	return list[0], nil
}

// ExportGuest gathers what a guest's own browser said, as ExportCustomer does a
// customer's. Errors: Unavailable.
func (s *Store) ExportGuest(ctx context.Context, shop app.ShopID, visitor string) (app.PersonalData, error) {
	return s.export(ctx, shop, 0, nil, func(e *export) (err error) {
		if e.ids, _, err = e.hers(Whom{Visitor: visitor}); len(e.ids) > 0 {
			e.id = e.ids[0]
		}
		return err
	})
}
