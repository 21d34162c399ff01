// Package client owns how destinations are called over HTTP: one client for all of them,
// which keeps to their budgets, bounds what comes back, never follows a redirect, speaks
// to public addresses over https alone, and logs neither what is said nor about whom. And
// it owns what is the same wherever people are told of one by one.
package client

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// What one call may take and bring back at most.
const (
	timeout   = 30 * time.Second
	maxAnswer = 4 << 20
)

// Config is what a client needs.
type Config struct {
	// Pacer keeps calls within budgets; nil for no limit.
	Pacer integrations.Pacer
	// Route is where the calls to a host really go, nil for the host itself: the sandbox
	// answers for the vendors it plays.
	Route  func(host string) *url.URL
	Logger *slog.Logger
	Now    func() time.Time // the clock; time.Now when nil
}

// Client calls destinations. Safe for concurrent use.
type Client struct {
	pacer integrations.Pacer
	route func(host string) *url.URL
	log   *slog.Logger
	now   func() time.Time
	open  *http.Client // to the world: public addresses alone
	inner *http.Client // to where a route leads
}

// New makes a client.
func New(c Config) *Client {
	made := &Client{pacer: c.Pacer, route: c.Route, log: c.Logger, now: c.Now, open: newHTTP(guarded(nil)), inner: newHTTP(plain())}
	if made.route == nil {
		made.route = func(string) *url.URL { return nil }
	}
	if made.now == nil {
		made.now = time.Now
	}
	if made.log == nil {
		made.log = slog.New(slog.DiscardHandler)
	}
	return made
}

// Now is the clock that calls are dated by: the sandbox's own where there is one.
func (c *Client) Now() time.Time { return c.now() }

func newHTTP(t http.RoundTripper) *http.Client {
	return &http.Client{
		Transport: t,
		// A redirect would carry the key to wherever it points.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Request is one call.
type Request struct {
	Method string
	URL    string // https
	Header http.Header
	Body   any // nil, []byte as it is, or anything else as JSON
	Bucket integrations.Bucket
	Cost   float64 // of the bucket; 0: one

	Within time.Duration // the answer has to be there; 0: 30 s
	// Most is how many bytes of the answer are of interest: what is beyond is left unread.
	// 0: 4 MB, and a longer answer is a failure.
	Most int64

	// Seen reads what an answer tells of the bucket; nil: 429 and Retry-After alone.
	Seen func(Response) integrations.Seen
}

// Response is what came back.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
	Took   time.Duration
}

// Decode reads the body as JSON. Errors: Unavailable when it is none.
func (r Response) Decode(into any) error {
	if err := json.Unmarshal(r.Body, into); err != nil {
		return &app.Error{Kind: app.Unavailable, Message: "the answer could not be read", Err: err}
	}
	return nil
}

// Do makes one call. An answer of any status is no error. Errors: Throttled when the
// budget is used up; Invalid for an address that must not be called; Unavailable, of
// which Unheard tells whether it may have happened.
func (c *Client) Do(ctx context.Context, r Request) (Response, error) {
	out, inner, err := c.request(ctx, r)
	if err != nil {
		return Response{}, err
	}
	ticket, err := c.take(ctx, r)
	if err != nil {
		return Response{}, err
	}
	start := time.Now()
	answer, err := c.send(out, inner, r)
	answer.Took = time.Since(start)
	ticket.Return(context.WithoutCancel(ctx), seen(r, answer, err))
	c.log.DebugContext(ctx, "destination called", "bucket", r.Bucket.Key, "method", r.Method, "status", answer.Status, "took", answer.Took)
	return answer, err
}

func (c *Client) take(ctx context.Context, r Request) (integrations.Ticket, error) {
	if c.pacer == nil || r.Bucket.Key == "" {
		return free{}, nil
	}
	return c.pacer.Take(ctx, r.Bucket, cmp.Or(r.Cost, 1))
}

type free struct{}

func (free) Return(context.Context, integrations.Seen) {}

func seen(r Request, answer Response, err error) integrations.Seen {
	switch {
	case err != nil:
		return integrations.Seen{}
	case r.Seen != nil:
		return r.Seen(answer)
	case answer.Status == http.StatusTooManyRequests:
		return integrations.Seen{Throttled: true, After: RetryAfter(answer)}
	default:
		return integrations.Seen{}
	}
}

// request builds the call and finds its way.
func (c *Client) request(ctx context.Context, r Request) (out *http.Request, inner bool, err error) {
	address, err := Address(r.URL)
	if err != nil {
		return nil, false, err
	}
	if to := c.route(address.Hostname()); to != nil {
		inner, address = true, along(to, address)
	}
	body, ok := r.Body.([]byte)
	if !ok && r.Body != nil {
		if body, err = json.Marshal(r.Body); err != nil {
			return nil, false, fmt.Errorf("body of a call: %w", err)
		}
	}
	out, err = http.NewRequestWithContext(ctx, r.Method, address.String(), bytes.NewReader(body))
	if err != nil {
		return nil, false, app.Errorf(app.Invalid, "not a call that can be made")
	}
	for name, values := range r.Header {
		out.Header[name] = values
	}
	if r.Body != nil && out.Header.Get("Content-Type") == "" {
		out.Header.Set("Content-Type", "application/json")
	}
	if out.Header.Get("Accept") == "" {
		out.Header.Set("Accept", "application/json")
	}
	out.Header.Set("User-Agent", "Askwell")
	return out, inner, nil
}

// along is an address behind another, with its path as it is written.
func along(to, address *url.URL) *url.URL {
	routed := *to
	routed.Path, routed.RawPath = to.Path+address.Path, to.EscapedPath()+address.EscapedPath()
	routed.RawQuery = address.RawQuery
	return &routed
}

// send makes the call and reads the answer as far as it may go.
func (c *Client) send(out *http.Request, inner bool, r Request) (Response, error) {
	ctx, cancel := context.WithTimeout(out.Context(), cmp.Or(r.Within, timeout))
	defer cancel()
	by := c.open
	if inner {
		by = c.inner
	}
	var sent atomic.Bool
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { sent.Store(true) }}
	answer, err := by.Do(out.WithContext(httptrace.WithClientTrace(ctx, trace)))
	if err != nil {
		return Response{}, failure(err, sent.Load() || out.Context().Err() != nil)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, cmp.Or(r.Most, maxAnswer+1)))
	if err == nil && len(body) > maxAnswer {
		err = fmt.Errorf("the answer is over %d bytes", maxAnswer)
	}
	if err != nil {
		return Response{Status: answer.StatusCode}, &app.Error{Kind: app.Unavailable, Message: "the answer broke off", Err: unheard(err)}
	}
	return Response{Status: answer.StatusCode, Header: answer.Header, Body: body}, nil
}
