package app

import (
	"encoding/json"
	"time"
)

// MostExports is how many files of responses a shop has at most, and MostExportsAtOnce how
// many of them are made at a time.
const (
	MostExports       = 10
	MostExportsAtOnce = 2
)

// ExportKept is how long a file is kept once it is made.
const ExportKept = 7 * 24 * time.Hour

// Export is a file of responses, which is made in the background.
type Export struct {
	Shop       ShopID
	ID         string
	Format     ExportFormat
	Filter     json.RawMessage // as package find spells it
	State      ExportState
	Reason     string          // why it failed
	By         string          // who asked for it, "user/7" or "key/…"
	Columns    json.RawMessage // as package export spells them; nil until they are known
	Counted    bool            // whether Total is known
	Total      int             // responses that are looked through
	Looked     int             // of them, those that were
	Rows       int             // of those, the ones that are in it
	Parts      int             // it is kept in so many pieces
	Size       int64           // bytes, as it is downloaded
	Kept       int64           // bytes that it takes here
	CreatedAt  time.Time       // responses until then are in it
	FinishedAt time.Time
}

// EndsAt is when the file is removed; zero while it is made.
func (e Export) EndsAt() time.Time {
	if e.FinishedAt.IsZero() {
		return time.Time{}
	}
	return e.FinishedAt.Add(ExportKept)
}

// ExportFormat is what kind of file it is.
type ExportFormat string

// The formats.
const (
	ExportCSV     ExportFormat = "csv"
	ExportParquet ExportFormat = "parquet"
)

// ExportState is how far a file is.
type ExportState string

// The states of a file.
const (
	ExportRunning   ExportState = "running"
	ExportDone      ExportState = "done"
	ExportCancelled ExportState = "cancelled"
	ExportFailed    ExportState = "failed"
	ExportVoid      ExportState = "void" // somebody who may be in it was erased since
)
