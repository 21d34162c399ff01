package main

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
)

type privacyErase struct{ subject }

// Run erases, and keeps that it was asked for.
func (cmd *privacyErase) Run(p *process) error {
	shop, customer, err := cmd.parse()
	if err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		request := privacy.Request{ID: "cli-" + uuid.NewString(), Customer: customer, At: time.Now()}
		if err := privacy.New(s, nil, nil).EraseCustomer(p.ctx, shop, request); err != nil {
			return err
		}
		fmt.Fprintln(p.stdout, "erased")
		return nil
	})
}
