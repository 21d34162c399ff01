package store

import "github.com/askwell/askwell/app"

// holdPlaces holds what destinations hold of somebody who takes answers back before anything
// is planned: whoever settles a batch holds places before lanes. She comes before them, as
// for everybody. Who only repeats herself is not looked for.
func (p people) holdPlaces(want Preferring, items []any) error {
	if len(want.Forget) == 0 || !isPostgres(p.tx) {
		return nil
	}
	ctx := p.tx.Statement.Context
	all := make([]*recording, len(items))
	for i, item := range items {
		all[i] = item.(*recording)
	}
	if fresh, err := dropRepeats(ctx, p.tx, all); err != nil || len(all) > len(fresh) {
		return err
	}
	her, _, err := p.herself(want)
	if err != nil || her.refused != nil {
		return err
	}
	mine, _, err := p.hers(her.Whom)
	if err != nil || len(mine) == 0 {
		return err
	}
	var orders []app.OrderID
	if err := p.tx.Raw("SELECT DISTINCT order_id FROM responses WHERE ? AND order_id <> 0", among(p.tx, p.shop, byPerson, mine)).Scan(&orders).Error; err != nil {
		return err
	}
	names, err := called(p.tx, p.shop, mine)
	if err != nil {
		return err
	}
	subjects := subjectsOfOrders(orders)
	for name, id := range names {
		subjects = append(subjects, name, app.ProfileSubject(id))
	}
	return p.eachPlace(subjects, nil)
}
