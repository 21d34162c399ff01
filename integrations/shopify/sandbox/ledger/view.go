package ledger

import (
	"net/http"
	"time"
)

// view is an entry as the API tells it.
type view struct {
	ID       uint64        `json:"id"`
	At       time.Time     `json:"at"`
	Shop     string        `json:"shop,omitempty"`
	Kind     Kind          `json:"kind"`
	From     string        `json:"from"`
	To       string        `json:"to"`
	Title    string        `json:"title"`
	Detail   string        `json:"detail,omitempty"`
	State    State         `json:"state,omitempty"`
	Method   string        `json:"method,omitempty"`
	URL      string        `json:"url,omitempty"`
	Status   int           `json:"status,omitempty"`
	MS       float64       `json:"ms,omitempty"`
	Cost     *costView     `json:"cost,omitempty"`
	Request  *messageView  `json:"request,omitempty"`
	Answer   *messageView  `json:"answer,omitempty"`
	Subjects []string      `json:"subjects,omitempty"`
	Link     string        `json:"link,omitempty"`
	Attempts []attemptView `json:"attempts,omitempty"`
}

type costView struct {
	Requested int `json:"requested"`
	Actual    int `json:"actual"`
}

type messageView struct {
	Headers http.Header `json:"headers,omitempty"`
	Body    string      `json:"body,omitempty"`
	Bytes   int64       `json:"bytes"`
	Cut     bool        `json:"cut,omitempty"`
	Binary  bool        `json:"binary,omitempty"`
}

type attemptView struct {
	At     time.Time `json:"at"`
	Status int       `json:"status,omitempty"`
	MS     float64   `json:"ms"`
	Note   string    `json:"note,omitempty"`
}

// newView tells of an entry; a brief one leaves out headers and bodies.
func newView(e Entry, brief bool) view {
	v := view{
		ID: e.ID, At: e.At.UTC(), Shop: e.Shop, Kind: e.Kind, From: e.From, To: e.To, Title: e.Title, Detail: e.Detail,
		State: e.State, Method: e.Method, URL: e.URL, Status: e.Status, MS: milliseconds(e.Took), Subjects: e.Subjects, Link: e.Link,
	}
	if e.Cost != nil {
		v.Cost = &costView{e.Cost.Requested, e.Cost.Actual}
	}
	if !brief {
		v.Request, v.Answer = newMessageView(e.Request), newMessageView(e.Answer)
	}
	for _, a := range e.Attempts {
		v.Attempts = append(v.Attempts, attemptView{a.At.UTC(), a.Status, milliseconds(a.Took), a.Note})
	}
	return v
}

func newMessageView(m Message) *messageView {
	if m.Bytes == 0 && len(m.Headers) == 0 {
		return nil
	}
	return &messageView{m.Headers, m.Body, m.Bytes, m.Cut, m.Binary}
}

func milliseconds(d time.Duration) float64 {
	return float64(d.Round(10*time.Microsecond)) / float64(time.Millisecond)
}
