package admin

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
)

// CaptureNote is what is the same of all that staff write down.
type CaptureNote struct {
	ID     string `json:"id" format:"uuid" doc:"Made by the client; the key that makes a repeat harmless"`
	Reason string `json:"reason" minLength:"1" maxLength:"500" doc:"Why it is written down: a call, a letter, a ticket"`
	Locale string `json:"locale,omitempty" maxLength:"35" doc:"The language it was asked in"`
}

type captureAnswersIn struct {
	PersonPath
	Body struct {
		CaptureNote
		Set    map[string]any      `json:"set,omitempty" doc:"Answers by question"`
		Clear  []string            `json:"clear,omitempty" maxItems:"200" doc:"Questions whose answers she takes back"`
		Snooze []preference.Snooze `json:"snooze,omitempty" maxItems:"200" doc:"Questions she does not want to be asked"`
		Wake   []string            `json:"wake,omitempty" maxItems:"200" doc:"Questions she put off, and may be asked again"`
	}
}

type captureConsentsIn struct {
	PersonPath
	Body struct {
		CaptureNote
		Consents []preference.Choice `json:"consents" minItems:"1" maxItems:"200"`
	}
}

type knownIn struct {
	PersonPath
	Locale string `query:"locale" maxLength:"35" doc:"The language to tell it in; without it, the shop's"`
}

type knownOut struct{ Body preference.Known }

// answers tells all that somebody could say, and what she has said: the same as a customer
// sees herself, for who speaks with her.
func (d *door) answers(ctx context.Context, shop app.ShopID, in *knownIn) (*knownOut, error) {
	who, err := d.whom(ctx, shop, in.PersonPath)
	if err != nil {
		return nil, err
	}
	by := app.Speaker{Shop: shop, Customer: who.Customer, Order: who.Order, Door: app.DoorStaff, By: actor(ctx)}
	known, err := d.Preferences.Known(ctx, by, in.Locale)
	return &knownOut{known}, err
}

// captureAnswers keeps what somebody told a member of staff.
func (d *door) captureAnswers(ctx context.Context, shop app.ShopID, in *captureAnswersIn) (*knownOut, error) {
	set := map[string]json.RawMessage{}
	for key, value := range in.Body.Set {
		text, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("answer: %w", err)
		}
		set[key] = text
	}
	return d.capture(ctx, shop, in.PersonPath, in.Body.CaptureNote, preference.Change{Set: set, Clear: in.Body.Clear, Snooze: in.Body.Snooze, Wake: in.Body.Wake})
}

// captureConsents keeps what somebody granted or withdrew before a member of staff.
func (d *door) captureConsents(ctx context.Context, shop app.ShopID, in *captureConsentsIn) (*knownOut, error) {
	return d.capture(ctx, shop, in.PersonPath, in.Body.CaptureNote, preference.Change{Consents: in.Body.Consents})
}

func (d *door) capture(ctx context.Context, shop app.ShopID, path PersonPath, what CaptureNote, change preference.Change) (*knownOut, error) {
	who, err := d.whom(ctx, shop, path)
	if err != nil {
		return nil, err
	}
	by := app.Speaker{Shop: shop, Customer: who.Customer, Order: who.Order, Door: app.DoorStaff, By: actor(ctx), Why: what.Reason}
	change.ID, change.Locale = what.ID, what.Locale
	if err := d.Preferences.Apply(ctx, by, change); err != nil {
		return nil, err
	}
	known, err := d.Preferences.Known(ctx, by, what.Locale)
	return &knownOut{known}, err
}
