package ledger

import (
	"bufio"
	"context"
	"net"
	"net/http"
)

// Handler records what next is asked, and what it answers.
func (r *Recorder) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		e, wanted := r.About(req)
		if !wanted {
			next.ServeHTTP(w, req)
			return
		}
		p := r.begin(e, req, req.URL.RequestURI())
		in, out := &capture{}, &writer{ResponseWriter: w}
		trouble := "cut off" // unless it ends well
		defer func() {
			p.end(out.status, in.message(req.Header), out.got.message(out.headers), trouble)
		}()
		inner := req.WithContext(context.WithValue(req.Context(), passing{}, p))
		if req.Body != nil && req.Body != http.NoBody {
			inner.Body = &tee{ReadCloser: req.Body, capture: in}
		}
		next.ServeHTTP(out, inner)
		if out.hijacked {
			trouble = "hung up without an answer"
			return
		}
		out.note(http.StatusOK) // what the server does for a handler that wrote nothing
		trouble = ""
	})
}

// writer captures an answer. Everything else a ResponseWriter may know is
// reached through Unwrap.
type writer struct {
	http.ResponseWriter
	got      capture
	status   int
	headers  http.Header
	hijacked bool
}

// Unwrap lets http.ResponseController find what is below.
func (w *writer) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WriteHeader notes a final status; those before it are only hints.
func (w *writer) WriteHeader(status int) {
	if status >= http.StatusOK || status == http.StatusSwitchingProtocols {
		w.note(status)
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write captures what is written.
func (w *writer) Write(p []byte) (int, error) {
	w.note(http.StatusOK)
	n, err := w.ResponseWriter.Write(p)
	w.got.add(p[:n])
	return n, err
}

// Hijack hands out the connection: what happens on it is no longer seen.
func (w *writer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffer, err := http.NewResponseController(w.ResponseWriter).Hijack()
	w.hijacked = err == nil
	return conn, buffer, err
}

// Flush sends what was written.
func (w *writer) Flush() { _ = w.FlushError() }

// FlushError sends what was written, or says why it cannot.
func (w *writer) FlushError() error {
	w.note(http.StatusOK)
	return http.NewResponseController(w.ResponseWriter).Flush()
}

func (w *writer) note(status int) {
	if w.status == 0 && !w.hijacked {
		w.status, w.headers = status, w.Header().Clone()
	}
}
