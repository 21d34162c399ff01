package admin

import (
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
)

// Bounds of what a refusal says of a request.
const (
	mostErrors = 50
	mostSaid   = 200 // bytes of one name or message
)

// problem is an error on its way out through huma.
type problem struct {
	web.Problem
	cause error
}

// Error is the problem's title.
func (p problem) Error() string { return p.Title }

// Unwrap returns what caused it, which stays with us.
func (p problem) Unwrap() error { return p.cause }

// GetStatus tells huma the HTTP status.
func (p problem) GetStatus() int { return p.Status }

// ContentType is RFC 9457's.
func (p problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders says when to try again.
func (p problem) GetHeaders() http.Header {
	if after := web.RetryAfter(p.cause); after != "" {
		return http.Header{"Retry-After": {after}}
	}
	return nil
}

// speakProblems makes huma's own refusals (a body that does not fit its schema)
// look like ours.
var speakProblems = sync.OnceFunc(func() {
	huma.NewError = func(status int, message string, causes ...error) huma.StatusError {
		p := web.Problem{Type: kindOf(status).String(), Title: message, Status: status}
		for _, cause := range causes[:min(len(causes), mostErrors)] {
			if at, ok := cause.(huma.ErrorDetailer); ok {
				p.Errors = append(p.Errors, fieldOf(at.ErrorDetail()))
			}
		}
		return problem{p, nil}
	}
})

func fieldOf(at *huma.ErrorDetail) app.FieldError {
	field := strings.NewReplacer("[", ".", "]", "").Replace(at.Location)
	field = strings.TrimPrefix(strings.TrimPrefix(field, "body."), "document.")
	return app.FieldError{Field: short(field), Code: "schema", Message: short(at.Message)}
}

// short cuts what repeats a request.
func short(s string) string {
	if len(s) > mostSaid {
		return strings.ToValidUTF8(s[:mostSaid], "") + "…"
	}
	return s
}

// kindOf is what an HTTP status says.
func kindOf(status int) app.Kind {
	for kind := app.Internal; kind <= app.Outdated; kind++ {
		if web.Status(kind) == status {
			return kind
		}
	}
	return app.Invalid
}
