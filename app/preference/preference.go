// Package preference owns what a shopper sees and decides of herself: all that is
// known of her and why, changing and taking back an answer, putting a question off,
// giving and withdrawing a consent. Every surface that shows her preferences draws
// what Known says and calls these verbs, so that one rule holds on all of them.
//
// A customer who is proven has all of hers. A guest has what her own browser said
// without an order: an order's name is no proof. A member of staff speaks for a
// customer, or for the guest of an order, under her own name and with a reason. A link that was sent to her may have
// been passed on: through it nothing sensitive is seen or said, nor an address.
package preference

import (
	"context"
	"encoding/json"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Keeper keeps preferences. Safe for concurrent use.
type Keeper struct {
	Store *store.Store
	// Ring tells a lane that something waits for it. It must not block, and may be lost.
	Ring func(context.Context, app.ShopID, app.DestinationID)
	// Title is what people call a kind of destination; nil: by its name.
	Title func(kind string) string
	Now   func() time.Time // the clock; time.Now when nil
}

// Change is what somebody changes at once: all of it is done, or nothing.
type Change struct {
	ID       string                     `json:"id"` // UUID made by the client; the key that makes a repeat harmless
	Set      map[string]json.RawMessage `json:"set"`
	Clear    []string                   `json:"clear"` // questions
	Consents []Choice                   `json:"consents"`
	Snooze   []Snooze                   `json:"snooze"`
	Wake     []string                   `json:"wake"`    // questions that she may be asked again
	Visitor  string                     `json:"visitor"` // a guest's browser, as it calls itself
	Locale   string                     `json:"locale"`
}

// Choice gives a consent, or withdraws it.
type Choice struct {
	Channel app.Channel `json:"channel"`
	Purpose string      `json:"purpose"`
	Granted bool        `json:"granted"`
	Wording string      `json:"wording"` // what she read, to the letter
}

// Snooze puts a question off.
type Snooze struct {
	Question string `json:"question"`
	Never    bool   `json:"never"` // and not only for now
}

// Set changes one answer. Errors: as Apply.
func (k *Keeper) Set(ctx context.Context, by app.Speaker, id, question string, answer json.RawMessage, locale string) error {
	return k.Apply(ctx, by, Change{ID: id, Set: map[string]json.RawMessage{question: answer}, Locale: locale, Visitor: by.Visitor})
}

// Clear takes an answer back: what was ever said to the question is forgotten here, and
// leaves every destination. Errors: as Apply.
func (k *Keeper) Clear(ctx context.Context, by app.Speaker, id, question string) error {
	return k.Apply(ctx, by, Change{ID: id, Clear: []string{question}, Visitor: by.Visitor})
}

// Snooze puts a question off. Errors: as Apply.
func (k *Keeper) Snooze(ctx context.Context, by app.Speaker, id string, z Snooze) error {
	return k.Apply(ctx, by, Change{ID: id, Snooze: []Snooze{z}, Visitor: by.Visitor})
}

// Wake has a question that was put off be asked again. Errors: as Apply.
func (k *Keeper) Wake(ctx context.Context, by app.Speaker, id, question string) error {
	return k.Apply(ctx, by, Change{ID: id, Wake: []string{question}, Visitor: by.Visitor})
}

// Grant gives a consent, for what she read in a language. Errors: as Apply.
func (k *Keeper) Grant(ctx context.Context, by app.Speaker, id string, channel app.Channel, purpose, wording, locale string) error {
	return k.choose(ctx, by, id, Choice{channel, purpose, true, wording}, locale)
}

// Withdraw takes a consent back, or objects where none was needed. Errors: as Apply.
func (k *Keeper) Withdraw(ctx context.Context, by app.Speaker, id string, channel app.Channel, purpose, wording, locale string) error {
	return k.choose(ctx, by, id, Choice{channel, purpose, false, wording}, locale)
}

func (k *Keeper) choose(ctx context.Context, by app.Speaker, id string, c Choice, locale string) error {
	return k.Apply(ctx, by, Change{ID: id, Consents: []Choice{c}, Locale: locale, Visitor: by.Visitor})
}

// Apply does a change. When it returns, it is durable, and what was taken back is on
// its way out of every destination. Errors: Invalid with the fields that are wrong,
// and then nothing is done; NotFound for a shop where we are not installed; Conflict
// for what an erasure forbids; Unavailable.
func (k *Keeper) Apply(ctx context.Context, by app.Speaker, c Change) error {
	w, err := k.work(ctx, by, c)
	if err != nil {
		return err
	}
	done, err := k.Store.Prefer(ctx, by.Shop, w.preferring())
	for _, lane := range done.Destinations {
		k.Ring(ctx, by.Shop, lane)
	}
	return err
}

func (k *Keeper) now() time.Time {
	if k.Now == nil {
		return time.Now()
	}
	return k.Now()
}
