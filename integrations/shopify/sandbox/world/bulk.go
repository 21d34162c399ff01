package world

import (
	"slices"
	"strings"
	"time"
)

// The states of a bulk operation.
const (
	BulkCreated   = "CREATED"
	BulkRunning   = "RUNNING"
	BulkCanceling = "CANCELING"
	BulkCanceled  = "CANCELED"
	BulkCompleted = "COMPLETED"
	BulkFailed    = "FAILED"
	BulkExpired   = "EXPIRED"
)

// BulkOperation is a query or a mutation that runs beside the requests.
type BulkOperation struct {
	ID        int64
	Type      string // "QUERY", "MUTATION"
	Status    string
	Error     string // why it failed, in Shopify's word
	Text      string // the query or the mutation
	Grouped   bool   // children follow their own parent
	Variables string // the file with a mutation's lines, until it ended
	CreatedAt time.Time
	EndedAt   time.Time

	Objects, Roots int
	Result         string // the file written so far, "" for none
	Size           int64  // of it

	// How far it has come. This is kept together with all that it has done, so
	// that after a restart it goes on where the kept world stands.
	Line       int    // lines done
	Offset     int64  // where the next one starts
	Connection int    // the one a query is at
	After      string // and the cursor there
}

// Shopify's limits on bulk operations
// (shopify.dev/docs/api/usage/bulk-operations/queries, …/imports).
const (
	MaxBulk          = 5 // of a type at once, for an app in a shop
	queryDeadline    = 10 * 24 * time.Hour
	mutationDeadline = 24 * time.Hour
	resultLifetime   = 7 * 24 * time.Hour

	maxBulkKept = 200
)

// StartBulk begins an operation.
func (w *World) StartBulk(s *Shop, op *BulkOperation) *BulkOperation {
	op.ID, op.Status, op.CreatedAt = w.NewID(), BulkCreated, w.Now()
	s.Bulk = append(s.Bulk, op)
	return op
}

// BulkOperation finds an operation by its id, nil when there is none.
func (s *Shop) BulkOperation(id int64) *BulkOperation {
	i := slices.IndexFunc(s.Bulk, func(op *BulkOperation) bool { return op.ID == id })
	if i < 0 {
		return nil
	}
	return s.Bulk[i]
}

// Unended are the operations of a type that are not over yet.
func (s *Shop) Unended(kind string) []*BulkOperation {
	var out []*BulkOperation
	for _, op := range s.Bulk {
		if op.Type == kind && !op.Ended() {
			out = append(out, op)
		}
	}
	return out
}

// Ended reports whether nothing more comes of an operation.
func (op *BulkOperation) Ended() bool {
	return op.Status != BulkCreated && op.Status != BulkRunning && op.Status != BulkCanceling
}

// Over reports whether an operation ended so long ago that its result is gone.
func (op *BulkOperation) Over(now time.Time) bool {
	return op.Ended() && now.After(op.EndedAt.Add(resultLifetime))
}

// Late reports whether an operation has taken longer than it may.
func (op *BulkOperation) Late(now time.Time) bool {
	deadline := queryDeadline
	if op.Type == "MUTATION" {
		deadline = mutationDeadline
	}
	return now.Sub(op.CreatedAt) > deadline
}

// EndBulk ends an operation, with a word for why it failed, and tells subscribers.
func (w *World) EndBulk(s *Shop, op *BulkOperation, status, failure string) {
	op.Status, op.Error, op.EndedAt = status, failure, w.Now()
	file := op.Variables
	op.Variables = ""
	if !s.reads(file) && !slices.ContainsFunc(s.Uploads, func(u *Upload) bool { return u.File == file }) {
		w.Files.Remove(file)
	}
	w.makeRoom(0)
	w.Announce(s, "bulk_operations/finish", Payload{
		"admin_graphql_api_id": GID("BulkOperation", op.ID), "type": strings.ToLower(op.Type), "status": strings.ToLower(status),
		"error_code": OrNil(strings.ToLower(failure)), "created_at": Stamp(op.CreatedAt), "completed_at": op.CompletedAt(),
	})
}

// stopBulk ends what an app that left had begun.
func (w *World) stopBulk(s *Shop) {
	for _, op := range s.Bulk {
		if !op.Ended() {
			w.EndBulk(s, op, BulkFailed, "ACCESS_DENIED")
		}
	}
}

// CompletedAt is when an operation was done, nil when it never was.
func (op *BulkOperation) CompletedAt() any {
	if op.Status != BulkCompleted && op.Status != BulkExpired {
		return nil
	}
	return Stamp(op.EndedAt)
}
