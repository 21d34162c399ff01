package admin

import (
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// about is what the description of the API says first.
const about = `Everything the admin does, for programs. A merchant makes an API key under Settings; it is sent as ` + "`Authorization: Bearer askw_…`" + `.

- **Refusals** are problems (RFC 9457): ` + "`type`" + ` says which, ` + "`errors`" + ` which fields.
- **Lists** come in pages: send ` + "`next`" + ` back as ` + "`cursor`" + `, or follow the Link header.
- **Changes** may name an Idempotency-Key: sent again within a day, they are answered as the first time, and done once. What was cut off on our side is answered 409: look whether it was done.
- **Editions**: send an ETag back as If-Match, and nothing that somebody else has changed meanwhile is overwritten.
- A key may make 300 requests in a minute, and all keys of a shop 900.
- Every change, and every reading of personal data, is kept in the audit log.`

// tags are what operations are grouped by: the beginning of their path.
var tags = []huma.Tag{
	{Name: "surveys", Description: "What is asked, and publishing it"},
	{Name: "templates", Description: "Surveys that are made already"},
	{Name: "responses", Description: "What was answered"},
	{Name: "exports", Description: "Files of what was answered"},
	{Name: "people", Description: "Who answered, and what is known of them"},
	{Name: "rewards", Description: "What is given for answers"},
	{Name: "destinations", Description: "Where answers go"},
	{Name: "providers", Description: "What can be connected"},
	{Name: "runs", Description: "Telling what was said already"},
	{Name: "deliveries", Description: "What was told, taking it back, and sending it again"},
	{Name: "checks", Description: "Whether destinations hold what was written"},
	{Name: "insight", Description: "What answers come to"},
	{Name: "home", Description: "What the first screen tells"},
	{Name: "status", Description: "How things stand"},
	{Name: "facts", Description: "What an audience and a condition can ask about"},
	{Name: "surfaces", Description: "Where surveys are shown"},
	{Name: "settings", Description: "What is decided for the whole shop"},
	{Name: "privacy", Description: "Requests for data and erasure"},
	{Name: "keys", Description: "API keys"},
	{Name: "audit", Description: "Who did what"},
}

// refusals are the statuses with which an operation may refuse.
func refusals(op *huma.Operation) []int {
	all := []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable}
	if strings.Contains(op.Path, "{") || strings.Contains(op.Path, "/privacy/export") {
		all = append(all, http.StatusNotFound)
	}
	if op.Method != http.MethodGet {
		all = append(all, http.StatusBadRequest, http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusBadGateway)
	}
	if strings.Contains(op.Path, "/destinations") || strings.Contains(op.Path, "/surveys/") {
		all = append(all, http.StatusBadGateway, http.StatusConflict)
	}
	if strings.HasSuffix(op.Path, "/download") {
		all = append(all, http.StatusConflict)
	}
	if op.Extensions[taggedKey] != nil && op.Method != http.MethodGet {
		all = append(all, http.StatusPreconditionFailed)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// explain says in words what an operation's marks say to programs.
func explain(op *huma.Operation) {
	op.Tags = []string{strings.Split(strings.TrimPrefix(op.Path, "/api/v1/"), "/")[0]}
	op.Errors = refusals(op)
	scopes, _ := needed(op)
	names := make([]string, len(scopes))
	for i, scope := range scopes {
		names[i] = "`" + string(scope) + "`"
	}
	words := []string{"A key needs " + strings.Join(names, " and ") + "."}
	if op.Extensions[readsKey] != nil {
		words = append(words, "It tells personal data: that it did is kept in the audit log.")
	}
	if op.Method != http.MethodGet && op.Extensions[looksKey] != nil {
		words = append(words, "It changes nothing.")
	}
	if op.Extensions[onceKey] != nil {
		words = append(words, "Its answer holds a secret, and is not given again.")
	}
	op.Description = strings.Join(words, " ")
}

// finish adds what is the same everywhere once all operations are described.
func finish(o *huma.OpenAPI) {
	o.Info.Description = about
	used := map[string]bool{}
	for _, path := range o.Paths {
		for _, op := range operationsOf(path) {
			used[op.Tags[0]] = true
			complete(op)
		}
	}
	for _, tag := range tags {
		if used[tag.Name] {
			o.Tags = append(o.Tags, &tag)
		}
	}
}

func complete(op *huma.Operation) {
	header := func(said string) *huma.Param {
		return &huma.Param{Schema: &huma.Schema{Type: huma.TypeString}, Description: said}
	}
	for status, answer := range op.Responses {
		if answer.Headers == nil {
			answer.Headers = map[string]*huma.Param{}
		}
		switch {
		case status == "429" || status == "503":
			answer.Headers["Retry-After"] = header("In how many seconds to try again")
		case status[0] == '2' && op.Extensions[taggedKey] != nil && op.Method != http.MethodDelete:
			answer.Headers["ETag"] = header("The edition, for If-Match, and what was told, for If-None-Match")
		}
		if status[0] == '2' && mutates(op) {
			answer.Headers[replayedHeader] = header("true where this is the first answer once more")
		}
	}
	if op.Extensions[beginsKey] != nil {
		later := *op.Responses["200"]
		later.Description = "A run does it: the answer names it"
		op.Responses["202"] = &later
	}
	if op.Method == http.MethodGet && op.Extensions[taggedKey] != nil {
		op.Responses["304"] = &huma.Response{Description: "It is still as If-None-Match says"}
	}
}

func operationsOf(path *huma.PathItem) (all []*huma.Operation) {
	for _, op := range []*huma.Operation{path.Get, path.Post, path.Put, path.Patch, path.Delete} {
		if op != nil {
			all = append(all, op)
		}
	}
	return all
}
