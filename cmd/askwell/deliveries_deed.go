package main

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/run"
	"github.com/askwell/askwell/app/store"
)

const (
	lookEvery = 500 * time.Millisecond
	stillFor  = 10 * time.Second // until we ask whether anybody is at work
)

type deliveriesReplay struct {
	deliveryChoice
	DryRun bool `help:"Say how many would be sent again, and change nothing."`
	Detach bool `help:"Begin it, and do not wait for it."`
}

// Run has the deliveries sent again by the running app, and waits for it.
func (cmd *deliveriesReplay) Run(p *process) error {
	return p.withStore(func(s *store.Store) error {
		shop, filter, err := cmd.selected(p, s)
		if err != nil {
			return err
		}
		switch {
		case cmd.DryRun:
			n, err := s.CountDeliveries(p.ctx, shop, filter, true, 0)
			fmt.Fprintf(p.stdout, "%d would be sent again\n", n)
			return err
		case cmd.one():
			return p.audited(s, shop, "deliveries replay", cmd.targets(), func() error {
				n, err := s.ReplayDeliveries(p.ctx, shop, filter)
				if err == nil {
					fmt.Fprintf(p.stdout, "%d will be sent again\n", n)
				}
				return err
			})
		}
		return p.deed(s, shop, app.RunReplay, filter, cmd.Detach)
	})
}

type deliveriesUndo struct {
	deliveryChoice
	DryRun bool `help:"Say what would be restored, and change nothing."`
	Detach bool `help:"Begin it, and do not wait for it."`
}

// Run has what was written taken back by the running app, and waits for it.
func (cmd *deliveriesUndo) Run(p *process) error {
	return p.withStore(func(s *store.Store) error {
		shop, filter, err := cmd.selected(p, s)
		if err != nil {
			return err
		}
		if !cmd.DryRun && !cmd.one() {
			return p.deed(s, shop, app.RunUndo, filter, cmd.Detach)
		}
		undo := func() error {
			done, err := s.Undo(p.ctx, shop, filter, cmd.DryRun)
			if err == nil {
				p.undone(done, map[bool]string{false: "will be", true: "would be"}[cmd.DryRun])
			}
			return err
		}
		if cmd.DryRun {
			return undo()
		}
		return p.audited(s, shop, "deliveries undo", cmd.targets(), undo)
	})
}

// undone prints what an undo came to, or would.
func (p *process) undone(done app.Undone, verb string) {
	if done.CutShort {
		fmt.Fprint(p.stdout, "of the newest ")
	}
	fmt.Fprintf(p.stdout, "%d deliveries: %d places of %d people %s restored\n", done.Deliveries, done.Places, done.People, verb)
	for _, why := range slices.Sorted(maps.Keys(done.Skipped)) {
		fmt.Fprintf(p.stdout, "%d skipped: %s\n", done.Skipped[why], why)
	}
	if done.Refused > 0 {
		fmt.Fprintf(p.stdout, "%d people could not be put back: the destination refused it\n", done.Refused)
	}
}

// deed begins a run of deliveries, and prints how far it is until it is over. Whoever does
// not wait for that loses nothing: the app does it.
func (p *process) deed(s *store.Store, shop app.ShopID, kind app.RunKind, f store.DeliveryFilter, detach bool) error {
	var begun app.Run
	err := p.audited(s, shop, "deliveries "+string(kind), nil, func() (err error) {
		begun, err = (&run.Runner{Store: s}).BeginDeliveries(p.ctx, shop, kind, f, "the command line")
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "run %s begun\n", begun.ID)
	if detach {
		return nil
	}
	last, since := "", time.Now()
	for {
		now, err := s.Run(p.ctx, shop, begun.ID)
		if err != nil {
			return err
		}
		if line := progress(now); line != last {
			fmt.Fprintln(p.stdout, line)
			last, since = line, time.Now()
		} else if !since.IsZero() && now.State == app.RunRunning && time.Since(since) > stillFor {
			fmt.Fprintln(p.stdout, "nothing moves: is Askwell running, and the destination not paused? The run goes on by itself")
			since = time.Time{} // that is said once
		}
		switch now.State {
		case app.RunDone:
			if kind == app.RunUndo {
				p.undone(now.CameTo, "are")
			}
			return nil
		case app.RunCancelled:
			return app.Errorf(app.Conflict, "the run was %s: what it has come to is done all the same", now.Reason)
		}
		select {
		case <-p.ctx.Done():
			fmt.Fprintln(p.stdout, "the run goes on without this command")
			return p.ctx.Err()
		case <-time.After(lookEvery):
		}
	}
}

// progress is how far a run is, in a line.
func progress(r app.Run) string {
	if !r.Counted && r.State == app.RunRunning {
		return "counting"
	}
	line := fmt.Sprintf("%s: %d of %d deliveries", r.State, r.Done, r.Total)
	if r.Reason != "" {
		line += ": " + r.Reason
	}
	return line
}
