package omnisend

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// Omnisend accepts that tags are taken off, and does it a moment later: until then they
// look like the merchant's, and one that is put on again would be lost.
const (
	lookAgain   = time.Second
	longestLook = 8 * time.Second
)

// forgetRemoval is when one that may have been accepted is not waited for any more.
const forgetRemoval = time.Minute

// removals are the tags that were to be taken off people of late. It is what this process
// knows; whoever takes over from a dead one comes later than Omnisend needs.
type removals struct {
	mu    sync.Mutex
	since map[string]map[string]time.Time // by whose they are and by tag
}

func newRemovals() *removals { return &removals{since: map[string]map[string]time.Time{}} }

func (r *removals) begin(whose string, tags []string, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.since) >= mostKnown {
		clear(r.since)
	}
	if r.since[whose] == nil {
		r.since[whose] = map[string]time.Time{}
	}
	for _, tag := range tags {
		r.since[whose][tag] = now
	}
}

// pending forgets what is over, and reports whether any tag that matters and that somebody
// still has is to go.
func (r *removals) pending(whose string, has, matter []string, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	any := false
	for tag, since := range r.since[whose] {
		if !slices.Contains(has, tag) || now.Sub(since) > forgetRemoval {
			delete(r.since[whose], tag)
			continue
		}
		any = any || slices.Contains(matter, tag)
	}
	if len(r.since[whose]) == 0 {
		delete(r.since, whose)
	}
	return any
}

// settled reads somebody once none of some tags is on its way off her.
func (c conn) settled(ctx context.Context, email string, tags []string) (held *contact, o integrations.Outcome) {
	look := func() (bool, integrations.Outcome) {
		held, o = c.get(ctx, email)
		return held == nil || !c.removals.pending(c.whose(email), held.Tags, tags, c.client.Now()), o
	}
	if done, o := look(); done || o.Class != integrations.OK {
		return held, o
	}
	o = client.Until(ctx, lookAgain, longestLook, look)
	return held, o
}

func (c conn) whose(email string) string { return c.account + "/" + email }
