package sandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// target is where to upload, and with what fields.
type target struct {
	URL, ResourceURL string
	Parameters       []struct{ Name, Value string }
}

// stage asks for a place for a bulk mutation's variables.
func (b *bench) stage(method string) target {
	b.Helper()
	return b.staged(`resource: BULK_MUTATION_VARIABLES, filename: "vars.jsonl", mimeType: "text/jsonl", httpMethod: ` + method)
}

func (b *bench) staged(input string) target {
	b.Helper()
	got := b.graphql(`mutation { stagedUploadsCreate(input: [{`+input+`}]) {
		stagedTargets { url resourceUrl parameters { name value } } userErrors { message } } }`, nil)
	require.Empty(b, got.Errors)
	var out struct {
		StagedUploadsCreate struct{ StagedTargets []target }
	}
	reread(b, got.Data, &out)
	require.Len(b, out.StagedUploadsCreate.StagedTargets, 1)
	return out.StagedUploadsCreate.StagedTargets[0]
}

// reread gives a decoded answer a shape.
func reread(t require.TestingT, v, into any) {
	text, err := json.Marshal(v)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, into))
}

func (g target) field(name string) string {
	for _, p := range g.Parameters {
		if p.Name == name {
			return p.Value
		}
	}
	return ""
}

// post sends the target's form, as changed, with the file where it belongs: last.
func (b *bench) post(g target, file string, change func(name, value string) string) (int, string) {
	b.Helper()
	return b.postForm(g.URL, func(form *multipart.Writer) {
		for _, p := range g.Parameters {
			value := p.Value
			if change != nil {
				value = change(p.Name, p.Value)
			}
			require.NoError(b, form.WriteField(p.Name, value))
		}
		writeFile(b, form, file)
	})
}

func writeFile(t require.TestingT, form *multipart.Writer, file string) {
	part, err := form.CreateFormFile("file", "vars.jsonl")
	require.NoError(t, err)
	_, err = io.WriteString(part, file)
	require.NoError(t, err)
}

func (b *bench) postForm(url string, fill func(*multipart.Writer)) (int, string) {
	b.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	fill(form)
	require.NoError(b, form.Close())
	return b.upload(http.MethodPost, url, form.FormDataContentType(), &body)
}

func (b *bench) upload(method, url, kind string, body io.Reader) (int, string) {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), method, url, body)
	require.NoError(b, err)
	r.Header.Set("Content-Type", kind)
	answer, err := http.DefaultClient.Do(r)
	require.NoError(b, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(b, err)
	return answer.StatusCode, string(text)
}

// operation is a bulk operation as the API shows it.
type operation struct {
	ID, Status, ErrorCode, URL, PartialDataURL, FileSize, CompletedAt string
	ObjectCount, RootObjectCount                                      string
}

const operationFields = ` id status errorCode url partialDataUrl fileSize completedAt objectCount rootObjectCount `

// begin starts an operation and expects it to be accepted.
func (b *bench) begin(mutation string, variables map[string]any) operation {
	b.Helper()
	got := b.graphql(mutation, variables)
	require.Empty(b, got.Errors)
	var out map[string]struct {
		BulkOperation operation
		UserErrors    []any
	}
	reread(b, got.Data, &out)
	for _, payload := range out {
		require.Empty(b, payload.UserErrors)
		require.Equal(b, "CREATED", payload.BulkOperation.Status)
		return payload.BulkOperation
	}
	b.Fatal("no payload")
	return operation{}
}

const runBulk = `mutation ($m: String!, $path: String!) { bulkOperationRunMutation(mutation: $m, stagedUploadPath: $path) {
	bulkOperation {` + operationFields + `} userErrors { message } } }`

// mutate uploads lines and runs a mutation over them.
func (b *bench) mutate(mutation, lines string) operation {
	b.Helper()
	g := b.stage("POST")
	status, text := b.post(g, lines, nil)
	require.Equal(b, http.StatusCreated, status, text)
	return b.begin(runBulk, map[string]any{"m": mutation, "path": g.field("key")})
}

