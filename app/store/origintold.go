package store

import (
	"slices"

	"github.com/askwell/askwell/app"
)

// person is all that was told as a customer, and as whoever turned out to be her.
type person struct {
	customers []app.CustomerID // she, and those who were merged into her
	among     []app.CustomerID // they, and those whom she was merged into
	profiles  []app.ProfileID  // she and they were, and the guests who turned out to be them
	homes     []app.ProfileID  // the profiles that have it now
	holder    string           // what the ledger calls who she is today, though she be deleted
}

func (p people) told(customer app.CustomerID) (t person, err error) {
	if t.customers, err = p.mergedInto(customer); err != nil {
		return t, err
	}
	up, err := p.descent(customer)
	if err != nil {
		return t, err
	}
	t.among = unique(slices.Concat(t.customers, up.ids))
	t.holder, _ = up.holder()
	var were []app.ProfileID
	if err := p.tx.Raw(`SELECT profile_id FROM former_customers WHERE shop_id = ? AND customer_id IN ?
		UNION SELECT id FROM profiles WHERE shop_id = ? AND customer_id IN ? AND customer_id <> 0`,
		p.shop, t.customers, p.shop, t.customers).Scan(&were).Error; err != nil {
		return t, err
	}
	if t.profiles, err = p.tree(were...); err != nil {
		return t, err
	}
	return t, p.findHomes(&t, were)
}

// findHomes finds who has what was told as them today.
func (p people) findHomes(t *person, were []app.ProfileID) error {
	for _, id := range were {
		root, err := p.root(id)
		if err != nil {
			return err
		}
		t.homes = append(t.homes, root)
	}
	t.homes = unique(t.homes)
	if len(t.homes) == 0 {
		return nil
	}
	return p.tx.Raw("SELECT id FROM profiles WHERE shop_id = ? AND id IN ? ORDER BY id", p.shop, t.homes).Scan(&t.homes).Error
}
