package store

import (
	"context"

	"github.com/askwell/askwell/app"
)

// Holder says who somebody is today whom a link was made for: by a profile, or by a
// customer's number who had none. What was merged or joined is the one it is now; a
// guest is whoever her browser is, as far as it is known. Errors: NotFound for who was
// erased, left no trace or cannot be spoken for; Unavailable.
func (s *Store) Holder(ctx context.Context, shop app.ShopID, profile app.ProfileID, customer app.CustomerID) (Whom, error) {
	p := s.people(s.read.WithContext(ctx), shop)
	if profile == "" {
		who, err := p.customerHolder(customer)
		return who, wrap(err, "link")
	}
	who, err := p.profileHolder(profile)
	return who, wrap(err, "link")
}

var errNoHolder = app.Errorf(app.NotFound, "the link's holder is not there any more")

// customerHolder is who a customer is. Whoever was erased under a number may be there
// again; her old links are not hers.
func (p people) customerHolder(customer app.CustomerID) (Whom, error) {
	d, err := p.descent(customer)
	if err != nil {
		return Whom{}, err
	}
	erased, err := p.anyErased(d.ids)
	if err != nil {
		return Whom{}, err
	}
	if today := d.today(); !erased && today != 0 {
		return Whom{Customer: today}, nil
	}
	return Whom{}, errNoHolder
}

func (p people) profileHolder(profile app.ProfileID) (Whom, error) {
	root, err := p.root(profile)
	if err != nil {
		return Whom{}, err
	}
	var there []app.CustomerID
	if err := p.tx.Raw("SELECT customer_id FROM profiles WHERE shop_id = ? AND id = ?", p.shop, root).Scan(&there).Error; err != nil {
		return Whom{}, err
	}
	if len(there) == 0 {
		return Whom{}, errNoHolder
	}
	if there[0] != 0 {
		return Whom{Customer: there[0]}, nil
	}
	var browsers []string
	err = p.tx.Raw("SELECT visitor FROM visitors WHERE shop_id = ? AND profile_id = ? ORDER BY since, visitor LIMIT 1", p.shop, root).Scan(&browsers).Error
	if err == nil && len(browsers) == 0 {
		err = errNoHolder
	}
	if err != nil {
		return Whom{}, err
	}
	return Whom{Visitor: browsers[0]}, nil
}
