package ledger

import (
	"context"
	"io"
	"net/http"
	"sync"
	"time"
)

// Recorder notes the requests that pass through HTTP, in either direction, and
// leaves them as they are.
type Recorder struct {
	Ledger *Ledger
	// About says what a request is: at least its Shop and Kind. Entries with the
	// same Key are attempts of one thing. False leaves a request out.
	About func(*http.Request) (Entry, bool)
}

// Note tells more of the request that is being answered: its cost, whom it is
// about, a better title. Where nothing is recorded it does nothing.
func Note(ctx context.Context, change func(*Entry)) {
	c, ok := ctx.Value(passing{}).(*passage)
	if !ok {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	change(&c.draft)
}

type passing struct{}

// passage is one request on its way.
type passage struct {
	ledger  *Ledger
	id      uint64
	started time.Time

	mu    sync.Mutex
	draft Entry
}

// begin records a request as being on its way.
func (r *Recorder) begin(e Entry, req *http.Request, url string) *passage {
	e.State, e.Method, e.URL = Busy, req.Method, url
	e.Request.Headers = req.Header.Clone()
	if e.Request.Headers != nil && req.Host != "" {
		e.Request.Headers.Set("Host", req.Host)
	}
	p := &passage{ledger: r.Ledger, started: time.Now(), draft: e}
	if e.Key == "" {
		p.id = r.Ledger.Record(e)
	} else {
		p.id = r.Ledger.Revise(e.Shop, e.Key, p.take)
	}
	return p
}

// take puts the draft into an entry, which keeps its past.
func (p *passage) take(e *Entry) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at, attempts := e.At, e.Attempts
	*e = *p.draft.copy()
	e.Attempts = attempts
	if !at.IsZero() {
		e.At = at
	}
}

// end records how it went.
func (p *passage) end(status int, request, answer Message, trouble string) {
	took, at := time.Since(p.started), p.ledger.Now()
	p.mu.Lock()
	request.Headers = p.draft.Request.Headers
	p.draft.Status, p.draft.Took, p.draft.Request, p.draft.Answer = status, took, request, answer
	p.draft.Detail = first(p.draft.Detail, trouble)
	switch {
	case p.draft.State != Busy: // a Note knew better
	case failed(status) || trouble != "":
		p.draft.State = Failed
	default:
		p.draft.State = OK
	}
	tried := p.draft.Key != ""
	p.mu.Unlock()
	p.ledger.Update(p.id, func(e *Entry) {
		p.take(e)
		if tried {
			e.Attempts = append(e.Attempts, Attempt{At: at, Status: status, Took: took, Note: trouble})
		}
	})
}

// capture keeps the beginning of what is read or written, and counts the rest.
type capture struct {
	mu    sync.Mutex
	kept  []byte
	total int64
}

func (c *capture) add(p []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.total += int64(len(p))
	if room := MaxBody - len(c.kept); room > 0 {
		c.kept = append(c.kept, p[:min(room, len(p))]...)
	}
}

func (c *capture) message(headers http.Header) Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	return message(headers, c.kept, c.total)
}

// tee captures what is read through it.
type tee struct {
	io.ReadCloser
	capture *capture
	over    func(error) // told once when reading ended, nil for none
	told    sync.Once
}

func (t *tee) end(err error) {
	if t.over != nil {
		t.told.Do(func() { t.over(err) })
	}
}

func (t *tee) Read(p []byte) (int, error) {
	n, err := t.ReadCloser.Read(p)
	t.capture.add(p[:n])
	if err != nil {
		t.end(err)
	}
	return n, err
}

func (t *tee) Close() error {
	err := t.ReadCloser.Close()
	t.end(nil)
	return err
}
