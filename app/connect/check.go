package connect

import (
	"context"
	"errors"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// How often a destination is looked at, and one whose lane trouble has paused: whoever
// puts a key right elsewhere is not to wait for a day.
const (
	checkEvery  = 24 * time.Hour
	pausedEvery = time.Hour
	checkPage   = 100
	checkTime   = 20 * time.Second
)

// Check looks whether a destination works, and says so: one that refuses us is not sent
// to until it works again. What is wrong is in the destination's Problem and no error.
// Errors: NotFound; Unavailable when it cannot be kept.
func (c *Connector) Check(ctx context.Context, shop app.ShopID, id app.DestinationID) (app.Destination, error) {
	d, provider, err := c.find(ctx, shop, id)
	if err != nil {
		return app.Destination{}, err
	}
	bounded, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	account, failed := c.open(bounded, provider, d)
	spec := provider.Spec().Of(d.Settings)
	if spec.LetIn() && app.Is(failed, app.Unauthorized) {
		account, failed = c.reopen(bounded, provider, d, failed)
	}
	if ctx.Err() != nil {
		return app.Destination{}, ctx.Err()
	}
	if err := c.note(ctx, shop, id, looked(spec, account, failed)); err != nil {
		return app.Destination{}, err
	}
	return c.Store.Destination(ctx, shop, id)
}

// reopen tries once more with a token that was refreshed: one may have been revoked alone.
func (c *Connector) reopen(ctx context.Context, by integrations.Provider, d app.Destination, failed error) (string, error) {
	g, err := c.Store.Grant(ctx, d.Shop, d.ID)
	if err != nil || g.RefreshToken == "" {
		return "", failed
	}
	if err := c.Store.ExpireGrant(ctx, d.Shop, d.ID, g.Token); err != nil {
		return "", err
	}
	return c.open(ctx, by, d)
}

func (c *Connector) note(ctx context.Context, shop app.ShopID, id app.DestinationID, l store.Looked) error {
	l.At = c.now()
	opened, err := c.Store.NoteCheck(ctx, shop, id, l)
	if opened {
		c.ring(ctx, shop, id)
	}
	return err
}

// Pause stops a destination by hand: what is said meanwhile waits. Errors: NotFound.
func (c *Connector) Pause(ctx context.Context, shop app.ShopID, id app.DestinationID) error {
	return c.Store.PauseLane(ctx, shop, id)
}

// Resume goes on sending to a destination, and looks at once whether it works: what does
// not is paused again. Errors: NotFound; Unavailable.
func (c *Connector) Resume(ctx context.Context, shop app.ShopID, id app.DestinationID) error {
	if err := c.Store.ResumeLane(ctx, shop, id); err != nil {
		return err
	}
	if _, err := c.Check(ctx, shop, id); err != nil && !app.Is(err, app.NotFound) {
		return err // Shopify and its Flow are not connected here, and check themselves
	}
	c.ring(ctx, shop, id)
	return nil
}

// Tend looks at every destination of all shops once a day, and gives back what those that
// are gone were let in with, and what nobody has claimed. Errors: Unavailable.
func (c *Connector) Tend(ctx context.Context) error {
	return errors.Join(c.giveAllBack(ctx), c.unloadAll(ctx), c.checkAll(ctx))
}

func (c *Connector) checkAll(ctx context.Context) error {
	for ctx.Err() == nil {
		now := c.now()
		list, err := c.Store.UncheckedDestinations(ctx, now.Add(-checkEvery), now.Add(-pausedEvery), checkPage)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, place := range list {
			if err := c.tend(ctx, place); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

func (c *Connector) tend(ctx context.Context, at store.Place) error {
	d, err := c.Check(ctx, at.Shop, at.ID)
	if app.Is(err, app.NotFound) { // gone meanwhile, or of a kind that is not known here any more
		err = c.note(ctx, at.Shop, at.ID, store.Looked{Problem: "This kind of destination is not known any more: disconnect it.", Pause: true})
		if app.Is(err, app.NotFound) {
			err = nil
		}
		return err
	}
	if err == nil && d.Problem != "" && c.Logger != nil {
		c.Logger.WarnContext(ctx, "destination has a problem", "shop", at.Shop, "destination", at.ID, "problem", d.Problem)
	}
	return err
}

// looked says what a check came to in words that tell what to do.
func looked(spec integrations.Spec, account string, err error) store.Looked {
	l := store.Looked{Account: account}
	if err != nil {
		l.Problem, l.Pause = words(spec, err)
	}
	return l
}

// words say what is wrong with a connection and what to do, and whether there is any use
// in going on before that was done.
func words(spec integrations.Spec, err error) (text string, stop bool) {
	switch kind := app.KindOf(err); {
	case kind == app.Unauthorized && spec.LetIn():
		return spec.Title + " does not let Askwell in any more: connect it again.", true
	case kind == app.Forbidden && spec.LetIn():
		return spec.Title + " does not permit what is needed: connect it again and allow all that is asked for, and check the account's plan.", true
	}
	switch app.KindOf(err) {
	case app.Unauthorized:
		return spec.Title + " refused the credentials: make new ones there, and fill them in here.", true
	case app.Forbidden:
		return spec.Title + " does not permit what is needed: give the key the permissions listed under how to connect it, and check the account's plan.", true
	case app.Rejected:
		return spec.Title + " has retired the version of its API that Askwell speaks: update Askwell.", true
	case app.Invalid:
		return "The settings are wrong: " + said(err), true
	case app.NotFound:
		return spec.Title + " has no such account: check what was filled in.", true
	case app.Throttled:
		return spec.Title + " is being asked too often right now: try again in a minute.", false
	case app.Unavailable:
		return spec.Title + " could not be reached: try again in a minute. Nothing is lost meanwhile.", false
	default:
		return spec.Title + " answered in a way that Askwell does not understand: see the log.", false
	}
}

// said is an error's message without its kind and cause.
func said(err error) string {
	var known *app.Error
	if !errors.As(err, &known) {
		return "check what was filled in."
	}
	if len(known.Fields) > 0 {
		return known.Fields[0].Message
	}
	return cut(known.Message, mostAccount)
}

// refusal is why something cannot be connected, for whoever filled it in. What he can put
// right is Invalid, and names the field.
func refusal(spec integrations.Spec, err error) error {
	var known *app.Error
	if !errors.As(err, &known) {
		return err
	}
	text, theirs := words(spec, err)
	switch {
	case known.Kind == app.Invalid && len(known.Fields) > 0:
		return app.InvalidFields(inSettings(known.Fields))
	case theirs && known.Kind != app.Rejected:
		return &app.Error{
			Kind: app.Invalid, Message: text, Err: err,
			Fields: []app.FieldError{settingError(blamed(spec), known.Kind.String(), text)},
		}
	case known.Kind == app.Throttled:
		return app.ThrottledFor(known.After, text)
	default:
		return &app.Error{Kind: app.Rejected, Message: text, Err: err}
	}
}

// inSettings puts a provider's own field names where a request has them.
func inSettings(fields []app.FieldError) []app.FieldError {
	list := make([]app.FieldError, len(fields))
	for i, f := range fields {
		list[i] = settingError(f.Field, f.Code, f.Message)
	}
	return list
}

// blamed is the field that credentials are in.
func blamed(spec integrations.Spec) string {
	for _, f := range spec.Fields {
		if f.Secret {
			return f.Key
		}
	}
	if len(spec.Fields) > 0 {
		return spec.Fields[0].Key
	}
	return ""
}
