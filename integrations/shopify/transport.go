package shopify

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/askwell/askwell/app"
)

// The largest answer read from Shopify, and the longest wait for one.
const (
	maxAnswer   = 16 << 20
	callTimeout = 30 * time.Second
)

// transport sends requests to the base (the sandbox) when there is one, bounds
// what comes back, and keeps what go-shopify drops: status, error codes and
// paths, cost, version.
type transport struct {
	base *url.URL
	next http.RoundTripper
}

func newClient(base *url.URL, next http.RoundTripper) *http.Client {
	if next == nil {
		own := http.DefaultTransport.(*http.Transport).Clone()
		own.MaxIdleConnsPerHost = 16 // the default of 2 reconnects all the time when one shop is busy
		next = own
	}
	return &http.Client{
		Transport: transport{base: base, next: next},
		// A redirect would carry the token or the secret to wherever it points.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// RoundTrip implements http.RoundTripper.
func (t transport) RoundTrip(request *http.Request) (*http.Response, error) {
	if t.base != nil {
		shop := request.URL.Host
		request = request.Clone(request.Context())
		request.URL.Scheme, request.URL.Host, request.Host = t.base.Scheme, t.base.Host, shop
	}
	response, err := t.next.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	_ = response.Body.Close()
	if err != nil {
		return nil, err
	}
	if len(body) > maxAnswer {
		return nil, app.Errorf(app.TooLarge, "Shopify's answer is over %d bytes", maxAnswer)
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	if seen, ok := request.Context().Value(callKey{}).(*call); ok {
		seen.read(response, body)
	}
	return response, nil
}

// call is what one request came back with.
type call struct {
	status     int
	version    string // the version Shopify really answered with
	requestID  string
	retryAfter time.Duration
	decoded    bool // the body was a GraphQL answer
	errors     GraphErrors
	cost       Cost
}

type callKey struct{}

func withCall(ctx context.Context) (context.Context, *call) {
	seen := new(call)
	return context.WithValue(ctx, callKey{}, seen), seen
}

// Cost is what Shopify charged for one call, and the shop's bucket after it.
type Cost struct {
	Requested int     `json:"requestedQueryCost"`
	Actual    float64 `json:"actualQueryCost"` // 0 when throttled
	Status    struct {
		Maximum   float64 `json:"maximumAvailable"`
		Available float64 `json:"currentlyAvailable"`
		Rate      float64 `json:"restoreRate"` // points a second
	} `json:"throttleStatus"`
}

func (c *call) read(response *http.Response, body []byte) {
	c.status = response.StatusCode
	c.version = response.Header.Get("X-Shopify-Api-Version")
	c.requestID = response.Header.Get("X-Request-Id")
	if seconds, err := strconv.ParseFloat(response.Header.Get("Retry-After"), 64); err == nil && seconds > 0 {
		c.retryAfter = time.Duration(min(seconds, 3600) * float64(time.Second))
	}
	if c.status != http.StatusOK {
		return
	}
	var answer struct {
		Errors     GraphErrors `json:"errors"`
		Extensions struct {
			Cost Cost `json:"cost"`
		} `json:"extensions"`
	}
	c.decoded = json.Unmarshal(body, &answer) == nil
	c.errors, c.cost = answer.Errors, answer.Extensions.Cost
}
