package world

import (
	"slices"
	"strings"

	"github.com/google/uuid"
)

// Merge is a finished merge of two customers, by the job that did it.
type Merge struct {
	Job  string // gid
	Kept int64
}

// Merged is the customer two become when nothing else is chosen: kept's details
// before lost's, and the lists of both.
func Merged(kept, lost *Customer) *Customer {
	out := *kept
	for _, pair := range []struct {
		into *string
		from string
	}{{&out.First, lost.First}, {&out.Last, lost.Last}} {
		if *pair.into == "" {
			*pair.into = pair.from
		}
	}
	if out.Email == "" {
		out.Email, out.EmailConsent = lost.Email, lost.EmailConsent
	}
	if out.Phone == "" {
		out.Phone, out.SMSConsent = lost.Phone, lost.SMSConsent
	}
	out.Note = strings.TrimSpace(kept.Note + " " + lost.Note)
	out.Tags = AddTags(kept.Tags, lost.Tags)
	out.Addresses = append(slices.Clone(kept.Addresses), lost.Addresses...)
	out.Metafields = Metafields{}
	for _, fields := range []Metafields{lost.Metafields, kept.Metafields} {
		for name, m := range fields {
			out.Metafields[name] = m
		}
	}
	return &out
}

// moveUses makes the discounts one customer used, or may use, another's.
func (s *Shop) moveUses(from, to int64) {
	for _, d := range s.Discounts {
		if n := d.UsedBy[from]; n > 0 {
			delete(d.UsedBy, from)
			d.UsedBy[to] += n
		}
		if i := slices.Index(d.For.Customers, from); i >= 0 {
			d.For.Customers = slices.Delete(slices.Clone(d.For.Customers), i, i+1)
			if !slices.Contains(d.For.Customers, to) {
				d.For.Customers = append(d.For.Customers, to)
			}
		}
	}
}

// MergeCustomers makes kept what was chosen, gives it lost's orders and ends
// lost. It returns the job's gid.
func (w *World) MergeCustomers(shop *Shop, kept, lost, chosen *Customer) string {
	for _, o := range shop.OrdersOf(lost.ID) {
		o.Customer = kept.ID
	}
	shop.orders = nil
	shop.moveUses(lost.ID, kept.ID)
	*kept = *chosen
	shop.Customers = slices.DeleteFunc(shop.Customers, func(c *Customer) bool { return c == lost })
	job := "gid://shopify/Job/" + uuid.NewString()
	shop.Merges = Keep(append(shop.Merges, Merge{job, kept.ID}), 500)
	w.Announce(shop, "customers/merge", Payload{
		"admin_graphql_api_customer_kept_id":    GID("Customer", kept.ID),
		"admin_graphql_api_customer_deleted_id": GID("Customer", lost.ID),
		"admin_graphql_api_job_id":              job,
		"status":                                "completed", "errors": []any{},
	})
	w.Touch(shop, kept)
	return job
}
