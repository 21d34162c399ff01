package brevo

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// Four fifths of what every account may (developers.brevo.com, "Rate limits", General):
// contacts and events 10 a second and 36,000 an hour each, and all that is not listed 100
// an hour together, half of them at once.
const (
	host         = "https://api.brevo.com/v3"
	perSecond    = 8
	unlisted     = 40.0 / 3600
	unlistedOnce = 40
)

// call makes one call of the API.
func (c *conn) call(ctx context.Context, method, path string, body any) (client.Response, integrations.Outcome) {
	r, err := c.client.Do(ctx, client.Request{
		Method: method, URL: host + path, Header: http.Header{"Api-Key": {c.key}}, Body: body, Bucket: c.bucket(path), Seen: seen,
	})
	return r, outcome(r, err)
}

func (c *conn) bucket(path string) integrations.Bucket {
	family, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch family, _, _ = strings.Cut(family, "?"); family {
	case "contacts", "events":
		return integrations.Bucket{Key: c.account + "/" + family, Rate: perSecond}
	default:
		return integrations.Bucket{Key: c.account + "/unlisted", Rate: unlisted, Burst: unlistedOnce}
	}
}

// read decodes what a call brings. Errors: Unauthorized, Forbidden, NotFound, Throttled,
// Unavailable.
func (c *conn) read(ctx context.Context, path string, into any) error {
	r, o := c.call(ctx, http.MethodGet, path, nil)
	return client.Error(decoded(o, r.Body, into))
}

// contact is the path of a person.
func contact(email string) string { return "/contacts/" + url.PathEscape(strings.ToLower(email)) }

// fault is what Brevo says when it refuses. Its message is not shown: it can name her.
type fault struct {
	Code string `json:"code"`
}

// outcome classes an answer.
func outcome(r client.Response, err error) integrations.Outcome {
	o := client.Outcome(r, err)
	if err != nil || o.Class == integrations.OK {
		return o
	}
	var f fault
	_ = json.Unmarshal(r.Body, &f) // what is no fault of Brevo's has no code
	o.Excerpt = client.Excerpt(r)
	switch {
	case o.Class == integrations.Throttled:
		o.After, o.Reason = reset(r), "over Brevo's rate limit"
	case r.Status == http.StatusPaymentRequired:
		o.Reason = "the Brevo account has no credits left, or its plan does not include this"
	case f.Code == "account_under_validation":
		o.Class, o.Reason = integrations.Scope, "Brevo has not validated the account yet"
	case f.Code == "duplicate_parameter":
		o.Class, o.Reason = integrations.Conflict, "another contact has what names this one"
	case f.Code == "permission_denied", f.Code == "reseller_permission_denied":
		o.Class, o.Reason = integrations.Scope, "the account does not permit this"
	case r.Status == http.StatusBadRequest:
		o.Reason = "Brevo did not take it"
	}
	return o
}

// decoded reads an answer that is fine.
func decoded(o integrations.Outcome, answer []byte, into any) integrations.Outcome {
	if o.Class == integrations.OK && json.Unmarshal(answer, into) != nil {
		o.Class, o.Reason = integrations.Transient, "the answer could not be read"
	}
	return o
}

// reset is when there is room again. Brevo says it in a header of its own, in seconds.
func reset(r client.Response) time.Duration {
	seconds, err := strconv.Atoi(r.Header.Get("X-Sib-Ratelimit-Reset"))
	if err != nil {
		return client.RetryAfter(r)
	}
	return time.Duration(min(max(seconds, 1), 3600)) * time.Second
}

// seen tells the pacer.
func seen(r client.Response) integrations.Seen {
	if r.Status == http.StatusTooManyRequests {
		return integrations.Seen{Throttled: true, After: reset(r)}
	}
	return integrations.Seen{}
}
