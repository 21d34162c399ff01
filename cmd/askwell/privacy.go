package main

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
)

type privacyCommand struct {
	Export privacyExport `cmd:"" help:"Print everything held about a customer, as JSON."`
	Erase  privacyErase  `cmd:"" help:"Erase a customer for good."`
}

// subject names a customer of a shop on the command line.
type subject struct {
	Shop     string `required:"" help:"The shop's domain, x.myshopify.com."`
	Customer int64  `required:"" help:"Shopify's number for the customer."`
}

func (s subject) parse() (app.ShopID, app.CustomerID, error) {
	shop, err := app.ParseShop(s.Shop)
	if err == nil && s.Customer <= 0 {
		err = app.Errorf(app.Invalid, "a customer's number is positive")
	}
	return shop, app.CustomerID(s.Customer), err
}

type privacyExport struct{ subject }

// Run prints the export.
func (cmd *privacyExport) Run(p *process) error {
	shop, customer, err := cmd.parse()
	if err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		text, err := privacy.New(s, nil, nil).Export(p.ctx, shop, customer, nil)
		if err == nil {
			fmt.Fprintln(p.stdout, string(text))
		}
		return err
	})
}

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
