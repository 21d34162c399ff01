package shopify

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// GraphError is one entry of an answer's "errors": the call, or the part of it
// at Path, failed.
type GraphError struct {
	Message    string `json:"message"`
	Path       []any  `json:"path"` // aliases and list positions, empty for the whole call
	Extensions struct {
		Code string `json:"code"`
	} `json:"extensions"`
}

// GraphErrors is the cause of the error of a call that was refused in whole or
// in part.
type GraphErrors []GraphError

// Error names the codes and where they hit. Messages may quote what was sent,
// which may be a shopper's words, so only those without a code are told.
func (e GraphErrors) Error() string {
	parts := make([]string, 0, len(e))
	for _, one := range e {
		what := one.Extensions.Code
		if what == "" {
			what = clip(one.Message, 120)
		}
		if len(one.Path) > 0 {
			what += fmt.Sprintf(" at %v", one.Path)
		}
		parts = append(parts, what)
	}
	return strings.Join(parts, ", ")
}

// UserError is a mutation's refusal of what was asked.
type UserError struct {
	Field   []string `json:"field"`
	Code    string   `json:"code"`
	Message string   `json:"message"`
}

// UserErrors is the cause of the error of a refused mutation.
type UserErrors []UserError

// Error names fields and codes; see GraphErrors about messages.
func (e UserErrors) Error() string {
	parts := make([]string, 0, len(e))
	for _, one := range e {
		what := one.Code
		if what == "" {
			what = clip(one.Message, 120)
		}
		parts = append(parts, strings.TrimPrefix(strings.Join(one.Field, ".")+" "+what, " "))
	}
	return strings.Join(parts, ", ")
}

// graphKinds says what a GraphQL error code means. Codes not listed are ours to
// fix: Internal.
var graphKinds = map[string]app.Kind{
	"ACCESS_DENIED":         app.Forbidden,
	"SHOP_INACTIVE":         app.Forbidden,
	"UNAUTHORIZED":          app.Unauthorized,
	"INTERNAL_SERVER_ERROR": app.Unavailable,
	"TIMEOUT":               app.Unavailable,
}

func (e GraphErrors) has(code string) bool {
	for _, one := range e {
		if one.Extensions.Code == code {
			return true
		}
	}
	return false
}

func (e GraphErrors) err() error {
	kind := app.Internal
	for _, one := range e {
		if k, ok := graphKinds[one.Extensions.Code]; ok {
			kind = k
			break
		}
	}
	return &app.Error{Kind: kind, Message: "Shopify refused the call", Err: e}
}

// statusError is the error of an HTTP status that is not 200.
func statusError(seen *call) error {
	switch s := seen.status; {
	case s == http.StatusUnauthorized:
		return app.Errorf(app.Unauthorized, "Shopify does not accept our access to this shop")
	case s == http.StatusPaymentRequired, s == http.StatusForbidden, s == http.StatusLocked:
		return app.Errorf(app.Forbidden, "Shopify does not let us into this shop (status %d)", s)
	case s == http.StatusNotFound:
		return app.Errorf(app.NotFound, "Shopify does not know this shop")
	case s == http.StatusTooManyRequests:
		return app.ThrottledFor(max(seen.retryAfter, time.Second), "Shopify asks us to slow down")
	case s >= http.StatusInternalServerError:
		return app.Errorf(app.Unavailable, "Shopify answered with status %d", s)
	default:
		return app.Errorf(app.Internal, "Shopify answered with status %d", s)
	}
}

// unreachable is the error of a request that got no answer: it may have
// happened or not.
func unreachable(err error) error {
	return &app.Error{Kind: app.Unavailable, Message: "Shopify could not be reached", Err: err}
}

// clip cuts a text to a number of bytes, between characters.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "")
}

// element is the position in the call's list that the error names. It is in the
// path, ["metafields","3","value"]: elementIndex counts within a list value and
// is null otherwise.
func (e UserError) element() (int, bool) {
	if len(e.Field) < 2 {
		return 0, false
	}
	i, err := strconv.Atoi(e.Field[1])
	return i, err == nil
}

// at is the error of the mutation with that alias, nil when it ran.
func (e GraphErrors) at(alias string) error {
	for _, one := range e {
		if one.Path[0] == any(alias) {
			return GraphErrors{one}.err()
		}
	}
	return nil
}

// refusal says what a userError means. What was sent is cut out of Shopify's
// message: it may be a shopper's words.
func refusal(e UserError, what string, sent ...string) integrations.Outcome {
	class := integrations.Rejected
	switch e.Code {
	case "INTERNAL_ERROR", "STALE_OBJECT":
		class = integrations.Transient
	case "APP_NOT_AUTHORIZED":
		class = integrations.Scope
	default:
		if n := len(e.Field); n > 0 && (e.Field[n-1] == "ownerId" || e.Field[n-1] == "id") {
			class = integrations.Missing
		}
	}
	message := e.Message
	for _, s := range sent {
		if s != "" {
			message = strings.ReplaceAll(message, s, "…")
		}
	}
	return integrations.Outcome{Class: class, Reason: clip(what+": "+message, 300)}
}

// classes says what an error's kind means for a delivery.
var classes = map[app.Kind]integrations.Class{
	app.Unauthorized: integrations.Auth,
	app.Forbidden:    integrations.Scope,
	app.NotFound:     integrations.Auth, // the shop itself is gone
	app.Throttled:    integrations.Throttled,
	app.Unavailable:  integrations.Transient,
	app.Internal:     integrations.Transient, // ours, but not for good: no token could be read
}

// refusedAsNonsense reports whether Shopify read the call and found it wrong:
// the only failure that another attempt at the same cannot mend.
func refusedAsNonsense(err error) bool {
	var refused GraphErrors
	return errors.As(err, &refused) && app.KindOf(err) == app.Internal
}

func outcomeOf(err error) integrations.Outcome {
	var known *app.Error
	var sent *url.Error
	switch {
	case errors.As(err, &sent), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return integrations.Outcome{Class: integrations.Ambiguous, Reason: "Shopify did not answer in time"}
	case !errors.As(err, &known):
		return integrations.Outcome{Class: integrations.Transient, Reason: "the call could not be made"}
	case refusedAsNonsense(err):
		return integrations.Outcome{Class: integrations.Bug, Reason: known.Error()}
	}
	o := integrations.Outcome{Class: classes[known.Kind], Reason: known.Message}
	if o.Class == "" {
		o.Class = integrations.Rejected
	}
	if o.Class == integrations.Throttled {
		o.After = max(known.After, time.Millisecond)
	}
	return o
}
