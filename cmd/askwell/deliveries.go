package main

import (
	"fmt"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

type deliveriesCommand struct {
	List   deliveriesList   `cmd:"" help:"List a shop's deliveries, newest first."`
	Replay deliveriesReplay `cmd:"" help:"Send deliveries again."`
	Undo   deliveriesUndo   `cmd:"" help:"Take back what a delivery wrote (not there yet)."`
}

type deliveriesList struct {
	Shop  string `required:"" help:"The shop's domain, x.myshopify.com."`
	State string `help:"Only waiting, done, parked or dropped ones." enum:"waiting,done,parked,dropped," default:""`
	Limit int    `help:"How many, at most 500." default:"50"`
}

// Run prints one delivery a line.
func (cmd *deliveriesList) Run(p *process) error {
	shop, err := app.ParseShop(cmd.Shop)
	if err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		list, err := s.Deliveries(p.ctx, shop, store.DeliveryFilter{State: app.DeliveryState(cmd.State), Limit: cmd.Limit})
		for _, d := range list {
			fmt.Fprintf(p.stdout, "%s  %-8s %-10s %s  attempts %d  %s\n",
				d.ID, d.State, d.Destination, d.CreatedAt.Format(time.RFC3339), d.Attempts, d.Reason)
		}
		return err
	})
}

type deliveriesReplay struct {
	Shop string   `required:"" help:"The shop's domain, x.myshopify.com."`
	IDs  []string `arg:"" name:"id" help:"The deliveries."`
}

// Run makes the deliveries wait again; the running app sends them.
func (cmd *deliveriesReplay) Run(p *process) error {
	shop, err := app.ParseShop(cmd.Shop)
	if err != nil {
		return err
	}
	ids := make([]app.DeliveryID, len(cmd.IDs))
	for i, id := range cmd.IDs {
		ids[i] = app.DeliveryID(id)
	}
	return p.withStore(func(s *store.Store) error {
		n, err := s.ReplayDeliveries(p.ctx, shop, ids)
		if err == nil {
			fmt.Fprintf(p.stdout, "%d of %d will be sent again\n", n, len(ids))
		}
		return err
	})
}

type deliveriesUndo struct{}

// Run refuses: what stood before is recorded with every receipt, taking it back
// is not written yet.
func (deliveriesUndo) Run(*process) error {
	return app.Errorf(app.Rejected, "deliveries cannot be undone yet")
}
