package merchant

func (a *Admin) discounts(v *visit) {
	v.show("discounts.html", "discounts", "Discounts", v.shop.Discounts)
}
