package admin

import (
	"context"
	"errors"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// How bulk operations share a shop with everybody else: they take turns, and let
// the lock go after each.
const (
	bulkPause = 50 * time.Millisecond // between looks for something to do
	turnTime  = 5 * time.Millisecond  // of a mutation's lines
	turnLines = 25
	turnNodes = 50
)

// worker runs bulk operations.
type worker struct {
	*API
	jobs map[*world.BulkOperation]job
}

// seat is an operation in its shop.
type seat struct {
	shop *world.Shop
	op   *world.BulkOperation
	was  world.BulkOperation // when it was last looked at: to be read without the lock
}

// RunBulk runs the bulk operations of every shop until ctx ends.
func (a *API) RunBulk(ctx context.Context) {
	w := &worker{a, map[*world.BulkOperation]job{}}
	tick := time.NewTicker(bulkPause)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		for running := w.running(); len(running) > 0; running = w.running() {
			for _, r := range running {
				if ctx.Err() != nil {
					return
				}
				w.turn(r)
				w.world.Changed()
			}
		}
		clear(w.jobs)
	}
}

// running are the operations at work. A new one starts at the next look: who
// asked for it sees it created and can still cancel it.
func (w *worker) running() []seat {
	w.world.Lock()
	defer w.world.Unlock()
	w.world.AgeFiles()
	var out []seat
	for _, shop := range w.world.Shops {
		for _, op := range shop.Bulk {
			r := seat{shop, op, *op}
			switch {
			case op.Ended():
			case op.Status == world.BulkCanceling:
				w.end(r, world.BulkCanceled, "")
			case op.Late(w.world.Now()):
				w.end(r, world.BulkFailed, "TIMEOUT")
			case op.Status == world.BulkCreated:
				op.Status = world.BulkRunning
			default:
				out = append(out, r)
			}
		}
	}
	return out
}

// turn does the next part of an operation. Only what is written counts: until
// then the operation is where it was.
func (w *worker) turn(r seat) {
	j, failed := w.job(r)
	var lines []line
	if failed == nil && j.mutation != nil {
		lines, failed = w.lines(r.was)
	}
	w.world.Lock()
	defer w.world.Unlock()
	if r.op.Status != world.BulkRunning {
		return // cancelled, reset or uninstalled meanwhile
	}
	p := &part{
		session: &session{API: w.API, shop: r.shop, grant: &world.Grant{Scopes: r.shop.Installed.Scopes}},
		op:      *r.op,
	}
	more := false
	if failed == nil {
		more, failed = p.run(j, lines)
	}
	if failed == nil {
		failed = w.world.WriteBulk(&p.op, p.text.Bytes())
	}
	if failed != nil {
		w.fail(r, failed)
		return
	}
	if *r.op = p.op; !more {
		w.end(r, world.BulkCompleted, "")
	}
}

// queryError says that a query's own errors end it.
type queryError []*graphql.Error

func (q queryError) Error() string { return q[0].Message }

// fail ends an operation. Shopify tells one word; the sandbox's log tells why.
func (w *worker) fail(r seat, err error) {
	word, reasons := "INTERNAL_SERVER_ERROR", []string{err.Error()}
	var own queryError
	if errors.As(err, &own) {
		reasons = messages(own)
		for _, e := range own {
			if e.Extensions["code"] == "ACCESS_DENIED" {
				word = "ACCESS_DENIED"
			}
		}
	}
	r.shop.Log(&world.Call{At: w.world.Now(), Operation: world.GID("BulkOperation", r.op.ID), Errors: reasons})
	w.end(r, world.BulkFailed, word)
}

// end is also when segments are looked at: after every turn it would take longer
// than the turn.
func (w *worker) end(r seat, status, word string) {
	w.world.EndBulk(r.shop, r.op, status, word)
	w.world.WatchSegments(r.shop)
}
