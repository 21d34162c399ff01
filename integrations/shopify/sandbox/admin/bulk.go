package admin

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Shopify's limits on what a bulk operation is asked with.
const (
	maxVariables  = 100 * megabyte
	maxBulkText   = 65_535 // bytes
	minIdentifier = 10
	maxIdentifier = 255
)

// bulkRoots are the fields of bulk operations and of the uploads they read.
func (s *session) bulkRoots() map[string]field {
	return map[string]field{
		"QueryRoot.bulkOperation":           s.queryBulk,
		"QueryRoot.bulkOperations":          s.queryBulks,
		"QueryRoot.currentBulkOperation":    s.currentBulk,
		"Mutation.bulkOperationCancel":      s.bulkCancel,
		"Mutation.bulkOperationRunMutation": s.bulkRunMutation,
		"Mutation.bulkOperationRunQuery":    s.bulkRunQuery,
		"Mutation.stagedUploadsCreate":      s.stagedUploadsCreate,
	}
}

func (s *session) bulkRunQuery(a args) (any, error) {
	answer := func(op any, errs ...world.UserError) (any, error) {
		return s.payload("BulkOperationRunQueryPayload", "BulkOperationUserError", object{"bulkOperation": op}, errs...), nil
	}
	text := world.Text(a, "query")
	op, refusals := graphql.PrepareBulkQuery(s.schema, text)
	if len(text) > maxBulkText && len(refusals) == 0 {
		refusals = []graphql.BulkRefusal{{Field: []string{"query"}, Message: "Query " + tooLargeText(text), Code: "INVALID"}}
	}
	if len(refusals) > 0 {
		return answer(nil, told(refusals...)...)
	}
	for _, root := range op.Roots {
		if err := s.known("Query", "QueryRoot", root); err != nil {
			return nil, err
		}
	}
	if busy := s.busy("QUERY"); busy != nil {
		return answer(nil, *busy)
	}
	return answer(s.operationObject(s.world.StartBulk(s.shop, &world.BulkOperation{Type: "QUERY", Text: text, Grouped: a["groupObjects"] == true})))
}

func (s *session) bulkRunMutation(a args) (any, error) {
	answer := func(op any, errs ...world.UserError) (any, error) {
		return s.payload("BulkOperationRunMutationPayload", "BulkMutationUserError", object{"bulkOperation": op}, errs...), nil
	}
	text := world.Text(a, "mutation")
	m, refused := graphql.PrepareBulkMutation(s.schema, text)
	if refused == nil {
		refused = refusedMutation(m, text, a)
	}
	if refused != nil {
		return answer(nil, told(*refused)...)
	}
	if err := s.known("Mutation", "Mutation", m.Root); err != nil {
		return nil, err
	}
	upload, wrong := s.variables(world.Text(a, "stagedUploadPath"))
	if wrong == nil {
		wrong = s.busy("MUTATION")
	}
	if wrong != nil {
		return answer(nil, *wrong)
	}
	return answer(s.operationObject(s.world.StartBulk(s.shop, &world.BulkOperation{Type: "MUTATION", Text: text, Variables: upload.File})))
}

// refusedMutation is what a mutation that would run may not be in bulk.
func refusedMutation(m *graphql.BulkMutation, text string, a args) *graphql.BulkRefusal {
	identifier, named := a["clientIdentifier"].(string)
	switch n := utf8.RuneCountInString(identifier); {
	case strings.HasPrefix(m.Root, "bulkOperation"):
		return &graphql.BulkRefusal{Field: []string{"mutation"}, Message: "You must use an allowed mutation name."}
	case len(text) > maxBulkText:
		return &graphql.BulkRefusal{Field: []string{"query"}, Message: tooLargeText(text), Code: "INVALID_MUTATION"}
	case named && n < minIdentifier:
		return &graphql.BulkRefusal{
			Field: []string{"clientIdentifier"}, Code: "INVALID_MUTATION",
			Message: fmt.Sprintf("is too short (minimum is %d characters)", minIdentifier),
		}
	case named && n > maxIdentifier:
		return &graphql.BulkRefusal{
			Field: []string{"clientIdentifier"}, Code: "INVALID_MUTATION",
			Message: fmt.Sprintf("is too long (maximum is %d characters)", maxIdentifier),
		}
	}
	return nil
}

func tooLargeText(text string) string {
	return fmt.Sprintf("is too large (%d bytes; maximum is %d bytes)", len(text), maxBulkText)
}

// variables finds the uploaded lines of a mutation.
func (s *session) variables(path string) (*world.Upload, *world.UserError) {
	if !strings.HasPrefix(path, "tmp/"+world.Number(s.shop.ID)+"/bulk/") || s.shop.Upload(path) == nil {
		return nil, &world.UserError{Code: "NO_SUCH_FILE", Message: "The JSONL file could not be found. Try uploading the file again, " +
			"and check that you've entered the URL correctly for the stagedUploadPath mutation argument."}
	}
	u := s.shop.Upload(path)
	switch {
	case u.Size > maxVariables:
		return nil, &world.UserError{Code: "INVALID_STAGED_UPLOAD_FILE", Message: fmt.Sprintf("The input file size exceeds the maximum allowed size of %d MB.", maxVariables/megabyte)}
	case u.Size == 0:
		return nil, &world.UserError{Code: "INVALID_STAGED_UPLOAD_FILE", Message: "The input file is empty."}
	}
	return u, nil
}

// busy refuses one operation more than run at once.
func (s *session) busy(kind string) *world.UserError {
	running := s.shop.Unended(kind)
	if len(running) < world.MaxBulk {
		return nil
	}
	ids := make([]string, len(running))
	for i, op := range running {
		ids[i] = world.GID("BulkOperation", op.ID)
	}
	return &world.UserError{Code: "OPERATION_IN_PROGRESS", Message: fmt.Sprintf(
		"A bulk %s operation for this app and shop is already in progress: %s.", strings.ToLower(kind), strings.Join(ids, ", "))}
}

// known says at once what would fail only later: that the sandbox does not have a
// root.
func (s *session) known(said, kind, root string) error {
	if _, ok := s.root(kind + "." + root); ok || strings.HasPrefix(root, "__") {
		return nil
	}
	return graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: "+said+"."+root)
}

func told(refusals ...graphql.BulkRefusal) []world.UserError {
	out := make([]world.UserError, len(refusals))
	for i, r := range refusals {
		out[i] = world.UserError{Field: r.Field, Message: r.Message, Code: r.Code}
	}
	return out
}

func (s *session) bulkCancel(a args) (any, error) {
	answer := func(op any, errs ...world.UserError) (any, error) {
		return s.payload("BulkOperationCancelPayload", "UserError", object{"bulkOperation": op}, errs...), nil
	}
	op, kind := s.bulkNamed(a)
	switch {
	case kind != "BulkOperation":
		return nil, graphql.Coded("RESOURCE_NOT_FOUND", "invalid id")
	case op == nil:
		return answer(nil, world.UserError{Field: []string{"id"}, Message: "Bulk operation does not exist"})
	case op.Ended():
		return answer(s.operationObject(op), world.UserError{Message: "A bulk operation cannot be canceled when it is " + strings.ToLower(op.Status)})
	}
	op.Status = world.BulkCanceling
	return answer(s.operationObject(op))
}
