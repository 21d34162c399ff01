package admin

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

type deliveryPath struct {
	ID    app.DeliveryID `path:"delivery" maxLength:"64" pattern:"^[a-z0-9-]+$"`
	about store.Whom     // once it is read; nobody once she is erased
}

type deliveryOut struct{ Body receiptBody }

type receiptBody struct {
	ToldOfBody
	Attempts []attemptBody `json:"attempts" doc:"The oldest first"`
	Writes   []writeBody   `json:"writes"`
	Checks   []checkBody   `json:"checks" doc:"What was found there since"`
	LabelsBody
}

type writeBody struct {
	Subject   string    `json:"subject" enum:"person,order"`
	Property  string    `json:"property" doc:"The place: property:skin, tag:skin:oily, list:7"`
	Before    app.Stand `json:"before"`
	After     app.Stand `json:"after"`
	WrittenAt time.Time `json:"written_at,omitzero" doc:"None while it is not certain"`
	UndoneAt  time.Time `json:"undone_at,omitzero"`
}

type checkBody struct {
	Destination app.DestinationID `json:"destination"`
	Title       string            `json:"title"`
	Subject     string            `json:"subject" doc:"customer/42, profile/… of a guest, order/5"`
	Person      *personBody       `json:"person,omitempty"`
	Delivery    app.DeliveryID    `json:"delivery,omitempty" doc:"That wrote last"`
	State       app.CheckState    `json:"state" enum:"waiting,verified,different,unreadable"`
	Differences []app.Difference  `json:"differences"`
	CheckedAt   time.Time         `json:"checked_at,omitzero"`
	LabelsBody
}

// delivery tells a delivery whole: every try at it, what it wrote over what, and what was
// found there since.
func (d *door) delivery(ctx context.Context, shop app.ShopID, in *deliveryPath) (*deliveryOut, error) {
	found, err := d.Store.Told(ctx, shop, store.DeliveryFilter{IDs: []app.DeliveryID{in.ID}, Limit: 1})
	if err == nil && len(found) == 0 {
		err = app.Errorf(app.NotFound, "delivery not found")
	}
	if err != nil {
		return nil, err
	}
	in.about = found[0].About
	told, err := d.toldOf(ctx, shop, found)
	if err != nil {
		return nil, err
	}
	body := receiptBody{ToldOfBody: told[0], Attempts: []attemptBody{}, Writes: []writeBody{}, Checks: []checkBody{}}
	attempts, err := d.Store.Attempts(ctx, shop, []app.DeliveryID{in.ID})
	if err != nil {
		return nil, err
	}
	for _, t := range attempts {
		body.Attempts = append(body.Attempts, attemptBody{t.Number, t.Class, t.Reason, t.Status, t.Excerpt, t.Cost, t.StartedAt, t.Duration.Milliseconds()})
	}
	writes, err := d.Store.WritesOf(ctx, shop, in.ID)
	if err != nil {
		return nil, err
	}
	var subjects []string
	for _, w := range writes {
		subjects = append(subjects, w.Subject)
		body.Writes = append(body.Writes, writeBody{kindOfSubject(w.Subject), w.Property, w.Before, w.After, w.WrittenAt, w.UndoneAt})
	}
	slices.Sort(subjects)
	if body.LabelsBody, err = d.labels(ctx, shop, body.Destination, nil); err != nil {
		return nil, err
	}
	checks, err := d.Store.ChecksOf(ctx, shop, body.Destination, slices.Compact(subjects))
	for _, c := range checks {
		body.Checks = append(body.Checks, checkOf(c, body.Title, body.Person, body.LabelsBody))
	}
	return &deliveryOut{body}, err
}

func checkOf(c app.Check, title string, about *personBody, labels LabelsBody) checkBody {
	differences := c.Differences
	if differences == nil {
		differences = []app.Difference{}
	}
	return checkBody{c.Destination, title, c.Subject, about, c.Delivery, c.State, differences, c.CheckedAt, labels}
}

func kindOfSubject(subject string) string {
	if strings.HasPrefix(subject, "order/") {
		return "order"
	}
	return "person"
}
