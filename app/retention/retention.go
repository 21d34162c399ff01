// Package retention owns how long what we hold is kept, and forgetting it when that
// is over: answers as long as their questions say, everything else by one table.
package retention

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// Keeper forgets what has been kept long enough, in installed shops and in those that
// have left. All it does may be cut off at any time and done again.
type Keeper struct {
	Store  *store.Store
	Logger *slog.Logger
	Now    func() time.Time
}

// page bounds how many responses are looked at in one transaction.
const page = 200

// Expire forgets the answers that were kept as long as was said when they were given.
// To be run every minute. Errors: Unavailable.
func (k *Keeper) Expire(ctx context.Context) error {
	for {
		due, err := k.Store.KeptTooLong(ctx, k.Now(), page)
		if err != nil || len(due) == 0 {
			return err
		}
		byShop := map[app.ShopID]map[app.ResponseID]store.Term{}
		for _, r := range due {
			if byShop[r.Shop] == nil {
				byShop[r.Shop] = map[app.ResponseID]store.Term{}
			}
			if byShop[r.Shop][r.ID], err = k.term(ctx, r); err != nil {
				return err
			}
		}
		for shop, terms := range byShop {
			broken, err := k.Store.Expire(ctx, shop, k.Now(), terms)
			if err != nil {
				return err
			}
			if len(broken) > 0 {
				k.Logger.ErrorContext(ctx, "responses that should be forgotten cannot be read", "shop", shop, "responses", broken)
			}
		}
	}
}

// term is what the version a response was given to said, whatever the survey says now.
func (k *Keeper) term(ctx context.Context, r app.Response) (store.Term, error) {
	version, err := k.Store.SurveyVersion(ctx, r.Shop, r.Survey, r.Version)
	if app.Is(err, app.NotFound) {
		return nil, nil // of a survey nobody has, nothing was said
	}
	term := store.Term{}
	for _, q := range version.Document.Questions {
		if until := question.KeptUntil(q, r.SubmittedAt); !until.IsZero() {
			term[q.Key] = until
		}
	}
	return term, err
}

// Forget forgets what programs were answered a day ago. To be run hourly. Errors:
// Unavailable.
func (k *Keeper) Forget(ctx context.Context) error {
	for {
		more, err := k.Store.DropAnswers(ctx, page)
		if err != nil || !more {
			return err
		}
	}
}

// Trim forgets everything else that was kept long enough, page by page. To be run
// daily. What goes wrong with one kind of thing in one shop stops no other. Errors:
// Unavailable.
func (k *Keeper) Trim(ctx context.Context) error {
	var wrong []error
	for after := app.ShopID(""); ; {
		shops, err := k.Store.ShopIDs(ctx, after, page)
		if err != nil || len(shops) == 0 {
			return errors.Join(append(wrong, err)...)
		}
		for _, id := range shops {
			wrong = append(wrong, k.trim(ctx, id))
			if ctx.Err() != nil {
				return errors.Join(wrong...)
			}
		}
		after = shops[len(shops)-1]
	}
}

func (k *Keeper) trim(ctx context.Context, id app.ShopID) error {
	shop, err := k.Store.Shop(ctx, id)
	if err != nil {
		return err
	}
	var wrong []error
	for _, one := range table {
		if one.trim == nil {
			continue
		}
		before := k.Now().Add(-time.Duration(one.days(Of(shop))) * 24 * time.Hour)
		for after := ""; ; {
			if after, err = one.trim(k.Store)(ctx, id, before, after); err != nil {
				wrong = append(wrong, err)
			}
			if err != nil || after == "" || ctx.Err() != nil {
				break
			}
		}
	}
	return errors.Join(wrong...)
}
