package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

const (
	heartbeat     = 15 * time.Second
	writePatience = 10 * time.Second      // a reader slower than this is let go, and resumes
	gather        = 50 * time.Millisecond // a request and its answer often come together
	maxStreams    = 200
)

// getStream tells of entries as they come: "entry" with an entry, without
// headers and bodies, for a new one and for each new version; "reset" when what
// was told before is to be forgotten, with how many entries
// of the past follow and the sandbox's time. It resumes after Last-Event-ID, or ?after=.
func (l *Ledger) getStream(w http.ResponseWriter, r *http.Request) {
	f, err := readFilter(r.URL.Query())
	if err != nil {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	if l.streams.Add(1) > maxStreams {
		l.streams.Add(-1)
		w.Header().Set("Retry-After", "5")
		refuse(w, http.StatusServiceUnavailable, errors.New("too many are watching"))
		return
	}
	defer l.streams.Add(-1)
	place := first(r.Header.Get("Last-Event-ID"), r.URL.Query().Get("after"))
	s := eventStream{w, http.NewResponseController(w)}
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if s.send("retry: 1000\n\n") == nil {
		s.follow(r.Context(), l.Subscribe(f, place))
	}
}

type eventStream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

// follow sends batches until the reader leaves, is too slow, or the ledger ends.
func (s eventStream) follow(ctx context.Context, feed *Subscription) {
	for {
		batch, err := nextWithin(ctx, feed, heartbeat)
		switch {
		case err == nil:
			err = s.sendBatch(feed.ledger, batch)
		case errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil:
			err = s.send(": still here\n\n")
		}
		if err != nil || !wait(ctx, gather) {
			return
		}
	}
}

func nextWithin(ctx context.Context, feed *Subscription, d time.Duration) (Batch, error) {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	return feed.Next(ctx)
}

// sendBatch writes event by event: each has the deadline anew.
func (s eventStream) sendBatch(l *Ledger, b Batch) error {
	if b.Reset {
		if err := s.send(fmt.Sprintf("event: reset\ndata: {\"entries\":%d,\"now\":%q}\n\n", len(b.Entries), l.Now().UTC().Format(time.RFC3339Nano))); err != nil {
			return err
		}
	}
	for _, e := range b.Entries {
		text, err := json.Marshal(newView(e, true))
		if err != nil {
			return err
		}
		if err := s.send(fmt.Sprintf("event: entry\nid: %s\ndata: %s\n\n", l.Place(e), text)); err != nil {
			return err
		}
	}
	return nil
}

func (s eventStream) send(text string) error {
	if err := s.control.SetWriteDeadline(time.Now().Add(writePatience)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if _, err := s.w.Write([]byte(text)); err != nil {
		return err
	}
	return s.control.Flush()
}

func wait(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
