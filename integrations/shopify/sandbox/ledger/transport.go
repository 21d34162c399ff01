package ledger

import (
	"errors"
	"io"
	"net/http"
)

// Transport records what a client sends through next, and what it is answered.
func (r *Recorder) Transport(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		e, wanted := r.About(req)
		if !wanted {
			return next.RoundTrip(req)
		}
		p := r.begin(e, req, req.URL.String())
		sent := &capture{}
		answer, err := next.RoundTrip(watched(req, sent))
		if err != nil {
			p.end(0, sent.message(req.Header), Message{}, err.Error())
			return answer, err
		}
		if answer.StatusCode == http.StatusSwitchingProtocols || answer.Body == http.NoBody {
			p.end(answer.StatusCode, sent.message(req.Header), Message{Headers: answer.Header.Clone()}, "")
			return answer, nil
		}
		headers, got := answer.Header.Clone(), &capture{}
		answer.Body = &tee{ReadCloser: answer.Body, capture: got, over: func(err error) {
			trouble := ""
			if err != nil && !errors.Is(err, io.EOF) {
				trouble = err.Error()
			}
			p.end(answer.StatusCode, sent.message(req.Header), got.message(headers), trouble)
		}}
		return answer, nil
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

// RoundTrip calls the function.
func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// watched is a request whose body is captured while it is sent. A transport that
// sends it again starts the capture again.
func watched(req *http.Request, sent *capture) *http.Request {
	if req.Body == nil || req.Body == http.NoBody {
		return req
	}
	out := *req
	out.Body = &tee{ReadCloser: req.Body, capture: sent}
	if req.GetBody != nil {
		out.GetBody = func() (io.ReadCloser, error) {
			body, err := req.GetBody()
			if err != nil {
				return nil, err
			}
			sent.restart()
			return &tee{ReadCloser: body, capture: sent}, nil
		}
	}
	return &out
}

func (c *capture) restart() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept, c.total = nil, 0
}
