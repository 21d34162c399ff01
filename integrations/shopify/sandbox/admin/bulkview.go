package admin

import (
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// bulkNamed finds the operation an id names, and what kind of thing the id is of.
func (s *session) bulkNamed(a args) (*world.BulkOperation, string) {
	id := world.Text(a, "id")
	_, n, ok := world.ParseGID(id)
	kind, _, _ := strings.Cut(strings.TrimPrefix(id, "gid://shopify/"), "/")
	if !ok || kind != "BulkOperation" {
		return nil, kind
	}
	return s.shop.BulkOperation(n), kind
}

func (s *session) queryBulk(a args) (any, error) {
	op, kind := s.bulkNamed(a)
	switch {
	case kind != "BulkOperation":
		return nil, graphql.Coded("RESOURCE_NOT_FOUND", "Invalid id: "+world.Text(a, "id"))
	case op == nil:
		return nil, nil
	}
	return s.operationObject(op), nil
}

// currentBulk is the newest operation of a type, as long as its result is kept.
func (s *session) currentBulk(a args) (any, error) {
	for _, op := range slices.Backward(s.listedBulk()) {
		if op.Type == world.Text(a, "type") {
			return s.operationObject(op), nil
		}
	}
	return nil, nil
}

// listedBulk are the operations whose results are kept.
func (s *session) listedBulk() []*world.BulkOperation {
	return slices.DeleteFunc(slices.Clone(s.shop.Bulk), func(op *world.BulkOperation) bool { return op.Over(s.world.Now()) })
}

// queryBulks lists operations. Unlike elsewhere the newest come first, and
// reverse puts the oldest there.
func (s *session) queryBulks(a args) (any, error) {
	type one = *world.BulkOperation
	created := func(op one) any { return op.CreatedAt.UTC().Format(cursorTime) }
	list := &records[one]{
		session: s, connection: "BulkOperationConnection",
		id:   func(op one) int64 { return op.ID },
		show: s.operationObject,
		fields: map[string]func(one) []search.Value{
			"id":             func(op one) []search.Value { return number(op.ID) },
			"status":         func(op one) []search.Value { return keywords(op.Status) },
			"operation_type": func(op one) []search.Value { return keywords(op.Type) },
			"created_at":     func(op one) []search.Value { return moment(op.CreatedAt) },
		},
		sorts: map[string]func(one) any{"CREATED_AT": created, "COMPLETED_AT": func(op one) any {
			if op.CompletedAt() == nil {
				return ""
			}
			return op.EndedAt.UTC().Format(cursorTime)
		}},
	}
	if q, err := search.Parse(world.Text(a, "query")); err == nil && q.Timeless("created_at") {
		return nil, graphql.Coded("BAD_REQUEST", "Invalid timestamp for query filter `created_at`.")
	}
	a["reverse"] = a["reverse"] != true
	return list.list("bulkOperations", s.listedBulk(), a)
}

// cursorTime is how a cursor remembers a time.
const cursorTime = "2006-01-02 15:04:05.000000"

func (s *session) operationObject(op *world.BulkOperation) object {
	o := object{
		"__typename": "BulkOperation", "id": world.GID("BulkOperation", op.ID), "type": op.Type, "status": op.Status,
		"errorCode": world.OrNil(op.Error), "createdAt": op.CreatedAt, "completedAt": op.CompletedAt(), "query": op.Text,
		"objectCount": strconv.Itoa(op.Objects), "rootObjectCount": strconv.Itoa(op.Roots),
		"fileSize": nil, "url": nil, "partialDataUrl": nil,
	}
	where := world.OrNil(s.world.ResultURL(op))
	switch op.Status {
	case world.BulkCompleted:
		if o["url"] = where; where != nil {
			o["fileSize"] = strconv.FormatInt(op.Size, 10)
		}
	case world.BulkFailed:
		o["partialDataUrl"] = where
	}
	return o
}
