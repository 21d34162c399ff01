package klaviyo

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

const (
	base      = "https://a.klaviyo.com"
	revision  = "2026-07-15"
	mediaType = "application/vnd.api+json"
)

// endpoint is one limit: Klaviyo counts each endpoint of an account by itself, in fixed
// windows of a second and of a minute.
type endpoint struct {
	name   string
	minute float64 // calls; the steady limit
	second float64 // calls; the burst limit
}

// The endpoints, with the limits of Klaviyo's reference. It has 750 in one place and 700
// in another for most: the smaller counts.
var (
	accounts     = endpoint{"accounts", 15, 1}
	getProfiles  = endpoint{"profiles", 700, 75}
	putProfile   = endpoint{"profile-import", 700, 75}
	getLists     = endpoint{"lists", 700, 75}
	getMembers   = endpoint{"list-members", 700, 75}
	putMembers   = endpoint{"list-membership", 150, 10}
	postEvent    = endpoint{"events", 3500, 350}
	subscribing  = endpoint{"subscribe", 700, 75}
	unsubscribed = endpoint{"unsubscribe", 700, 75}
	imports      = endpoint{"imports", 150, 10}
	deletions    = endpoint{"deletions", 60, 3}
)

// share is how much of a limit we take: the shop's other apps need some, too.
const share = 0.8

// bucket spreads what a minute allows evenly: who used it up in ten seconds would hold up
// the merchant's flows for fifty.
func (c conn) bucket(e endpoint) integrations.Bucket {
	rate := e.minute / 60 * share
	return integrations.Bucket{Key: "klaviyo/" + c.account + "/" + e.name, Rate: rate, Burst: min(max(rate, 1), e.second)}
}

// call makes one call. Where it went well and into is not nil, that holds the answer.
func (c conn) call(ctx context.Context, at endpoint, method, path string, body, into any) integrations.Outcome {
	answer, err := c.client.Do(ctx, client.Request{
		Method: method, URL: base + path, Body: body, Bucket: c.bucket(at), Seen: seen,
		Header: http.Header{
			"Authorization": {c.authorization}, "Revision": {revision}, "Accept": {mediaType}, "Content-Type": {mediaType},
		},
	})
	o := classify(answer, err)
	if err != nil && ctx.Err() != nil {
		o = integrations.Outcome{Class: integrations.Ambiguous, Reason: "there was no time left for Klaviyo"}
	}
	if o.Class == integrations.OK && into != nil && answer.Decode(into) != nil {
		o = integrations.Outcome{Class: integrations.Transient, Status: answer.Status, Reason: "Klaviyo's answer could not be read"}
	}
	return o
}

// seen reads how a limit stands. What is left of a window is told so that it can be
// stopped before a refusal; it is no measure of how much may be sent at once.
func seen(r client.Response) integrations.Seen {
	if r.Status == http.StatusTooManyRequests {
		return integrations.Seen{Throttled: true, After: client.RetryAfter(r)}
	}
	left, err := strconv.Atoi(r.Header.Get("RateLimit-Remaining"))
	if err != nil || left > 0 {
		return integrations.Seen{}
	}
	reset, _ := strconv.Atoi(r.Header.Get("RateLimit-Reset")) // without it: a second
	return integrations.Seen{After: time.Duration(min(max(reset, 1), 60)) * time.Second}
}

// reference is how Klaviyo's documents point at something.
type reference struct {
	Type string `json:"type"`
	ID   string `json:"id,omitempty"`
}

type data[T any] struct {
	Data T `json:"data"`
}

// page is an answer with more to come.
type page[T any] struct {
	Data  []T `json:"data"`
	Links struct {
		Next string `json:"next"`
	} `json:"links"`
}
