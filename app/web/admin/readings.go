package admin

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// readsKey is where an operation's description says that it tells personal data.
const readsKey = "x-reads"

// reads is for operations that tell personal data: that they do is kept first.
func reads(action string) func(*huma.Operation) {
	return func(op *huma.Operation) { op.Extensions = map[string]any{readsKey: action} }
}

// note keeps who is about to be told personal data, and whose. What cannot be noted
// is not told: without its gaps the log is worth something.
func (d *door) note(ctx context.Context, shop app.ShopID, op huma.Operation, in any) error {
	action, personal := op.Extensions[readsKey].(string)
	if !personal {
		return nil
	}
	reading := app.Reading{At: d.Now(), Actor: actor(ctx), Action: action}
	who, err := whom(in)
	if err != nil {
		return err
	}
	if who.Nobody() {
		return d.Store.NoteReading(ctx, shop, reading)
	}
	if now, err := d.Identities.Person(ctx, shop, who); err == nil {
		who = now // who has been merged is known by another number
	}
	if reading.Subject, err = d.Store.SubjectOf(ctx, shop, who); err != nil {
		return err
	}
	return d.Store.NoteReading(ctx, shop, reading)
}

// whom is whom a request is about; nobody where it is about a list.
func whom(in any) (store.Whom, error) {
	switch in := in.(type) {
	case interface{ who() (store.Whom, error) }:
		return in.who()
	case *deliveryPath:
		return in.about, nil
	}
	return store.Whom{}, nil
}

// mostReadings is how many are listed at once.
const mostReadings = 100

type readingsIn struct {
	Subject string `query:"subject" maxLength:"80" pattern:"^((customer|profile)/[A-Za-z0-9-]+|[0-9a-f]{64})$" doc:"Only who read about this one, as the list names her"`
	Cursor  string `query:"cursor" maxLength:"64" pattern:"^[A-Za-z0-9-]+$" doc:"The next of the page before"`
}

type readingsOut struct {
	Body struct {
		Readings []readingBody `json:"readings" doc:"The newest first"`
		Next     string        `json:"next,omitempty"`
	}
}

type readingBody struct {
	At      time.Time `json:"at"`
	Actor   string    `json:"actor" doc:"user/7 a member of staff, key/… a program, operator, shopify, shopper"`
	Action  string    `json:"action" enum:"read,list,export,import,erase"`
	Subject string    `json:"subject,omitempty" doc:"customer/42, or profile/… of a guest; a hash of whom is erased; none of a list"`
}

// readings tells who read personal data. It names people by their numbers and says
// nothing about them.
func (d *door) readings(ctx context.Context, shop app.ShopID, in *readingsIn) (*readingsOut, error) {
	// One more than told says whether there is a next page.
	found, err := d.Store.Readings(ctx, shop, store.ReadingFilter{Subject: in.Subject, Before: in.Cursor}, mostReadings+1)
	var out readingsOut
	if len(found) > mostReadings {
		found = found[:mostReadings]
		out.Body.Next = found[mostReadings-1].ID
	}
	out.Body.Readings = make([]readingBody, len(found))
	for i, r := range found {
		out.Body.Readings[i] = readingBody{r.At, r.Actor, r.Action, r.Subject}
	}
	return &out, err
}
