package client

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// usualWait is how long a destination that is too busy to say so is left alone.
const usualWait = 10 * time.Second

// Outcome classes an answer, or the error of a call that brought none, the way most
// vendors mean it. An adapter looks first at what its own means otherwise. The reason is
// ours: the vendor's words may name a person.
func Outcome(r Response, err error) integrations.Outcome {
	if err != nil {
		return failed(err)
	}
	o := integrations.Outcome{Status: r.Status, Class: integrations.OK}
	switch s := r.Status; {
	case s >= 200 && s < 300:
	case s == http.StatusUnauthorized:
		o.Class, o.Reason = integrations.Auth, "the credentials were refused: connect it again"
	case s == http.StatusPaymentRequired, s == http.StatusForbidden:
		o.Class, o.Reason = integrations.Scope, "the account does not permit this: check the key's permissions and the plan"
	case s == http.StatusNotFound:
		o.Class, o.Reason = integrations.Missing, "what was to be changed is not there"
	case s == http.StatusConflict:
		o.Class, o.Reason = integrations.Conflict, "another contact has what names this one"
	case s == http.StatusGone:
		o.Class, o.Reason = integrations.Retired, "this version of the API has been retired: update the app"
	case s == http.StatusTooManyRequests:
		o.Class, o.After, o.Reason = integrations.Throttled, RetryAfter(r), "over the rate limit"
	case s == http.StatusRequestTimeout, s >= 500:
		o.Class, o.Reason = integrations.Transient, "the destination is in trouble"
	case s >= 300 && s < 400:
		o.Class, o.Reason = integrations.Bug, "the destination answered with a redirect, which is not followed"
	case s == http.StatusRequestEntityTooLarge, s == http.StatusUnsupportedMediaType, s == http.StatusMethodNotAllowed:
		o.Class, o.Reason = integrations.Bug, "the destination did not understand the call"
	default:
		o.Class, o.Reason = integrations.Rejected, "the destination refused the change"
	}
	return o
}

func failed(err error) integrations.Outcome {
	switch app.KindOf(err) {
	case app.Throttled:
		var throttled *app.Error
		errors.As(err, &throttled)
		return integrations.Outcome{Class: integrations.Throttled, After: max(throttled.After, time.Millisecond), Reason: "the destination's budget is used up"}
	case app.Invalid:
		return integrations.Outcome{Class: integrations.Config, Reason: "the address must not be called"}
	case app.Unavailable:
		if Unheard(err) {
			return integrations.Outcome{Class: integrations.Ambiguous, Reason: "the answer was lost"}
		}
		return integrations.Outcome{Class: integrations.Transient, Reason: "the destination could not be reached"}
	default:
		return integrations.Outcome{Class: integrations.Bug, Reason: "the call could not be made"}
	}
}

// Error is a failed answer as an error for Check and reads, nil for one that is fine.
// Errors: Unauthorized, Forbidden, NotFound, Conflict, Throttled, Rejected, Unavailable.
func Error(o integrations.Outcome) error {
	switch o.Class {
	case integrations.OK:
		return nil
	case integrations.Throttled:
		return app.ThrottledFor(o.After, o.Reason)
	}
	return app.Errorf(kinds[o.Class], "%s", o.Reason)
}

var kinds = map[integrations.Class]app.Kind{
	integrations.Auth: app.Unauthorized, integrations.Scope: app.Forbidden, integrations.Missing: app.NotFound,
	integrations.Conflict: app.Conflict, integrations.Transient: app.Unavailable, integrations.Ambiguous: app.Unavailable,
	integrations.Rejected: app.Rejected, integrations.Blocked: app.Rejected, integrations.Config: app.Invalid,
	integrations.Retired: app.Rejected, integrations.Bug: app.Internal,
}

// RetryAfter reads how long to wait, in seconds or as a date, between a second and an hour.
func RetryAfter(r Response) time.Duration {
	text := r.Header.Get("Retry-After")
	wait := usualWait
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && !math.IsNaN(seconds) {
		wait = time.Duration(min(max(seconds, 0), 3600) * float64(time.Second))
	} else if at, err := http.ParseTime(text); err == nil {
		wait = time.Until(at)
	}
	return min(max(wait, time.Second), time.Hour)
}
