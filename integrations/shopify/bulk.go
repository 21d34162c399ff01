package shopify

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// From how many people on a bulk job is worth its minutes: a small shop's budget does as
// many, with metafields and tags, in half a minute to a minute. And how many one takes:
// what is said of them, and what comes back, fits well into what is read at once.
const (
	bulkFrom = 400
	bulkMost = 5000
)

// bulkMutations are what a bulk job does, in the order in which it is begun: each runs as
// an operation of its own, and Shopify runs five of a shop's at once.
var bulkMutations = []bulkMutation{
	{setMetafields, "$metafields: [MetafieldsSetInput!]!", "metafields: $metafields", "field code message"},
	{deleteMetafields, "$metafields: [MetafieldIdentifierInput!]!", "metafields: $metafields", "field message"},
	{removeTags, "$id: ID!, $tags: [String!]!", "id: $id, tags: $tags", "field message"},
	{addTags, "$id: ID!, $tags: [String!]!", "id: $id, tags: $tags", "field message"},
}

type bulkMutation struct{ name, parameters, arguments, told string }

// text is the mutation as the operation of a job runs it. The job's name is in it: by it
// an operation is found again that was begun and of which we were not told.
func (m bulkMutation) text(job string) string {
	return fmt.Sprintf("mutation %s(%s) { %s(%s) { userErrors { %s } } }", m.title(job), m.parameters, m.name, m.arguments, m.told)
}

func (m bulkMutation) title(job string) string {
	word := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, job)
	return "Askwell_" + word + "_" + m.name
}

type runBulk struct {
	Run *struct {
		Operation *struct {
			ID string `json:"id"`
		} `json:"bulkOperation"`
		UserErrors UserErrors `json:"userErrors"`
	} `json:"bulkOperationRunMutation"`
}

type recentBulks struct {
	Operations struct {
		Nodes []struct {
			ID     string `json:"id"`
			Status string `json:"status"`
			Query  string `json:"query"`
		} `json:"nodes"`
	} `json:"bulkOperations"`
}

// Begin implements integrations.Bulker.
func (c conn) Begin(ctx context.Context, name string, changes []integrations.Change) (string, error) {
	begun, err := c.begun(ctx, name)
	if err != nil {
		return "", err
	}
	var ids []string
	for i, lines := range bulkLines(changes) {
		m := bulkMutations[i]
		if len(lines) == 0 {
			ids = append(ids, "")
			continue
		}
		id := begun[m.title(name)]
		if id == "" {
			if id, err = c.run(ctx, m, name, lines); err != nil {
				return "", err
			}
		}
		ids = append(ids, id)
	}
	return strings.Join(ids, " "), nil
}

// begun are the operations of a job that Shopify has already, by what they are called.
func (c conn) begun(ctx context.Context, name string) (map[string]string, error) {
	var out recentBulks
	if err := c.admin.Do(ctx, opRecentBulks, nil, &out); err != nil {
		return nil, err
	}
	begun := map[string]string{}
	for _, one := range out.Operations.Nodes {
		for _, m := range bulkMutations {
			if strings.HasPrefix(one.Query, "mutation "+m.title(name)+"(") {
				begun[m.title(name)] = one.ID
			}
		}
	}
	return begun, nil
}

// run uploads the lines of one mutation and has it run with each of them.
func (c conn) run(ctx context.Context, m bulkMutation, name string, lines []write) (string, error) {
	path, err := c.admin.upload(ctx, lines)
	if err != nil {
		return "", err
	}
	var out runBulk
	err = c.admin.Do(ctx, opRunBulk, map[string]any{"mutation": m.text(name), "path": path, "name": m.title(name)}, &out)
	switch {
	case err != nil:
		return "", err
	case out.Run == nil:
		return "", app.Errorf(app.Unavailable, "Shopify's answer is not whole")
	case len(out.Run.UserErrors) > 0:
		return "", bulkRefusal(out.Run.UserErrors)
	case out.Run.Operation == nil:
		return "", app.Errorf(app.Unavailable, "Shopify's answer is not whole")
	}
	return out.Run.Operation.ID, nil
}

// bulkRefusal is the error of a job that Shopify does not take: too many run already, or
// there is something with the file, which is another one the next time.
func bulkRefusal(refused UserErrors) error {
	kind := app.Unavailable
	switch refused[0].Code {
	case "OPERATION_IN_PROGRESS", "LIMIT_REACHED":
		kind = app.Conflict
	case "INVALID_MUTATION":
		kind = app.Internal
	}
	return &app.Error{Kind: kind, Message: "Shopify does not take the bulk job", Err: refused}
}

// bulkLines are the lines of each of the mutations: the same writes as single calls make,
// with metafields of many people in a line. The same changes make the same lines.
func bulkLines(changes []integrations.Change) [][]write {
	lines := make([][]write, len(bulkMutations))
	for _, w := range plan(bulkable(changes)) {
		at := slices.IndexFunc(bulkMutations, func(m bulkMutation) bool { return m.name == w.mutation })
		if at >= 0 {
			lines[at] = append(lines[at], w)
		}
	}
	return lines
}

// bulkable are changes without those that cannot be sent.
func bulkable(changes []integrations.Change) []integrations.Change {
	_, sendable := newBatch(changes)
	return sendable
}
