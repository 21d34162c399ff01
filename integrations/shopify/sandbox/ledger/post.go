package ledger

import (
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

const (
	maxPost    = 256 << 10
	maxMinutes = 10 // the longest a request in a browser can have taken
)

// posted is what a page tells of a request that went from a browser straight to
// the app: when it leaves and, under the same name, when it is answered. Told only
// at the end it would stand after what it set off.
type posted struct {
	Call    string          `json:"call"`
	Busy    bool            `json:"busy"` // it has only just left
	Shop    string          `json:"shop"`
	Kind    string          `json:"kind"` // who asked: "extension" or "admin"
	Surface string          `json:"surface"`
	Method  string          `json:"method"`
	Path    string          `json:"path"`
	Status  int             `json:"status"`
	MS      float64         `json:"ms"`
	Request json.RawMessage `json:"request"`
	Answer  json.RawMessage `json:"answer"`
	About   string          `json:"about"` // the customer's id, or her order's
}

func (l *Ledger) post(w http.ResponseWriter, r *http.Request) {
	in, err := readPosted(w, r)
	if err != nil {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	if !l.Known(in.Shop) {
		refuse(w, http.StatusNotFound, errors.New("no such shop"))
		return
	}
	writeJSON(w, http.StatusCreated, map[string]uint64{"id": l.note(in)})
}

// note records a request, or how it ended.
func (l *Ledger) note(in posted) uint64 {
	e := in.entry(l)
	if in.Call == "" {
		return l.Record(e)
	}
	return l.Revise(in.Shop, "browser "+in.Call, func(now *Entry) {
		if in.Busy && now.Kind != "" {
			return // the news of its end was quicker
		}
		e.At = now.At
		*now = *e.copy()
	})
}

func readPosted(w http.ResponseWriter, r *http.Request) (posted, error) {
	var in posted
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		return in, errors.New("the Content-Type must be application/json") // what a foreign page cannot send unasked
	}
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxPost))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return in, err
	}
	if d.More() {
		return in, errors.New("one object, please")
	}
	return in, in.check()
}

var (
	callLooks    = regexp.MustCompile(`^[a-z0-9]{0,40}$`)
	surfaceLooks = regexp.MustCompile(`^[a-z][a-z0-9.-]{0,60}$`)
	methods      = []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions}
)

func (p posted) check() error {
	switch {
	case !callLooks.MatchString(p.Call):
		return errors.New("call must be a short name of small letters and digits")
	case p.Kind != "extension" && p.Kind != "admin":
		return errors.New("kind must be extension or admin")
	case !surfaceLooks.MatchString(p.Surface):
		return errors.New(`surface must be a name such as "thank-you"`)
	case !slices.Contains(methods, p.Method):
		return errors.New("method is unknown")
	case len(p.Path) > maxText || !strings.HasPrefix(p.Path, "/") && !strings.HasPrefix(p.Path, "http://") && !strings.HasPrefix(p.Path, "https://"):
		return errors.New("path must be a path or an address")
	case p.Status < 0 || p.Status > 599:
		return errors.New("status must be an HTTP status, 0 for no answer")
	case p.MS < 0 || p.MS > maxMinutes*60_000:
		return errors.New("ms must be milliseconds")
	case p.About != "" && !subjectLooks.MatchString(p.About):
		return errors.New("about must be an id such as gid://shopify/Customer/1")
	}
	return nil
}

func (p posted) entry(l *Ledger) Entry {
	e := Entry{
		Shop: p.Shop, Kind: Extension, Method: p.Method, URL: p.Path, Status: p.Status, State: OK,
		Took: time.Duration(p.MS * float64(time.Millisecond)), Detail: p.Surface,
		Request: textMessage(p.Request), Answer: textMessage(p.Answer),
	}
	if p.About != "" {
		e.Subjects = l.Concerned(p.Shop, []string{p.About})
	}
	if p.Kind == "admin" {
		e.Kind = Embedded
	}
	switch {
	case p.Busy:
		e.State = Busy
	case failed(p.Status):
		e.State = Failed
	}
	e.Title = l.Words.Asked(p.Shop, p.Surface, p.Method, p.Path, e.Subjects)
	return e
}

// textMessage takes a body as text or as the JSON it was.
func textMessage(body json.RawMessage) Message {
	var text string
	switch {
	case len(body) == 0 || string(body) == "null":
		return Message{}
	case json.Unmarshal(body, &text) != nil:
		text = string(body)
	}
	return Message{Body: text, Bytes: int64(len(text))}
}
