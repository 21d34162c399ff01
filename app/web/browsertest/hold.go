package browsertest

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// mostHeld is how many requests can wait at once: a page asks for a dozen.
const mostHeld = 1000

// Hold has every request wait whose address is like a pattern, in which * is anything,
// until they are let go.
func (w *Window) Hold(pattern string) (letGo func()) {
	w.t.Helper()
	return w.catch(pattern, func(context.Context, fetch.RequestID) error { return nil })
}

// Refuse answers every request whose address is like a pattern as a server does that is
// broken, until they are let go.
func (w *Window) Refuse(pattern string) (letGo func()) {
	w.t.Helper()
	return w.catch(pattern, func(ctx context.Context, id fetch.RequestID) error {
		_, err := chromedp.Call(ctx, fetch.FulfillRequest, fetch.FulfillRequestParams{
			RequestID: id, ResponseCode: 500, ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: "application/problem+json"}},
			Body: []byte(`{"title": "Something went wrong."}`),
		})
		return err
	})
}

// catch hands on the requests that come: the window's own loop may not wait for an answer.
func (w *Window) catch(pattern string, with func(context.Context, fetch.RequestID) error) (letGo func()) {
	w.t.Helper()
	ctx, stop := context.WithCancel(w.ctx)
	caught, done := make(chan fetch.RequestID, mostHeld), make(chan struct{})
	require.NoError(w.t, chromedp.Listen(ctx, func(event any) {
		if paused, is := event.(*fetch.EventRequestPaused); is {
			select {
			case caught <- paused.RequestID:
			default: // it waits for ever, and the page with it
			}
		}
	}))
	go func() {
		defer close(done)
		for {
			select {
			case <-ctx.Done():
				return
			case id := <-caught:
				_ = with(ctx, id) // who has gone away asks no more
			}
		}
	}()
	enable(w, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: pattern}}})
	return func() {
		enable(w, fetch.Disable, cdp.Empty{}) // what still waits goes on
		stop()
		<-done
	}
}
