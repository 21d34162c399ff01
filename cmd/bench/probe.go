package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// probeSize is how many requests are acknowledged before the kill.
const probeSize = 500

// probe asks whether a subject keeps its word: kill it under load, start it
// again, and everything it acknowledged is there, once; what it must refuse
// leaves nothing. A subject that does not is not compared.
func (b *bench) probe(ctx context.Context, s subject, e engine, w workload) (err error) {
	database, err := b.database(ctx, s, e)
	if err != nil {
		return err
	}
	defer func() { err = orElse(err, e.drop(ctx, database)) }()
	acked, err := b.killUnderLoad(ctx, s, w, database)
	if err != nil {
		return err
	}
	p, err := s.start(ctx, b.dir, database)
	if err != nil {
		return fmt.Errorf("after the kill: %w", err)
	}
	defer p.kill()
	if err := repeat(ctx, p, w, acked); err != nil {
		return err
	}
	for _, r := range w.refused {
		if want := s.refuses(r); want != 0 {
			if status, err := ask(ctx, p.address, r.request); err != nil || status != want {
				return fmt.Errorf("%s: status %d, not %d (%w)", r.what, status, want, err)
			}
		}
	}
	found, err := idsIn(ctx, database, s.ids(w))
	if err != nil {
		return err
	}
	return audit(found, acked)
}

// killUnderLoad returns the numbers of the requests that were acknowledged.
func (b *bench) killUnderLoad(ctx context.Context, s subject, w workload, database string) (acked []uint64, err error) {
	p, err := s.start(ctx, b.dir, database)
	if err != nil {
		return nil, err
	}
	defer p.kill()
	enough := make(chan struct{})
	var mu sync.Mutex
	l := b.load(p, w)
	l.mayBreak = true
	l.acked = func(n uint64) {
		mu.Lock()
		defer mu.Unlock()
		if acked = append(acked, n); len(acked) == probeSize {
			close(enough)
		}
	}
	over := make(chan error, 1)
	go func() { over <- l.run(ctx) }()
	select {
	case <-enough:
	case err := <-over:
		return nil, fmt.Errorf("the load ended early: %w", err)
	case <-time.After(30 * time.Second):
	}
	p.kill()
	if err := <-over; err != nil {
		return nil, err
	}
	if len(acked) < probeSize {
		return nil, fmt.Errorf("%d requests acknowledged in 30 s", len(acked))
	}
	return acked, nil
}

// repeat sends some of what was acknowledged once more: it must be accepted
// again, as every sender repeats what it is not sure of.
func repeat(ctx context.Context, p *process, w workload, acked []uint64) error {
	for _, n := range acked[:20] {
		status, err := ask(ctx, p.address, w.request(nil, n))
		if err != nil || status/100 != 2 {
			return fmt.Errorf("request %d sent again: status %d (%w)", n, status, err)
		}
	}
	return nil
}

// audit compares what is stored with what was acknowledged.
func audit(found map[string]int, acked []uint64) error {
	for _, n := range acked {
		if found[id(n)] != 1 {
			return fmt.Errorf("request %d was acknowledged and is there %d times", n, found[id(n)])
		}
	}
	if found[id(0)] != 0 {
		return fmt.Errorf("a refused request left a row")
	}
	return nil
}

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}