func (b *bench) query(text string) operation {
	b.Helper()
	return b.begin(`mutation ($q: String!) { bulkOperationRunQuery(query: $q) { bulkOperation {`+operationFields+`} userErrors { message } } }`, map[string]any{"q": text})
}

func (b *bench) operation(id string) operation {
	b.Helper()
	got := b.graphql(`query ($id: ID!) { bulkOperation(id: $id) {`+operationFields+`} }`, map[string]any{"id": id})
	require.Empty(b, got.Errors)
	var out struct{ BulkOperation operation }
	reread(b, got.Data, &out)
	return out.BulkOperation
}

// ended waits for an operation to be over.
func (b *bench) ended(op operation) (now operation) {
	b.Helper()
	require.Eventually(b, func() bool {
		now = b.operation(op.ID)
		return now.Status != "CREATED" && now.Status != "RUNNING" && now.Status != "CANCELING"
	}, 3*time.Minute, 10*time.Millisecond)
	return now
}

// result reads what an operation wrote.
func (b *bench) result(op operation) []string {
	b.Helper()
	require.Equal(b, "COMPLETED", op.Status)
	status, text := b.upload(http.MethodGet, op.URL, "", nil)
	require.Equal(b, http.StatusOK, status, text)
	require.Equal(b, op.FileSize, fmt.Sprint(len(text)))
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// finished is the webhook about an operation.
func (b *bench) finished(op operation) map[string]any {
	b.Helper()
	var body map[string]any
	require.Eventually(b, func() bool {
		for _, h := range b.requests("bulk_operations/finish") {
			if json.Unmarshal(h.Body, &body) == nil && body["admin_graphql_api_id"] == op.ID {
				return true
			}
		}
		return false
	}, 10*time.Second, 10*time.Millisecond)
	return body
}

const addTags = `mutation ($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { id } userErrors { field message } } }`

func TestABulkMutationRunsOnceForEveryLineAndTellsTheApp(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	ada := b.ada().ID
	before := len(b.state().Shops[0].Calls)
	op := b.mutate(addTags, `{"id":"`+ada+`","tags":["bulk"]}

{"id":"gid://shopify/Customer/1","tags":["bulk"]}
{"id":"`+ada+`"}
no JSON
{"id":"`+ada+`","tags":["last"]}`)
	op = b.ended(op)
	require.Equal(t, "5", op.ObjectCount)
	require.Equal(t, "5", op.RootObjectCount)
	lines := b.result(op)
	require.Len(t, lines, 5, "an empty line is passed over")
	require.Equal(t, `{"data":{"tagsAdd":{"node":{"id":"`+strings.ReplaceAll(ada, "/", `\/`)+`"},"userErrors":[]}},"__lineNumber":0}`, lines[0])
	require.JSONEq(t, `{"data":{"tagsAdd":{"node":null,"userErrors":[{"field":["id"],"message":"Customer does not exist"}]}},"__lineNumber":2}`, lines[1])
	require.Contains(t, lines[2], `Variable $tags of type [String!]! was provided invalid value`)
	require.JSONEq(t, `{"errors":[{"message":"The line is not a JSON object."}],"__lineNumber":4}`, lines[3])
	require.Equal(t, []string{"bulk", "last", "vip"}, b.ada().Tags)
	require.Equal(t, map[string]any{
		"admin_graphql_api_id": op.ID, "status": "completed", "type": "mutation", "error_code": nil,
		"created_at": b.finished(op)["created_at"], "completed_at": op.CompletedAt,
	}, b.finished(op))
	for _, call := range b.state().Shops[0].Calls[before:] {
		require.NotEqual(t, "tagsAdd", call.Operation, "lines are not charged")
	}
}

func TestABulkQueryWritesEveryObject(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	op := b.ended(b.query(`{ customers { edges { node { id email orders { edges { node { name } } } } } } }`))
	require.Equal(t, "4", op.ObjectCount)
	require.Equal(t, "3", op.RootObjectCount)
	lines := b.result(op)
	ada := strings.ReplaceAll(b.ada().ID, "/", `\/`)
	require.Equal(t, `{"id":"`+ada+`","email":"ada@example.com"}`, lines[0])
	require.Equal(t, `{"name":"#1001","__parentId":"`+ada+`"}`, lines[3])
	require.Equal(t, "query", b.finished(op)["type"])

	op = b.ended(b.query(`{ customers(query: "tag:nobody-has-it") { edges { node { id } } } }`))
	require.Equal(t, "COMPLETED", op.Status)
	require.Empty(t, op.URL, "nothing found, nothing to read")
}

func TestAResultIsKeptForAWeek(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	op := b.ended(b.query(`{ customers { edges { node { id } } } }`))
	b.send("", "/_sandbox/clock", map[string]any{"advance_s": 6 * 86400}, nil)
	b.result(op)
	b.send("", "/_sandbox/clock", map[string]any{"advance_s": 2 * 86400}, nil)
	status, text := b.upload(http.MethodGet, op.URL, "", nil)
	require.Equal(t, http.StatusBadRequest, status)
	require.Contains(t, text, "<Code>ExpiredToken</Code>")
	b.install() // for a token that is good by then
	require.Eventually(t, func() bool { return b.operation(op.ID).Status == "EXPIRED" }, 5*time.Second, 10*time.Millisecond)
	require.Empty(t, b.operation(op.ID).URL)
	current := b.graphql(`{ currentBulkOperation { id } }`, nil)
	require.Nil(t, current.Data["currentBulkOperation"])
}

func TestAQueryTheAppMayNotAskFails(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	op := b.ended(b.query(`{ products { edges { node { id } } } }`))
	require.Equal(t, "FAILED", op.Status)
	require.Equal(t, "ACCESS_DENIED", op.ErrorCode)
	require.Empty(t, op.CompletedAt)
	require.Equal(t, "access_denied", b.finished(op)["error_code"])
	calls := b.state().Shops[0].Calls
	require.Contains(t, fmt.Sprint(calls), "Access denied for products field.", "the log tells what Shopify does not")
}

func TestAnOperationIsCancelledWithWhatItHasDone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	op := b.mutate(addTags, strings.Repeat(`{"id":"`+b.ada().ID+`","tags":["bulk"]}`+"\n", 200_000))
	cancel := func() (operation, string) {
		got := b.graphql(`mutation ($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation {`+operationFields+`} userErrors { message } } }`, map[string]any{"id": op.ID})
		var out struct {
			BulkOperationCancel struct {
				BulkOperation operation
				UserErrors    []struct{ Message string }
			}
		}
		reread(t, got.Data, &out)
		message := ""
		for _, e := range out.BulkOperationCancel.UserErrors {
			message = e.Message
		}
		return out.BulkOperationCancel.BulkOperation, message
	}
	seen := map[string]bool{} // other requests come through while it runs
	require.Eventually(t, func() bool {
		now := b.operation(op.ID)
		require.Contains(t, []string{"CREATED", "RUNNING"}, now.Status)
		seen[now.ObjectCount] = true
		return len(seen) > 5
	}, 20*time.Second, time.Millisecond)
	now, message := cancel()
	require.Equal(t, "CANCELING", now.Status)
	require.Empty(t, message)
	now = b.ended(op)
	require.Equal(t, "CANCELED", now.Status)
	require.Empty(t, now.CompletedAt)
	require.Equal(t, "canceled", b.finished(op)["status"])
	_, message = cancel()
	require.Equal(t, "A bulk operation cannot be canceled when it is canceled", message)
}

func TestAResetOrAnUninstallEndsWhatRuns(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	lines := strings.Repeat(`{"id":"`+b.ada().ID+`","tags":["bulk"]}`+"\n", 100_000)
	op := b.mutate(addTags, lines)
	b.send("", "/_sandbox/reset", map[string]any{}, nil)
	got := b.graphql(`query ($id: ID!) { bulkOperation(id: $id) { id } }`, map[string]any{"id": op.ID})
	require.Nil(t, got.Data["bulkOperation"])

	op = b.mutate(addTags, lines)
	b.send("", "/_sandbox/uninstall", map[string]any{}, nil)
	b.install()
	require.Equal(t, "FAILED", b.operation(op.ID).Status)
}
