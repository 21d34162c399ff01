// Package web owns the front door: one Gin engine, how errors become HTTP
// answers, and what every request must survive (size, panics, time). The doors
// themselves are the packages below: storefront, admin, webhooks.
package web

import (
	"errors"
	"io"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
)

// New makes the engine. Every route answers without redirecting (Shopify counts
// a redirected webhook as failed) and logs one line without query or body.
func New(log *slog.Logger) *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.RedirectTrailingSlash = false
	e.HandleMethodNotAllowed = true
	e.Use(logged(log), recovered(log))
	e.NoRoute(func(c *gin.Context) { Fail(c, app.Errorf(app.NotFound, "no such page")) })
	e.NoMethod(func(c *gin.Context) {
		c.Header("Content-Type", problemType)
		c.AbortWithStatusJSON(http.StatusMethodNotAllowed, Problem{Type: app.NotFound.String(), Title: "there is no such method here", Status: http.StatusMethodNotAllowed})
	})
	return e
}

func logged(log *slog.Logger) gin.HandlerFunc {
	return func(c *gin.Context) {
		start := time.Now()
		c.Next()
		level := slog.LevelDebug
		if c.Writer.Status() >= http.StatusInternalServerError {
			level = slog.LevelError
		}
		if !log.Enabled(c, level) {
			return
		}
		var cause error
		if last := c.Errors.Last(); last != nil {
			cause = last.Err
		}
		log.Log(c, level, "request", "method", c.Request.Method, "route", c.FullPath(),
			"status", c.Writer.Status(), "duration", time.Since(start), "error", cause)
	}
}

func recovered(log *slog.Logger) gin.HandlerFunc {
	return gin.CustomRecoveryWithWriter(io.Discard, func(c *gin.Context, p any) {
		log.Error("panic in a handler", "route", c.FullPath(), "panic", p)
		Fail(c, app.Errorf(app.Internal, "panic: %v", p))
	})
}

var statuses = map[app.Kind]int{
	app.Internal:     http.StatusInternalServerError,
	app.Invalid:      http.StatusUnprocessableEntity,
	app.NotFound:     http.StatusNotFound,
	app.Conflict:     http.StatusConflict,
	app.Unauthorized: http.StatusUnauthorized,
	app.Forbidden:    http.StatusForbidden,
	app.TooLarge:     http.StatusRequestEntityTooLarge,
	app.Rejected:     http.StatusBadGateway,
	app.Throttled:    http.StatusTooManyRequests,
	app.Unavailable:  http.StatusServiceUnavailable,
	app.Outdated:     http.StatusPreconditionFailed,
}

// Status is the HTTP status of a kind: the one table from errors to HTTP.
func Status(k app.Kind) int { return statuses[k] }

const problemType = "application/problem+json"

// Problem is an error as a client sees it (RFC 9457).
type Problem struct {
	Type   string           `json:"type"` // the kind's name
	Title  string           `json:"title"`
	Status int              `json:"status"`
	Errors []app.FieldError `json:"errors,omitempty"`
}

// ProblemOf describes an error to a client. The text of Internal and
// Unavailable errors stays with us.
func ProblemOf(err error) Problem {
	kind := app.KindOf(err)
	p := Problem{Type: kind.String(), Title: http.StatusText(Status(kind)), Status: Status(kind)}
	var known *app.Error
	if kind != app.Internal && kind != app.Unavailable && errors.As(err, &known) {
		if known.Message != "" {
			p.Title = known.Message
		}
		p.Errors = known.Fields
	}
	return p
}

// Fail answers with the problem of an error and ends the request.
func Fail(c *gin.Context, err error) {
	_ = c.Error(err)
	if after := RetryAfter(err); after != "" {
		c.Header("Retry-After", after)
	}
	p := ProblemOf(err)
	c.Header("Content-Type", problemType)
	c.AbortWithStatusJSON(p.Status, p)
}

// RetryAfter is in how many seconds to try again what failed so; "" for never.
func RetryAfter(err error) string {
	var known *app.Error
	if !errors.As(err, &known) || known.Kind != app.Throttled && known.Kind != app.Unavailable {
		return ""
	}
	return strconv.Itoa(int(max(1, math.Ceil(known.After.Seconds()))))
}

// Body reads the whole body up to a limit in bytes. Errors: TooLarge; Invalid
// when it cannot be read.
func Body(c *gin.Context, limit int64) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, limit))
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return nil, app.Errorf(app.TooLarge, "the body is over %d bytes", limit)
	case err != nil:
		return nil, &app.Error{Kind: app.Invalid, Message: "the body could not be read", Err: err}
	}
	return body, nil
}
