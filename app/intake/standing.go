package intake

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// The topics that say how a customer stands with the shop name her in their own
// way, and when.

type tagsBody struct {
	Customer number   `json:"customerId"`
	Tags     []string `json:"tags"`
	At       moment   `json:"occurredAt"`
}

// mostTags is what Shopify lets a customer have.
const mostTags = 250

func (i *Intake) tagsAdded(ctx context.Context, w app.Webhook) error { return i.tags(ctx, w, true) }

func (i *Intake) tagsRemoved(ctx context.Context, w app.Webhook) error { return i.tags(ctx, w, false) }

// tags keeps what a customer is tagged with now, or not any more.
func (i *Intake) tags(ctx context.Context, w app.Webhook, has bool) error {
	body, err := parse[tagsBody](w)
	if err != nil {
		return err
	}
	if body.Customer == 0 {
		return drop("the tags name no customer")
	}
	tags := make([]string, min(len(body.Tags), mostTags))
	for n := range tags {
		tags[n] = clean(body.Tags[n], 255)
	}
	return i.Store.RecordTags(ctx, w.Shop, app.CustomerID(body.Customer), tags, has, exactly(body.At, w))
}

type memberBody struct {
	Customer number `json:"customerId"`
	Segment  number `json:"segmentId"`
	At       moment `json:"occurredAt"`
}

func (i *Intake) joinedSegment(ctx context.Context, w app.Webhook) error {
	return i.member(ctx, w, true)
}

func (i *Intake) leftSegment(ctx context.Context, w app.Webhook) error {
	return i.member(ctx, w, false)
}

// member keeps that a customer is in a segment now, or not any more.
func (i *Intake) member(ctx context.Context, w app.Webhook, is bool) error {
	body, err := parse[memberBody](w)
	if err != nil {
		return err
	}
	if body.Customer == 0 || body.Segment == 0 {
		return drop("the membership names no customer or no segment")
	}
	return i.Store.RecordMembership(ctx, w.Shop, app.CustomerID(body.Customer), app.SegmentID(body.Segment), is, exactly(body.At, w))
}

type purchasesBody struct {
	Customer number `json:"customerId"`
	Orders   number `json:"numberOfOrders"`
	Spent    amount `json:"amountSpent"`
	Last     number `json:"lastOrderId"`
	At       moment `json:"occurredAt"`
}

// amount is a sum as it may be written: "5.00", 5.0, {"amount":"5.00"}.
type amount string

// UnmarshalJSON reads a sum; anything else is "".
func (a *amount) UnmarshalJSON(raw []byte) error {
	var wrapped struct {
		Amount json.RawMessage `json:"amount"`
	}
	if bytes.HasPrefix(raw, []byte("{")) {
		if err := json.Unmarshal(raw, &wrapped); err != nil {
			return err
		}
		raw = wrapped.Amount
	}
	*a = amount(matching(decimal, string(bytes.Trim(raw, `"`))))
	return nil
}

// purchases keeps what a customer has ordered in all.
func (i *Intake) purchases(ctx context.Context, w app.Webhook) error {
	body, err := parse[purchasesBody](w)
	if err != nil {
		return err
	}
	if body.Customer == 0 {
		return drop("the summary names no customer")
	}
	return i.Store.RecordPurchases(ctx, w.Shop, store.Purchases{
		Customer: app.CustomerID(body.Customer), Orders: int(body.Orders), Spent: string(body.Spent),
		LastOrder: app.OrderID(body.Last), At: exactly(body.At, w),
	})
}

type segmentBody struct {
	ID   number `json:"id"`
	GID  number `json:"admin_graphql_api_id"`
	Name string `json:"name"`
	At   moment `json:"last_edit_date"`
}

func (b segmentBody) id() app.SegmentID {
	if b.ID != 0 {
		return app.SegmentID(b.ID)
	}
	return app.SegmentID(b.GID)
}

// segment keeps a segment's name and has its members listed.
func (i *Intake) segment(ctx context.Context, w app.Webhook) error {
	body, err := parse[segmentBody](w)
	if err != nil {
		return err
	}
	if body.id() == 0 {
		return drop("the segment has no id")
	}
	return i.Store.ChangeSegment(ctx, w.Shop, app.Segment{ID: body.id(), Name: clean(body.Name, 255)}, exactly(body.At, w))
}

func (i *Intake) segmentDeleted(ctx context.Context, w app.Webhook) error {
	body, err := parse[segmentBody](w)
	if err != nil {
		return err
	}
	return i.Store.ForgetSegment(ctx, w.Shop, body.id())
}
