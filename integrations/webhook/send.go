package webhook

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// send posts a message, signed, and classes the answer.
func (c conn) send(ctx context.Context, m message) integrations.Outcome {
	now := c.client.Now()
	body, err := json.Marshal(m.dated(now))
	if err != nil {
		return integrations.Outcome{Class: integrations.Bug, Reason: "the message could not be written"}
	}
	answer, err := c.client.Do(ctx, client.Request{
		Method: http.MethodPost, URL: c.url, Body: body, Bucket: c.bucket, Within: within, Most: mostRead,
		Header: http.Header{
			// Names are sent as the standard writes them.
			"webhook-id": {m.ID}, "webhook-timestamp": {strconv.FormatInt(now.Unix(), 10)}, "webhook-signature": {signature(c.secrets, m.ID, now, body)},
			"Content-Type": {"application/json"},
		},
	})
	o := client.Outcome(answer, err)
	if err != nil {
		return o
	}
	if told, ok := meaning(answer); ok {
		o.Class, o.Reason, o.After = told.Class, told.Reason, told.After
	}
	if o.Class != integrations.OK {
		o.Excerpt = client.Excerpt(answer)
	}
	return o
}

// meaning is what Standard Webhooks has an answer mean where a merchant's server means it
// otherwise than vendors do.
func meaning(r client.Response) (o integrations.Outcome, ok bool) {
	switch s := r.Status; {
	case s >= 300 && s < 400:
		o = integrations.Outcome{Class: integrations.Config, Reason: "your server answers with a redirect, which is not followed: fill in the address it leads to"}
	case s == http.StatusUnauthorized:
		o = integrations.Outcome{Class: integrations.Auth, Reason: "your server refuses the signature (401): compare the signing secrets"}
	case s == http.StatusForbidden:
		o = integrations.Outcome{Class: integrations.Scope, Reason: "your server does not let us in (403): look for a firewall"}
	case s == http.StatusNotFound:
		o = integrations.Outcome{Class: integrations.Transient, Reason: "there is nothing at the address (404): is the server up?"}
	case s == http.StatusGone:
		o = integrations.Outcome{Class: integrations.Retired, Reason: "your server wants no more messages (410): fill in another address, or disconnect it"}
	case s == http.StatusServiceUnavailable && r.Header.Get("Retry-After") != "":
		o = integrations.Outcome{Class: integrations.Throttled, After: client.RetryAfter(r), Reason: "your server asks us to wait (503)"}
	case s >= 400 && s < 500 && s != http.StatusTooManyRequests && s != http.StatusRequestTimeout:
		o = integrations.Outcome{Class: integrations.Rejected, Reason: "your server refuses the message (" + strconv.Itoa(s) + ")"}
	default:
		return o, false
	}
	return o, true
}
