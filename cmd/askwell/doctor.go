package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/insight"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/reward"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/jobs"
)

type doctorCommand struct{}

// Run checks what the app needs, a line for each.
func (doctorCommand) Run(p *process) error {
	c, configuration := loadConfig(p.env)
	checks := []struct {
		what string
		run  func() error
	}{
		{"configuration", func() error { return configuration }},
		{"database and migrations", func() error {
			return p.withStore(func(s *store.Store) error { return migrated(p, s) })
		}},
		{"promised rewards", func() error {
			return p.withStore(func(s *store.Store) error { return kept(p.ctx, s) })
		}},
		{"privacy requests", func() error {
			return p.withStore(func(s *store.Store) error { return answered(p.ctx, s) })
		}},
		{"destinations", func() error {
			return p.withStore(func(s *store.Store) error { return reached(p.ctx, s) })
		}},
		{"surfaces", func() error {
			return p.withStore(func(s *store.Store) error { return stillShown(p.ctx, s) })
		}},
		{"queue", func() error {
			queue, err := jobs.Open(p.ctx, jobs.Config{RedisURL: c.RedisURL})
			if err != nil {
				return err
			}
			return errors.Join(queue.Ping(p.ctx), queue.Close())
		}},
	}
	sick := 0
	for _, check := range checks {
		if err := check.run(); err != nil {
			sick++
			fmt.Fprintf(p.stdout, "✗ %s: %v\n", check.what, err)
			continue
		}
		fmt.Fprintf(p.stdout, "✓ %s\n", check.what)
	}
	if sick > 0 {
		return app.Errorf(app.Unavailable, "%d of %d checks failed", sick, len(checks))
	}
	return nil
}

// kept refuses promised rewards that should have been issued by now.
func kept(ctx context.Context, s *store.Store) error {
	overdue, err := reward.Overdue(ctx, s, time.Now())
	if err != nil || len(overdue) == 0 {
		return err
	}
	count := 0
	for _, late := range overdue {
		count += late.Count
	}
	oldest := overdue[0]
	return app.Errorf(app.Unavailable, "%d promises wait for a code, the oldest since %s: reward %s of %s",
		count, oldest.Since.Format(time.RFC3339), oldest.Reward, oldest.Shop)
}

// answered refuses privacy requests that are past the time the law gives.
func answered(ctx context.Context, s *store.Store) error {
	standing, err := privacy.Standing(ctx, s, "")
	if err != nil || standing.Overdue == 0 {
		return err
	}
	return app.Errorf(app.Unavailable, "%d are past their time: the admin's Privacy says where", standing.Overdue)
}

// mostTroubled is how many destinations that are in trouble are named.
const mostTroubled = 100

// reached names the destinations that nothing is sent to until somebody acts, and those
// the last check found something wrong with. What a merchant has paused is no trouble.
func reached(ctx context.Context, s *store.Store) error {
	list, err := s.TroubledDestinations(ctx, mostTroubled)
	lost := []error{err}
	for _, one := range list {
		lost = append(lost, app.Errorf(app.Unavailable, "%s: %s: %s", one.Shop, one.ID, one.Why))
	}
	return errors.Join(lost...)
}

// stillShown names the surfaces that are shown on far fewer orders than is usual.
func stillShown(ctx context.Context, s *store.Store) error {
	reader := insight.Reader{Store: s}
	var lost []error
	for after := app.ShopID(""); ; {
		shops, err := s.ShopIDs(ctx, after, 100)
		if err != nil || len(shops) == 0 {
			return errors.Join(append(lost, err)...)
		}
		for _, id := range shops {
			missing, err := reader.Missing(ctx, id)
			if err != nil {
				return err
			}
			for _, gap := range missing {
				lost = append(lost, app.Errorf(app.Unavailable, "%s: the %s block was shown on %d of %d orders since %s: is it still placed?",
					id, gap.Surface, gap.Shown, gap.Orders, gap.From.Format(time.DateOnly)))
			}
		}
		after = shops[len(shops)-1]
	}
}
