package shopify

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

type bulks struct {
	Nodes []*bulkOperation `json:"nodes"`
}

type bulkOperation struct {
	ID      string  `json:"id"`
	Status  string  `json:"status"`
	Error   *string `json:"errorCode"`
	Roots   string  `json:"rootObjectCount"` // lines that were run
	URL     *string `json:"url"`
	Partial *string `json:"partialDataUrl"`
}

func (o *bulkOperation) running() bool {
	return slices.Contains([]string{"CREATED", "RUNNING", "CANCELING"}, o.Status)
}

// Poll implements integrations.Bulker.
func (c conn) Poll(ctx context.Context, job string, changes []integrations.Change) (integrations.Progress, error) {
	lines, ids := bulkLines(changes), strings.Split(job, " ")
	if len(ids) != len(lines) {
		return integrations.Progress{}, app.Errorf(app.NotFound, "not a bulk job")
	}
	operations, err := c.operations(ctx, ids)
	if err != nil {
		return integrations.Progress{}, err
	}
	all, through, running := 0, 0, false
	for i, id := range ids {
		all += len(lines[i])
		if id == "" {
			continue
		}
		if operations[id] == nil {
			return integrations.Progress{}, app.Errorf(app.NotFound, "Shopify does not know the bulk job")
		}
		roots, _ := strconv.Atoi(operations[id].Roots)
		through += min(roots, len(lines[i]))
		running = running || operations[id].running()
	}
	if running {
		return integrations.Progress{Through: len(changes) * through / max(all, 1)}, nil
	}
	outcomes, err := c.results(ctx, ids, operations, lines, changes)
	return integrations.Progress{Done: err == nil, Through: len(changes), Outcomes: outcomes}, err
}

func (c conn) operations(ctx context.Context, ids []string) (map[string]*bulkOperation, error) {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "" })
	found := map[string]*bulkOperation{}
	if len(ids) == 0 {
		return found, nil
	}
	var out bulks
	if err := c.admin.Do(ctx, opBulks, map[string]any{"ids": ids}, &out); err != nil {
		return nil, err
	}
	for _, one := range out.Nodes {
		if one != nil && one.ID != "" {
			found[one.ID] = one
		}
	}
	return found, nil
}

// results reads what became of every line. A line that was not run, and whatever shared
// one with something that was refused, goes again with the calls that find out which.
func (c conn) results(ctx context.Context, ids []string, operations map[string]*bulkOperation, lines [][]write, changes []integrations.Change) ([]integrations.Outcome, error) {
	b, _ := newBatch(changes)
	for i, id := range ids {
		if id == "" {
			continue
		}
		answers, err := c.answers(ctx, operations[id])
		if err != nil {
			return nil, err
		}
		for n, w := range lines[i] {
			b.lined(w, answers[n], operations[id])
		}
	}
	return b.finish(), nil
}

// bulkAnswer is a line of the results.
type bulkAnswer struct {
	Line   *int                    `json:"__lineNumber"`
	Data   map[string]*writeAnswer `json:"data"`
	Errors GraphErrors             `json:"errors"`
}

// answers are an operation's results by the number of the line they are of.
func (c conn) answers(ctx context.Context, of *bulkOperation) (map[int]*bulkAnswer, error) {
	answers := map[int]*bulkAnswer{}
	where := of.URL
	if where == nil {
		where = of.Partial
	}
	if where == nil {
		return answers, nil
	}
	text, err := c.admin.file(ctx, "GET", *where, "", nil)
	if err != nil {
		return nil, err
	}
	for line := range bytes.Lines(text) {
		var one bulkAnswer
		if json.Unmarshal(line, &one) == nil && one.Line != nil {
			answers[*one.Line] = &one
		}
	}
	return answers, nil
}

// lined takes in what became of one line.
func (b *batch) lined(w write, answer *bulkAnswer, of *bulkOperation) {
	switch {
	case answer == nil && of.Error != nil && *of.Error == "ACCESS_DENIED":
		b.fail([]write{w}, app.Errorf(app.Forbidden, "Shopify does not permit the bulk job"))
		return
	case answer == nil, len(answer.Errors) > 0, answer.Data[w.mutation] == nil:
		b.fail([]write{w}, app.Errorf(app.Unavailable, "the bulk job did not get to it"))
		return
	}
	refused := answer.Data[w.mutation].UserErrors
	if len(refused) == 0 {
		return
	}
	for _, rest := range b.sift(w, refused) {
		b.fail([]write{rest}, app.Errorf(app.Unavailable, "it shared a line of the bulk job with something that was refused"))
	}
}
