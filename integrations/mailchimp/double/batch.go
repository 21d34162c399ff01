package double

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

// A batch takes its time, and an account has at most so many that are not done.
const (
	batchTime    = 5 * time.Second
	batchRead    = 2 * time.Second // until then it counts nothing
	mostPending  = 500
	resultSuffix = "-response.tar.gz"
)

// Batch is many calls, done later.
type Batch struct {
	ID         string
	Begun      time.Time
	Read       bool // its operations are counted
	Finished   time.Time
	Operations []operation
	Results    []result
}

type operation struct {
	ID     string            `json:"operation_id"`
	Method string            `json:"method"`
	Path   string            `json:"path"`
	Params map[string]string `json:"params"`
	Body   string            `json:"body"`
}

type result struct {
	Status int    `json:"status_code"`
	ID     string `json:"operation_id"`
	Body   string `json:"response"`
}

type batchView map[string]any

func (a *Account) batches(o order, parts []string) double.Answer {
	switch {
	case len(parts) == 0 && o.method == http.MethodPost:
		return a.begin(o)
	case len(parts) == 0 && o.method == http.MethodGet:
		return fine(map[string]any{"batches": page(o, a.Batches, func(b *Batch) any { return b.view() }), "total_items": len(a.Batches)})
	case len(parts) == 1 && o.method == http.MethodGet:
		at := slices.IndexFunc(a.Batches, func(b *Batch) bool { return b.ID == parts[0] })
		if at >= 0 {
			return fine(a.Batches[at].view())
		}
	}
	return notFound()
}

func (a *Account) begin(o order) double.Answer {
	var sent struct {
		Operations []operation `json:"operations"`
	}
	if !o.json(&sent) || len(sent.Operations) == 0 {
		return invalid(wrong{"operations", "This value should not be blank."})
	}
	waiting := 0
	for _, b := range a.Batches {
		if b.Finished.IsZero() {
			waiting++
		}
	}
	if waiting >= mostPending {
		return problem(http.StatusTooManyRequests, "Too Many Requests", "You have more than 500 pending batches.")
	}
	b := &Batch{ID: hash(a.Name + o.now.String() + string(rune(len(a.Batches))))[:10], Begun: o.now, Operations: sent.Operations}
	a.Batches = append(a.Batches, b)
	return fine(b.view())
}

func (b *Batch) view() batchView {
	v := batchView{"id": b.ID, "status": "started", "total_operations": len(b.Operations), "finished_operations": len(b.Results), "errored_operations": 0, "submitted_at": b.Begun.UTC().Format(time.RFC3339)}
	if !b.Read {
		v["status"], v["total_operations"] = "pending", 0
	}
	if !b.Finished.IsZero() {
		errored := 0
		for _, r := range b.Results {
			if r.Status >= 400 {
				errored++
			}
		}
		v["status"], v["errored_operations"], v["completed_at"] = "finished", errored, b.Finished.UTC().Format(time.RFC3339)
		v["response_body_url"] = "https://" + resultHost + "/" + b.ID + resultSuffix + "?Signature=played"
	}
	return v
}

// settle does the batches whose time has come.
func (a *Account) settle(now time.Time) {
	for _, b := range a.Batches {
		b.Read = !now.Before(b.Begun.Add(batchRead))
		if b.Finished.IsZero() && !now.Before(b.Begun.Add(batchTime)) {
			b.Finished = now
			b.run(a)
		}
	}
}

func (b *Batch) run(a *Account) {
	operations := slices.Clone(b.Operations)
	if a.Backwards {
		slices.Reverse(operations)
	}
	for _, one := range operations {
		query := url.Values{}
		for name, value := range one.Params {
			query.Set(name, value)
		}
		path, _, _ := strings.Cut(one.Path, "?")
		answer := a.do(order{method: one.Method, path: path, query: query, body: []byte(one.Body), now: b.Finished})
		body := []byte{}
		if answer.Body != nil {
			body, _ = json.Marshal(answer.Body) // what is answered always marshals
		}
		b.Results = append(b.Results, result{Status: answer.Status, ID: one.ID, Body: string(body)})
	}
}

// resultOf is a finished batch's archive: files of JSON, each with some of the answers.
func (a *Account) resultOf(path string) double.Answer {
	id := strings.TrimSuffix(strings.TrimPrefix(path, "/"), resultSuffix)
	at := slices.IndexFunc(a.Batches, func(b *Batch) bool { return b.ID == id && !b.Finished.IsZero() })
	if at < 0 {
		return double.Answer{Status: http.StatusForbidden}
	}
	var packed bytes.Buffer
	zipped := gzip.NewWriter(&packed)
	files := tar.NewWriter(zipped)
	_ = files.WriteHeader(&tar.Header{Name: "./", Typeflag: tar.TypeDir, Mode: 0o755}) // a buffer takes everything
	for part := range slices.Chunk(a.Batches[at].Results, 100) {
		raw, _ := json.Marshal(part)
		_ = files.WriteHeader(&tar.Header{Name: "./" + hash(part[0].ID) + ".json", Typeflag: tar.TypeReg, Mode: 0o644, Size: int64(len(raw))})
		_, _ = files.Write(raw)
	}
	_ = files.Close()
	_ = zipped.Close()
	return double.Answer{Status: http.StatusOK, Header: map[string]string{"Content-Type": "application/gzip"}, Body: packed.Bytes()}
}
