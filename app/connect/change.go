package connect

import (
	"context"
	"slices"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// Change is what a merchant changes of a destination; nil stays as it is.
type Change struct {
	Title    *string
	Settings map[string]string // a secret left blank is kept
	Drift    *app.DriftPolicy
	Sample   *int
	Edition  string // that was read; no other is changed. "" for whichever it is
}

// mostSample is the rarest reading back: one in so many writes.
const mostSample = 100_000

// Change changes a destination. Settings that change are proven first, and it is not
// believed any more of another account what was written in the one before. Errors: as
// Connect's; NotFound.
func (c *Connector) Change(ctx context.Context, id app.ShopID, which app.DestinationID, change Change) (app.Destination, error) {
	before, provider, err := c.find(ctx, id, which)
	if err != nil {
		return app.Destination{}, err
	}
	after, spec := before, provider.Spec()
	after.Edition = change.Edition
	if change.Title != nil {
		after.Title = *change.Title
	}
	if change.Drift != nil {
		after.Drift = *change.Drift
	}
	if change.Sample != nil {
		after.Sample = *change.Sample
	}
	if err := checkChange(after); err != nil {
		return app.Destination{}, err
	}
	proven := before.Account
	if change.Settings != nil {
		if after.Settings, err = fill(spec.Of(before.Settings), before.Settings, change.Settings); err != nil {
			return app.Destination{}, err
		}
		if proven, err = c.open(ctx, provider, after); err != nil {
			return app.Destination{}, refusal(spec.Of(after.Settings), err)
		}
	}
	after.Account = proven
	if err := c.Store.ChangeDestination(ctx, id, after, secrets(spec), moved(spec, before, after)); err != nil {
		return app.Destination{}, err
	}
	c.forget(store.Place{Shop: id, ID: which})
	if spec.Of(before.Settings).LetIn() && !spec.Of(after.Settings).LetIn() {
		if err := c.giveBack(ctx, id, which); err != nil {
			return app.Destination{}, err
		}
	}
	if change.Settings != nil {
		if err := c.note(ctx, id, which, store.Looked{Account: proven}); err != nil {
			return app.Destination{}, err
		}
	}
	return c.Store.Destination(ctx, id, which)
}

// moved reports whether a destination may lead elsewhere than before: to another account,
// to another list, which may be all that is written to there, or, where an account has no
// name, by whatever was filled in.
func moved(spec integrations.Spec, before, after app.Destination) bool {
	return before.Account != after.Account || slices.ContainsFunc(spec.Fields, func(f integrations.Field) bool {
		return before.Settings[f.Key] != after.Settings[f.Key] && (f.List || after.Account == "")
	})
}

func checkChange(d app.Destination) error {
	if err := checkTitle(d.Title); err != nil {
		return err
	}
	var wrong []app.FieldError
	switch d.Drift {
	case "", app.DriftOurs, app.DriftTheirs, app.DriftAsk:
	default:
		wrong = append(wrong, app.FieldError{Field: "drift", Code: "choice", Message: "Choose ours, theirs or ask."})
	}
	if d.Sample < 0 || d.Sample > mostSample {
		wrong = append(wrong, app.FieldError{Field: "sample", Code: "range", Message: "Read back one in 1 to 100,000 writes, or 0 for none."})
	}
	return app.InvalidFields(wrong)
}

func checkTitle(title string) error {
	if utf8.RuneCountInString(title) > mostTitle || !printable(title) {
		return app.InvalidFields([]app.FieldError{{Field: "title", Code: "too_long", Message: "Use at most 60 plain characters."}})
	}
	return nil
}
