package main

import (
	"fmt"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

type deliveriesCommand struct {
	List   deliveriesList   `cmd:"" help:"List a shop's deliveries, newest first."`
	Replay deliveriesReplay `cmd:"" help:"Send deliveries again: some, those a filter leaves, or all."`
	Undo   deliveriesUndo   `cmd:"" help:"Take back what deliveries wrote: what stood there before is restored."`
}

// deliveryFilter narrows deliveries on the command line.
type deliveryFilter struct {
	Shop        string `required:"" help:"The shop's domain, x.myshopify.com."`
	Destination string `help:"Only to this destination."`
	State       string `help:"Only waiting, done, parked or dropped ones." enum:"waiting,done,parked,dropped," default:""`
	Class       string `help:"Only those whose last attempt ended so: rejected, config, blocked, …"`
	Reason      string `help:"Only those whose reason contains this."`
	Since       string `help:"Only those made since a day or a moment: 2026-11-22, or with a time as in RFC 3339."`
	Survey      string `help:"Only those of answers to this survey, by its handle."`
	Person      int64  `help:"Only those about this customer, by Shopify's number."`
}

// selected is the filter and the shop it is of.
func (f deliveryFilter) selected(p *process, s *store.Store) (shop app.ShopID, d store.DeliveryFilter, err error) {
	if shop, err = app.ParseShop(f.Shop); err != nil {
		return "", d, err
	}
	d = store.DeliveryFilter{
		State: app.DeliveryState(f.State), Destination: app.DestinationID(f.Destination), Class: f.Class, Reason: f.Reason,
	}
	if f.Since != "" {
		if d.Since, err = time.Parse(time.RFC3339, f.Since); err != nil {
			if d.Since, err = time.Parse(time.DateOnly, f.Since); err != nil {
				return "", d, app.Errorf(app.Invalid, "--since is no day and no moment: %s", f.Since)
			}
		}
	}
	if f.Survey != "" {
		survey, err := s.SurveyByHandle(p.ctx, shop, f.Survey)
		if err != nil {
			return "", d, err
		}
		d.Survey = survey.ID
	}
	if f.Person != 0 {
		person, err := s.CustomerProfile(p.ctx, shop, app.CustomerID(f.Person))
		if err != nil {
			return "", d, err
		}
		d.Profile = person.ID
	}
	return shop, d, nil
}

// narrowed reports whether the filter says anything.
func (f deliveryFilter) narrowed() bool {
	f.Shop = ""
	return f != deliveryFilter{}
}

type deliveriesList struct {
	deliveryFilter
	Limit int `help:"How many, at most 500." default:"50"`
}

// Run prints one delivery a line.
func (cmd *deliveriesList) Run(p *process) error {
	return p.withStore(func(s *store.Store) error {
		shop, filter, err := cmd.selected(p, s)
		if err != nil {
			return err
		}
		filter.Limit = cmd.Limit
		list, err := s.Deliveries(p.ctx, shop, filter)
		for _, d := range list {
			fmt.Fprintf(p.stdout, "%s  %-8s %-10s %s  attempts %d  %s\n",
				d.ID, d.State, d.Destination, d.CreatedAt.Format(time.RFC3339), d.Attempts, d.Reason)
		}
		return err
	})
}

// deliveryChoice names deliveries: by id, by a filter, or all of them.
type deliveryChoice struct {
	deliveryFilter
	IDs []string `arg:"" optional:"" name:"id" help:"The deliveries."`
	All bool     `help:"All the shop's deliveries."`
}

// mostIDs is how many deliveries are named one by one.
const mostIDs = 500

// selected is who is chosen. Errors: Invalid when nobody is, or in two ways.
func (c deliveryChoice) selected(p *process, s *store.Store) (app.ShopID, store.DeliveryFilter, error) {
	shop, filter, err := c.deliveryFilter.selected(p, s)
	if err != nil {
		return shop, filter, err
	}
	if c.All == (c.narrowed() || len(c.IDs) > 0) {
		return shop, filter, app.Errorf(app.Invalid, "name deliveries, or a filter, or --all")
	}
	if len(c.IDs) > mostIDs {
		return shop, filter, app.Errorf(app.Invalid, "name at most %d deliveries, or a filter", mostIDs)
	}
	for _, id := range c.IDs {
		filter.IDs = append(filter.IDs, app.DeliveryID(id))
	}
	return shop, filter, nil
}

// one reports whether a single delivery is chosen, which is done at once.
func (c deliveryChoice) one() bool { return len(c.IDs) == 1 && !c.narrowed() }
