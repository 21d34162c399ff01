package main

import (
	"context"
	"fmt"
	"time"
)

// The shape of every run.
const (
	connections = 64
	mostPerRun  = 400_000
	mostForeign = 0.12 // of the machine: above it a run is repeated
	mostRepeats = 3
)

// bench is one whole run of the program.
type bench struct {
	dir         string // for databases and logs
	floor, ours subject
	rounds      int
	warmUp      time.Duration
	window      time.Duration
	say         func(format string, args ...any)
}

// contest is one kind of request on one kind of database, and its rounds.
type contest struct {
	engine       engine
	work         workload
	pairs        []pair
	incomparable error // why ours or the floor is not compared
}

// play probes every contest, then measures all of them round by round, so that
// what the machine does in between meets everyone. Odd rounds begin with ours.
func (b *bench) play(ctx context.Context, contests []*contest) error {
	for _, c := range contests {
		for _, s := range []subject{b.floor, b.ours} {
			if err := b.probe(ctx, s, c.engine, c.work); err != nil {
				c.incomparable = fmt.Errorf("%s: %w", s.name, err)
				b.say("%s on %s: not comparable: %v", c.work.name, c.engine.name, c.incomparable)
				break
			}
		}
	}
	for round := range b.rounds {
		for _, c := range contests {
			if c.incomparable != nil {
				continue
			}
			p, err := b.round(ctx, c, round%2 == 1)
			if err != nil {
				return fmt.Errorf("%s on %s: %w", c.work.name, c.engine.name, err)
			}
			c.pairs = append(c.pairs, p)
			b.say("round %d, %s on %s: floor %s, %s %s: CPU %.2f, requests %.2f", round+1, c.work.name, c.engine.name,
				p.floor, b.ours.name, p.ours, p.cpuRatio(), p.rateRatio())
		}
	}
	return ctx.Err()
}

func (b *bench) round(ctx context.Context, c *contest, oursFirst bool) (p pair, err error) {
	order := []struct {
		subject
		into *sample
	}{{b.floor, &p.floor}, {b.ours, &p.ours}}
	if oursFirst {
		order[0], order[1] = order[1], order[0]
	}
	for _, one := range order {
		if *one.into, err = b.quietly(ctx, one.subject, c); err != nil {
			return pair{}, fmt.Errorf("%s: %w", one.name, err)
		}
	}
	return p, nil
}

// quietly measures once more when others used the machine meanwhile.
func (b *bench) quietly(ctx context.Context, s subject, c *contest) (taken sample, err error) {
	for range mostRepeats {
		if taken, err = b.measure(ctx, s, c); err != nil || taken.foreign <= mostForeign {
			break
		}
	}
	return taken, err
}

// measure runs one subject on a fresh database.
func (b *bench) measure(ctx context.Context, s subject, c *contest) (taken sample, err error) {
	database, err := b.database(ctx, s, c.engine)
	if err != nil {
		return sample{}, err
	}
	defer func() { err = orElse(err, c.engine.drop(ctx, database)) }()
	p, err := s.start(ctx, b.dir, database)
	if err != nil {
		return sample{}, err
	}
	defer p.kill()
	return b.underLoad(ctx, p, c)
}

// underLoad takes the window's sample while the load runs through.
func (b *bench) underLoad(ctx context.Context, p *process, c *contest) (sample, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	l := b.load(p, c.work)
	over := make(chan error, 1)
	go func() { over <- l.run(ctx) }()
	if err := wait(ctx, b.warmUp, over); err != nil {
		return sample{}, fmt.Errorf("%w\n%s", err, p.lastWords())
	}
	pids := append([]int{p.cmd.Process.Pid}, c.engine.pids...)
	before, err := readMeter(l, pids)
	if err != nil {
		return sample{}, err
	}
	if err := wait(ctx, b.window, over); err != nil {
		return sample{}, fmt.Errorf("%w\n%s", err, p.lastWords())
	}
	after, err := readMeter(l, pids)
	if err != nil {
		return sample{}, err
	}
	stop()
	return after.since(before), <-over
}

// wait lets the load run for d; a load that ends meanwhile has failed.
func wait(ctx context.Context, d time.Duration, over <-chan error) error {
	select {
	case err := <-over:
		return orElse(err, fmt.Errorf("%d requests did not last", mostPerRun))
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

func (b *bench) load(p *process, w workload) *load {
	return &load{address: p.address, request: w.request, accepted: w.accepted, connections: connections, most: mostPerRun}
}

func (b *bench) database(ctx context.Context, s subject, e engine) (string, error) {
	url, err := e.fresh(ctx)
	if err != nil {
		return "", err
	}
	return url, s.prepare(ctx, url)
}
