package main

import (
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
)

type privacyErase struct {
	subject
	Wait bool `help:"Wait until every destination has forgotten her too, which the running app sees to, and print the receipt."`
}

// Run erases, keeps that it was asked for, and says how far it is.
func (cmd *privacyErase) Run(p *process) error {
	shop, customer, err := cmd.parse()
	if err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		reading := app.AuditEntry{Actor: operator, Action: "erase", Subject: app.CustomerSubject(customer)}
		if err := s.Audit(p.ctx, shop, reading); err != nil {
			return err
		}
		request := privacy.Request{ID: "cli-" + uuid.NewString(), Customer: customer, At: time.Now()}
		erasure, err := privacy.New(s, nil, nil).EraseCustomer(p.ctx, shop, request)
		switch {
		case err != nil:
			return err
		case erasure.ID == "":
			return app.Errorf(app.NotFound, "nothing is known of this shop")
		}
		fmt.Fprintf(p.stdout, "erased here: %s\n", erasure.ID)
		return cmd.follow(p, s, shop, erasure.ID)
	})
}

// follow prints how far the erasure is, until it is finished if it is to be waited for,
// and the receipt once there is one.
func (cmd *privacyErase) follow(p *process, s *store.Store, shop app.ShopID, id string) error {
	said := map[app.DestinationID]string{}
	for {
		erasure, err := s.Erasure(p.ctx, shop, id)
		if err != nil {
			return err
		}
		report(p.stdout, erasure, said)
		if !erasure.FinishedAt.IsZero() {
			fmt.Fprintln(p.stdout, string(erasure.Receipt))
			return nil
		}
		if !cmd.Wait {
			fmt.Fprintln(p.stdout, "the destinations are still to forget: the receipt follows when they have")
			return nil
		}
		select {
		case <-p.ctx.Done():
			return p.ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

// report prints what is new of each destination.
func report(out io.Writer, erasure app.Erasure, said map[app.DestinationID]string) {
	for _, part := range erasure.Parts {
		line := fmt.Sprintf("%s: %s", part.Destination, part.State)
		if part.Reason != "" {
			line += ", " + part.Reason
		}
		if said[part.Destination] != line {
			said[part.Destination] = line
			fmt.Fprintln(out, line)
		}
	}
}
