package storefront

import (
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
)

// statusError is an error with a status of HTTP's own that no Kind stands for.
type statusError struct {
	status int
	error
}

func (e statusError) Unwrap() error { return e.error }

// fail answers with an error, as a page to a form and as JSON to a script.
func fail(c *gin.Context, err error) {
	problem := web.ProblemOf(err)
	var own statusError
	if errors.As(err, &own) {
		problem.Status = own.status
	}
	switch {
	case isForm(c), wantsPage(c):
		_ = c.Error(err)
		p, words := newPage(c, ""), ""
		if !isForm(c) {
			words = p.Words()["failed_page"]
		}
		p.Refusal(words).Write(c, problem.Status)
	case own.status != 0:
		_ = c.Error(err)
		c.Header("Content-Type", "application/problem+json")
		c.AbortWithStatusJSON(problem.Status, problem)
	default:
		web.Fail(c, err)
	}
}

func mediaType(c *gin.Context) string {
	kind, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil {
		return ""
	}
	return kind
}

// isForm tells a plain form, which only the app proxy passes on: a form cannot
// carry a session token.
func isForm(c *gin.Context) bool {
	return strings.HasPrefix(c.FullPath(), proxyPath) && mediaType(c) == "application/x-www-form-urlencoded"
}

// decode reads a JSON body. Only the JSON type will do: with any other a page of
// another site could post without the browser asking us first.
func decode(c *gin.Context, body []byte, into any) error {
	if mediaType(c) != "application/json" {
		return statusError{http.StatusUnsupportedMediaType, app.Errorf(app.Invalid, "send application/json")}
	}
	err := json.Unmarshal(body, into)
	var typed *json.UnmarshalTypeError
	var timed *time.ParseError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &typed) && typed.Field != "":
		return app.InvalidFields([]app.FieldError{{Field: typed.Field, Code: "wrong_type", Message: "This has the wrong type."}})
	case errors.As(err, &timed):
		return app.InvalidFields([]app.FieldError{{Field: "started_at", Code: "format", Message: "This is no time."}})
	default:
		return statusError{http.StatusBadRequest, &app.Error{Kind: app.Invalid, Message: "the body is not the JSON it should be", Err: err}}
	}
}
