package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Proven is what became of an identity that was proven.
type Proven struct {
	Profile app.ProfileID       // who goes by it now
	Joined  []app.ProfileID     // who went by it too, and has become her
	Due     []app.DestinationID // the lanes that have something to tell
}

// ProveIdentity keeps that somebody goes by an identity in its normal form, on the
// word of staff. Guests who were proven to go by it are the same person from now on.
// Errors: NotFound for a guest who never answered, Conflict when it is another
// customer's: only Shopify makes one of two.
func (s *Store) ProveIdentity(ctx context.Context, shop app.ShopID, who Whom, i app.Identity) (proven Proven, err error) {
	i.Proof = app.IdentityStaff
	err = s.write(ctx, func(tx *gorm.DB) error {
		n := s.names(s.people(tx, shop))
		if proven, err = n.prove(who, i); err != nil {
			return err
		}
		return n.due(proven.Due)
	})
	return proven, wrap(err, "person")
}

func (n names) prove(who Whom, i app.Identity) (proven Proven, err error) {
	if err := n.operate(); err != nil { // so that two who are proven to have it see each other
		return proven, err
	}
	digest, err := n.digest(i.Kind, i.Value)
	if err != nil {
		return proven, err
	}
	her, err := n.self(who)
	if err != nil {
		return proven, err
	}
	all, err := n.having(i.Kind, digest)
	if err != nil {
		return proven, err
	}
	if !slices.Contains(all, her) {
		all = append(all, her)
	}
	slices.SortFunc(all, eldestCustomer)
	into := all[0]
	for _, one := range all[1:] {
		if one.CustomerID != 0 {
			return proven, app.Errorf(app.Conflict, "customers %d and %d both go by it: if they are one person, merge them in Shopify",
				into.CustomerID, one.CustomerID)
		}
	}
	if err := n.keep(her.ID, i); err != nil { // as whom she was
		return proven, err
	}
	proven.Profile = into.ID
	for _, one := range all[1:] {
		j := joining{from: one.ID, into: into.ID, home: into.ID, via: into.CustomerID, cause: app.JoinIdentity}
		if err := n.join(j); err != nil {
			return proven, err
		}
		proven.Joined = append(proven.Joined, one.ID)
	}
	switch {
	case len(proven.Joined) > 0:
		proven.Due, err = n.plan(into.ID, "", 0)
	case into.CustomerID == 0 && i.Kind == app.IdentityEmail:
		proven.Due, err = n.readdressed(into.ID)
	}
	return proven, err
}

// selfOf is a profile and whose it is.
type selfOf struct {
	ID         app.ProfileID
	CustomerID app.CustomerID
}

// eldestCustomer puts who others become first: a customer, else the eldest guest.
func eldestCustomer(a, b selfOf) int {
	return cmp.Or(cmp.Compare(min(b.CustomerID, 1), min(a.CustomerID, 1)), cmp.Compare(a.ID, b.ID))
}

// having are those who are proven to go by an identity.
func (n names) having(kind app.IdentityKind, digest string) (all []selfOf, err error) {
	err = n.tx.Raw(`SELECT DISTINCT p.id, p.customer_id FROM identities i JOIN profiles p ON p.shop_id = i.shop_id AND p.id = i.profile_id
		WHERE i.shop_id = ? AND i.kind = ? AND i.digest = ?`, n.shop, kind, digest).Scan(&all).Error
	return all, err
}

// self is the profile somebody is written to. A customer of whom nothing was kept
// gets one; of the guests of an order it is the eldest.
func (n names) self(who Whom) (selfOf, error) {
	customer, err := n.speaker(who)
	if err != nil {
		return selfOf{}, err
	}
	if customer != 0 {
		id, err := uuid.NewV7()
		if err != nil {
			return selfOf{}, err
		}
		if err := n.exec(`INSERT INTO profiles (shop_id, id, customer_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (shop_id, customer_id) WHERE customer_id <> 0 DO NOTHING`, n.shop, id.String(), customer, n.now, n.now); err != nil {
			return selfOf{}, err
		}
	}
	ids, err := n.profilesOf(who)
	if err != nil || len(ids) == 0 {
		return selfOf{}, cmp.Or(err, app.Errorf(app.NotFound, "person not found"))
	}
	return selfOf{slices.Min(ids), customer}, n.lock(slices.Min(ids))
}

// ForgetIdentity forgets what staff proved of somebody. Errors: NotFound, Conflict
// when Shopify says so too: there it is to be changed.
func (s *Store) ForgetIdentity(ctx context.Context, shop app.ShopID, who Whom, id string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		n := s.names(s.people(tx, shop))
		hers, err := n.profilesOf(who)
		if err != nil || len(hers) == 0 {
			return cmp.Or(err, app.Errorf(app.NotFound, "identity not found"))
		}
		var proofs []app.IdentityProof
		if err := tx.Raw("SELECT proof FROM identities WHERE shop_id = ? AND profile_id IN ? AND digest = ?", shop, hers, id).Scan(&proofs).Error; err != nil {
			return err
		}
		switch {
		case len(proofs) == 0:
			return app.Errorf(app.NotFound, "identity not found")
		case !slices.Contains(proofs, app.IdentityStaff):
			return app.Errorf(app.Conflict, "Shopify says so: change it there")
		}
		return n.exec("DELETE FROM identities WHERE shop_id = ? AND profile_id IN ? AND digest = ? AND proof = ?", shop, hers, id, app.IdentityStaff)
	}), "identity")
}
