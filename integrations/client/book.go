package client

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Book is a vendor that keeps people one by one, each found by her email address.
type Book interface {
	// Find looks somebody up: Missing where she is not there.
	Find(ctx context.Context, email string) (Person, integrations.Outcome)
	// Make makes somebody, who has agreed to nothing by it.
	Make(ctx context.Context, email string) (Person, integrations.Outcome)
	// Write sets properties and clears others, all of them or none: Rejected when the
	// vendor does not take one.
	Write(ctx context.Context, p Person, set []integrations.Property, unset []string) integrations.Outcome
	// Place puts her on a list, or takes her off: Missing where there is no such list.
	Place(ctx context.Context, p Person, list string, on bool) integrations.Outcome
	// Say writes down what she has granted or withdrawn; it is newer than what is there.
	Say(ctx context.Context, p Person, said integrations.Consent) integrations.Outcome
	// Forget forgets her altogether.
	Forget(ctx context.Context, p Person) integrations.Outcome
}

// Person is somebody in a book.
type Person struct {
	ID         string
	Email      string
	Properties map[string]app.Value // those that are there
	Lists      []string
	Consent    app.ConsentState // to be written to by email; "" where she never said
	Since      time.Time        // she said so; zero where nobody knows
	Suppressed bool             // she bounced, complained or left: nobody brings her back but herself
}

// Keeper is a Conn's part that is the same wherever people are kept in a book: it tells
// of changes in their order, reads back, and forgets. A Conn embeds it.
type Keeper struct {
	Book    Book
	Abreast int // people told of at once
}

// Apply implements integrations.Conn.
func (k Keeper) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	return Each(changes, k.Abreast, func(c integrations.Change) integrations.Outcome { return k.tell(ctx, c) })
}

// ReadBack implements integrations.ReadBacker.
func (k Keeper) ReadBack(ctx context.Context, looks []integrations.Look) ([]integrations.Held, error) {
	all := make([]integrations.Held, len(looks))
	for i, look := range looks {
		if !named(look.Subject) {
			continue
		}
		p, o := k.Book.Find(ctx, look.Subject.Email)
		if o.Class == integrations.Missing {
			continue
		}
		if o.Class != integrations.OK {
			return nil, Error(o)
		}
		all[i] = integrations.Held{Known: true, Properties: map[string]app.Value{}, Lists: p.Lists, Consents: map[app.Channel]app.ConsentState{}}
		for _, key := range look.Properties {
			if value, there := p.Properties[key]; there {
				all[i].Properties[key] = value
			}
		}
		if p.Consent != "" {
			all[i].Consents[app.ChannelEmail] = p.Consent
		}
	}
	return all, nil
}

// Erase implements integrations.Eraser: who has answered anew loses what is listed alone.
func (k Keeper) Erase(ctx context.Context, e integrations.Erasure) integrations.Outcome {
	for _, trace := range e.Traces {
		if !named(trace.Subject) {
			continue // it was never told of her under this name
		}
		p, o := k.Book.Find(ctx, trace.Subject.Email)
		switch {
		case o.Class == integrations.OK && !trace.Anew:
			o = k.Book.Forget(ctx, p)
		case o.Class == integrations.OK && len(trace.Properties) > 0:
			o = k.Book.Write(ctx, p, nil, trace.Properties)
		}
		if o.Class != integrations.OK && o.Class != integrations.Missing {
			return o
		}
	}
	return integrations.Outcome{Class: integrations.OK}
}

// Holds implements integrations.EraseChecker.
func (k Keeper) Holds(ctx context.Context, e integrations.Erasure) (bool, error) {
	for _, trace := range e.Traces {
		held, err := k.ReadBack(ctx, []integrations.Look{{Subject: trace.Subject, Properties: trace.Properties}})
		if err != nil {
			return false, err
		}
		if held[0].Known && !trace.Anew || len(held[0].Properties) > 0 {
			return true, nil
		}
	}
	return false, nil
}
