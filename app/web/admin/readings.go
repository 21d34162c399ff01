package admin

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// readsKey is where an operation's description says that it tells personal data.
const readsKey = "x-reads"

// reads is for operations that tell personal data: that they do is kept first.
func reads(action string) func(*huma.Operation) {
	return func(op *huma.Operation) { extend(op, readsKey, action) }
}

// note keeps who is about to be told personal data, and whose; failed is why they are
// not. What cannot be noted is not told: without its gaps the log is worth something. Of
// a change it is noted with that.
func (d *door) note(ctx context.Context, shop app.ShopID, op huma.Operation, in any, failed error) error {
	action, personal := op.Extensions[readsKey].(string)
	c := changeOf(ctx)
	if !personal || failed != nil && c == nil {
		return failed
	}
	subject, err := d.subject(ctx, shop, in)
	switch {
	case failed == nil && err != nil:
		return err
	case c == nil:
		return d.Store.Audit(ctx, shop, app.AuditEntry{At: d.Now(), Actor: actor(ctx), Operation: op.OperationID, Action: action, Subject: subject})
	case failed != nil:
		action = ""
	}
	if c.entry.Action = action; subject != "" {
		c.entry.Subject = subject
	}
	return failed
}

// subject is whom a request is about, as the log names her; "" for nobody.
func (d *door) subject(ctx context.Context, shop app.ShopID, in any) (string, error) {
	who, err := whom(in)
	if err != nil || who.Nobody() {
		return "", err
	}
	if now, err := d.Identities.Person(ctx, shop, who); err == nil {
		who = now // who has been merged is known by another number
	}
	return d.Store.SubjectOf(ctx, shop, who)
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
