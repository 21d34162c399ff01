package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/askwell/askwell/integrations"
)

type faultKind string

// What goes wrong.
const (
	faultKill     faultKind = "kill"     // a process, kill -9
	faultFlush    faultKind = "flush"    // Redis forgets everything
	faultRedis    faultKind = "redis"    // Redis crashes, and is gone for a while
	faultDatabase faultKind = "database" // PostgreSQL crashes
	faultLossy    faultKind = "lossy"    // the app's answers are lost on their way
	faultClock    faultKind = "clock"    // a process's clock jumps an hour
	faultShopify  faultKind = "shopify"  // Shopify fails, loses answers, doubles and reorders
	faultStorm    faultKind = "storm"    // Shopify's buckets are small
	faultRevoked  faultKind = "revoked"  // Shopify's tokens are
	faultTool     faultKind = "tool"     // fails and loses answers
	faultBusy     faultKind = "busy"     // a tool: every call is one too many
	faultKey      faultKind = "key"      // a tool's key is revoked
)

// usual are the faults that schedules bring: what is there twice is twice as usual.
var usual = []faultKind{
	faultKill, faultFlush, faultRedis, faultDatabase, faultLossy, faultClock, faultClock, faultShopify, faultShopify, faultStorm, faultRevoked,
	faultTool, faultTool, faultBusy, faultKey,
}

// faulted are the faults that a schedule brings. Half bring none: what fifty bring
// together still lets something through.
func faulted(seed uint64, i int) []fault {
	r := rand.New(rand.NewPCG(seed, 1<<32+uint64(i)))
	if r.IntN(2) == 0 {
		return nil
	}
	f := fault{kind: usual[r.IntN(len(usual))], back: r.IntN(2), tool: toolNames[r.IntN(len(toolNames))]}
	f.at = time.Duration(r.Int64N(int64(saysFor)))
	f.last = time.Duration(100+r.IntN(2000)) * time.Millisecond
	f.last = min(f.last, worldEnds-f.at)
	f.by = []time.Duration{time.Hour, -time.Hour}[r.IntN(2)]
	return []fault{f}
}

// String says what goes wrong, when and for how long.
func (f fault) String() string {
	return fmt.Sprintf("%s at %s for %s (tool %s, process %d, clock %s)", f.kind, f.at, f.last, f.tool, f.back, f.by)
}

// nemesis brings the faults of a plan about, and ends them.
type nemesis struct {
	*epoch
	mu      sync.Mutex
	weather map[faultKind]int            // how many of a kind last
	trouble map[string]map[faultKind]int // of a tool
	group   sync.WaitGroup
	errs    []error
}

// run returns when all of them are over.
func (n *nemesis) run() {
	begun := time.Now()
	for _, f := range n.plan.faults {
		time.Sleep(time.Until(begun.Add(f.at)))
		n.group.Go(func() {
			if err := n.strike(f); err != nil {
				n.mu.Lock()
				n.errs = append(n.errs, fmt.Errorf("%s: %w", f.kind, err))
				n.mu.Unlock()
			}
		})
	}
	n.group.Wait()
}

// strike brings a fault about, and counts it when it was met.
func (n *nemesis) strike(f fault) error {
	where := f.where()
	before := n.calls.to(where)
	err := n.bring(f)
	if where != "" && n.calls.to(where) > before {
		n.met.add(f.kind, 1)
	}
	return err
}

func (n *nemesis) bring(f fault) error {
	switch f.kind {
	case faultKill:
		n.met.add(f.kind, 1)
		return n.backs[f.back].restart(f.last / 4)
	case faultFlush:
		if n.redis.flush() == nil { // it may be gone just now: then it forgets anyway
			n.met.add(f.kind, 1)
		}
		return nil
	case faultRedis:
		return n.alone("redis", func() error { n.met.add(f.kind, 1); return n.redis.restart(f.last / 2) })
	case faultDatabase:
		return n.alone("database", func() error { n.met.add(f.kind, 1); return n.database.Restart(n.t.Context()) })
	case faultClock:
		return n.jump(f)
	case faultRevoked:
		defer time.Sleep(f.last)
		return n.faults(true)
	case faultLossy, faultShopify, faultStorm:
		if err := n.change(f.kind, 1); err != nil {
			return err
		}
		time.Sleep(f.last)
		return n.change(f.kind, -1)
	default:
		n.troubles(f, 1)
		time.Sleep(f.last)
		n.troubles(f, -1)
		return nil
	}
}

// alone does something unless it is under way.
func (n *nemesis) alone(name string, do func() error) error {
	if !n.busy[name].TryLock() {
		return nil
	}
	defer n.busy[name].Unlock()
	return do()
}

func (n *nemesis) change(kind faultKind, by int) error {
	n.mu.Lock()
	n.weather[kind] += by
	n.mu.Unlock()
	return n.faults(false)
}

// faults tells the door and the shop how things are.
func (n *nemesis) faults(revoke bool) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.door.lossy.Store(int64(min(n.weather[faultLossy], 1) * 30))
	now := map[string]any{"revoke_token": revoke}
	if n.weather[faultShopify] > 0 {
		now["error_rate"], now["drop_after_commit_rate"], now["duplicate_webhooks"], now["reorder_webhooks"] = 0.2, 0.2, true, true
	}
	if n.weather[faultStorm] > 0 {
		now["throttle"] = map[string]any{"restore_rate": 30, "bucket": 200}
	}
	return n.tell(http.MethodPost, n.shop+"/_sandbox/faults", now)
}

// troubles tells a tool's accounts how they misbehave.
func (n *nemesis) troubles(f fault, by int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	of := n.trouble[f.tool]
	if of == nil {
		of = map[faultKind]int{}
		n.trouble[f.tool] = of
	}
	of[f.kind] += by
	t := integrations.Trouble{Revoked: of[faultKey] > 0, Busy: of[faultBusy] > 0}
	if of[faultTool] > 0 {
		t.Errors, t.LostAnswers = 0.2, 0.2
	}
	for _, shop := range chaosShops {
		n.tools[f.tool].Trouble(accountOf(shop), t)
	}
}

// jump puts the clock of a process an hour forward or back, and right again.
func (n *nemesis) jump(f fault) error {
	return n.alone(fmt.Sprint("clock", f.back), func() error {
		if err := n.dial.put(f.by).write(n.backs[f.back].clockFile); err != nil {
			return err
		}
		time.Sleep(f.last)
		return n.dial.write(n.backs[f.back].clockFile)
	})
}

// toolNames are all tools, in the order of their names.
var toolNames = []string{"brevo", "hubspot", "klaviyo", "mailchimp", "omnisend", "salesmanago", "webhook"}
