package admin

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// job is an operation's text, read: one of both.
type job struct {
	query    *graphql.Operation
	mutation *graphql.BulkMutation
}

// job reads an operation's text once.
func (w *worker) job(r seat) (job, error) {
	if j, ok := w.jobs[r.op]; ok {
		return j, nil
	}
	var j job
	if r.was.Type == "MUTATION" {
		m, refused := graphql.PrepareBulkMutation(w.schema, r.was.Text)
		if refused != nil {
			return j, errors.New(refused.Message)
		}
		j.mutation = m
	} else {
		q, refused := graphql.PrepareBulkQuery(w.schema, r.was.Text)
		if len(refused) > 0 {
			return j, errors.New(refused[0].Message)
		}
		j.query = q
	}
	w.jobs[r.op] = j
	return j, nil
}

// line is one line of a file of variables. An empty one has neither variables nor
// a problem.
type line struct {
	variables map[string]any
	problem   string
	end       int64 // where the next one starts
	more      bool  // whether there is a next one
}

const maxLinesRead = 4 * megabyte // of one turn, if it is more than one line

// lines reads what an operation may get done in one turn.
func (w *worker) lines(op world.BulkOperation) ([]line, error) {
	file, err := w.world.Files.Open(op.Variables)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	r := bufio.NewReaderSize(io.NewSectionReader(file, op.Offset, info.Size()-op.Offset), 64<<10)
	var out []line
	for at := op.Offset; len(out) < turnLines && at-op.Offset < maxLinesRead; {
		text, size, err := readLine(r)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if size == 0 {
			break
		}
		at += size
		l := parseLine(text)
		l.end, l.more = at, at < info.Size()
		out = append(out, l)
	}
	return out, nil
}

// readLine reads a line with its end. One longer than a request is read but not
// kept whole.
func readLine(r *bufio.Reader) (text []byte, size int64, err error) {
	for {
		chunk, err := r.ReadSlice('\n')
		size += int64(len(chunk))
		if len(text) <= maxRequest {
			text = append(text, chunk...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, size, err
		}
	}
}

func parseLine(text []byte) (l line) {
	text = bytes.TrimSpace(text)
	switch {
	case len(text) == 0:
	case len(text) > maxRequest:
		l.problem = fmt.Sprintf("The line is longer than %d MB.", maxRequest/megabyte)
	case !json.Valid(text) || text[0] != '{' || world.Unmarshal(text, &l.variables) != nil:
		l.problem = "The line is not a JSON object."
	}
	return l
}
