package admin

import (
	"bytes"
	"io"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web"
)

// mostAnswer is how large an answer is, in bytes, that is kept to be given again.
const mostAnswer = 1 << 20

// answer is held back until it is kept what was done.
type answer struct {
	gin.ResponseWriter
	status int
	body   bytes.Buffer
}

// hold has what a handler answers held back.
func hold(g *gin.Context) *answer {
	a := &answer{ResponseWriter: g.Writer, status: http.StatusOK}
	g.Writer = a
	return a
}

// restore lets a body that was read be read again.
func restore(g *gin.Context, body []byte) { g.Request.Body = io.NopCloser(bytes.NewReader(body)) }

// WriteHeader holds the status.
func (a *answer) WriteHeader(status int) { a.status = status }

// WriteHeaderNow is what gin says when there is no body.
func (a *answer) WriteHeaderNow() {}

// Write holds some of the body.
func (a *answer) Write(p []byte) (int, error) { return a.body.Write(p) }

// WriteString holds some of the body.
func (a *answer) WriteString(s string) (int, error) { return a.body.WriteString(s) }

// Status is what it will be.
func (a *answer) Status() int { return a.status }

// Size is how much has been written.
func (a *answer) Size() int { return a.body.Len() }

// Written reports whether there is something.
func (a *answer) Written() bool { return a.body.Len() > 0 }

// Flush waits for release.
func (a *answer) Flush() {}

// ofBody are the headers that say something of an answer's body.
var ofBody = []string{"Content-Type", "Etag", "Link", "Location"}

// kept is the answer as it is kept to be given again: nil where nothing was done, so that
// it may be tried again.
func (a *answer) kept() *store.Answer {
	if a.status == http.StatusServiceUnavailable || a.status == http.StatusTooManyRequests {
		return nil
	}
	kept := &store.Answer{Status: a.status, Header: http.Header{}}
	for name, values := range a.Header() {
		if slices.Contains(ofBody, name) {
			kept.Header[name] = values
		}
	}
	if a.body.Len() > mostAnswer {
		kept.Large = true
		return kept
	}
	kept.Body = a.body.Bytes()
	return kept
}

// release gives it.
func (a *answer) release() {
	a.ResponseWriter.WriteHeader(a.status)
	_, _ = a.ResponseWriter.Write(a.body.Bytes())
	a.ResponseWriter.WriteHeaderNow()
}

// refuse gives another one instead: what cannot be kept is not told.
func (a *answer) refuse(g *gin.Context, err error) {
	g.Writer = a.ResponseWriter
	for _, name := range ofBody {
		g.Writer.Header().Del(name)
	}
	web.Fail(g, err)
}
