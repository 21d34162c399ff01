package admin_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

// unreached are the operations that nobody here brings to succeed, and why. Whoever
// brings one to takes it out.
var unreached = map[string]string{
	"post-destinations-authorize": "needs a vendor with a site of its own: app/connect lets itself in at one",
	"post-destinations-claim":     "needs what a merchant comes back with from there",
}

// tour uses the API as it is meant to be used, each operation once at least.
type tour struct {
	*walker
	survey   survey
	response app.ResponseID
}

// Every operation there is succeeds, and what it then answers is as it is described.
func TestEveryOperationSucceedsAsItIsDescribed(t *testing.T) {
	t.Parallel()
	tr := newTour(t)
	tr.looksAround()
	tr.makesSurveys()
	tr.givesRewards()
	tr.readsResponses()
	tr.takesFiles()
	tr.connects()
	tr.turnsDeliveries()
	tr.knowsPeople()
	tr.erases()
	for path, item := range tr.spec.Paths.Map() {
		for method, op := range item.Operations() {
			if why, exempt := unreached[op.OperationID]; exempt {
				require.NotEmpty(t, why)
				require.False(t, tr.fine[op.OperationID], "%s %s succeeds: it is unreached no more", method, path)
				continue
			}
			require.True(t, tr.fine[op.OperationID], "nobody brings %s %s to succeed: let the tour use it", method, path)
		}
	}
	for id := range unreached {
		require.NotNil(t, tr.byID(id), "%s is no operation", id)
	}
	t.Logf("%d operations succeed, %d are unreached", len(tr.fine), len(unreached))
}

func newTour(t *testing.T) *tour {
	t.Helper()
	b := newBench(t, built)
	b.install(demo)
	_, spec := b.spec()
	return &tour{walker: &walker{bench: b, spec: spec, token: b.token("admin", demo), fine: map[string]bool{}}}
}

// good makes a request that is answered 2xx, as it is described.
func (r *tour) good(method, path string, body any) told {
	r.Helper()
	status, answer := r.told(method, path, body)
	require.Less(r, status, 300, "%s %s: %v", method, path, answer)
	return answer
}

// told makes a request and holds its answer against the description.
func (r *tour) told(method, path string, body any) (int, told) {
	r.Helper()
	plain, _, _ := strings.Cut(path, "?")
	op := r.operation(method, "/api/v1"+plain)
	var text []byte
	if body != nil {
		text, _ = json.Marshal(body)
	}
	req, err := http.NewRequestWithContext(r.Context(), method, r.app+"/api/v1"+path, bytes.NewReader(text))
	require.NoError(r, err)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+r.token)
	answer, err := http.DefaultClient.Do(req)
	require.NoError(r, err)
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	require.NoError(r, err)
	at := fmt.Sprintf("%s %s: %d %.300s", method, path, answer.StatusCode, said)
	kind, _, err := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	require.NoError(r, err, at)
	described := op.Responses.Status(answer.StatusCode)
	require.NotNil(r, described, at)
	content := described.Value.Content.Get(kind)
	require.NotNil(r, content, at)
	r.fine[op.OperationID] = r.fine[op.OperationID] || answer.StatusCode < 300
	if !strings.HasSuffix(kind, "json") {
		require.NotEmpty(r, said, at)
		return answer.StatusCode, nil
	}
	var value any
	require.NoError(r, json.Unmarshal(said, &value), at)
	require.NoError(r, content.Schema.Value.VisitJSON(value, openapi3.VisitAsResponse()), at)
	object, _ := value.(told)
	return answer.StatusCode, object
}

// operation is the one that a path leads to: names go before parameters.
func (r *tour) operation(method, path string) *openapi3.Operation {
	r.Helper()
	parts := strings.Split(path, "/")
	var found *openapi3.Operation
	fewest := len(parts)
	for template, item := range r.spec.Paths.Map() {
		op, named, params := item.GetOperation(method), strings.Split(template, "/"), 0
		fits := op != nil && len(named) == len(parts)
		for i := 0; fits && i < len(parts); i++ {
			if strings.HasPrefix(named[i], "{") {
				params++
			} else {
				fits = named[i] == parts[i]
			}
		}
		if fits && params < fewest {
			found, fewest = op, params
		}
	}
	require.NotNil(r, found, "%s %s is no operation", method, path)
	return found
}

func (r *tour) byID(id string) *openapi3.Operation {
	for _, item := range r.spec.Paths.Map() {
		for _, op := range item.Operations() {
			if op.OperationID == id {
				return op
			}
		}
	}
	return nil
}
