package main

import (
	"fmt"
	"time"

	"github.com/google/uuid"
)

// twinSays is the question that her twin has answered, and which she leaves alone until
// they are one: two people's words have no order but that of the clocks of whoever heard
// them, and those jump.
const twinSays = "likes"

// doubled lives as two customers who turn out to be one: the second has said something
// already when she comes.
func (l *lone) doubled() error {
	if l.merges == 0 {
		return nil
	}
	twin := &lone{epoch: l.epoch, schedule: schedule{shop: l.shop, email: "twin-" + l.email}}
	if err := twin.buy(); err != nil {
		return err
	}
	o, id := op{kind: opChange, answers: map[string]any{twinSays: l.twin}}, uuid.NewString()
	if err := twin.do(o, id); err != nil {
		return err
	}
	l.said, l.second = append(l.said, uttered{o, id}), twin.customer
	return nil
}

// merge has the merchant merge both, in the middle of what she says.
func (l *lone) merge() error {
	const both = `mutation ($one: ID!, $two: ID!) { customerMerge(customerOneId: $one, customerTwoId: $two,
		overrideFields: {customerIdOfEmailToKeep: $one}) { resultingCustomerId userErrors { message } } }`
	var merged struct {
		CustomerMerge struct{ ResultingCustomerID string }
	}
	if err := l.direct(both, map[string]any{"one": l.customer, "two": l.second}, &merged); err != nil {
		return err
	}
	if merged.CustomerMerge.ResultingCustomerID != l.customer {
		return fmt.Errorf("the merge kept %q, not %q", merged.CustomerMerge.ResultingCustomerID, l.customer)
	}
	l.met.add(metMerge, 1)
	return nil
}

// heardWithin is how long somebody waits with her next word until we have heard of her merge:
// a webhook that was lost comes again minutes later, by the shop's clock.
const heardWithin = 10 * time.Second

// merged waits until we have heard of the merge: before that, what she says is another's,
// and whether it is older than what her twin said is a matter of clocks. Who is not heard
// of soon says no more.
func (l *lone) merged() bool {
	for give := time.Now().Add(heardWithin); time.Now().Before(give); time.Sleep(50 * time.Millisecond) {
		var known int
		err := l.db.QueryRow("SELECT count(*) FROM former_customers WHERE shop_id = $1 AND customer_id = $2", l.shop, number(l.second)).Scan(&known)
		if err == nil && known > 0 {
			return true
		}
	}
	return false
}
