// Package export owns files of responses: what stands in them, in which format, and making
// them in the background, piece by piece, so that they can be watched and stopped, and are
// gone on with whatever happens meanwhile.
package export

import (
	"context"
	"encoding/json"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/find"
	"github.com/askwell/askwell/app/store"
)

// Exporter makes files. Safe for concurrent use, by any number of processes.
type Exporter struct {
	Store *store.Store
	Ring  func(ctx context.Context, shop app.ShopID, id string) // says that a file is to be made; nil: nobody hears
	Now   func() time.Time                                      // the clock; time.Now when nil

	Slice time.Duration // of work at a time; 5 s when zero
	Page  int           // responses looked at at once; when zero 5,000, fewer where a file has many columns
	Most  int64         // bytes of a file; 256 MB as it is kept, when zero
}

// Begin has a file made of the responses that a filter leaves now; by is who asks for it.
// Errors: NotFound without the shop; Invalid for a filter or a format that is none;
// Conflict where the shop has as many files as it can.
func (e *Exporter) Begin(ctx context.Context, shop app.ShopID, filter find.Filter, format app.ExportFormat, by string) (app.Export, error) {
	if makers[format] == nil {
		return app.Export{}, app.InvalidFields([]app.FieldError{{Field: "format", Code: "choice", Message: "Choose csv or parquet."}})
	}
	known, err := e.Store.Shop(ctx, shop)
	if err != nil {
		return app.Export{}, err
	}
	if _, err := filter.Of(known.Zone(), store.Namings{}); err != nil {
		return app.Export{}, err
	}
	text, err := json.Marshal(filter)
	if err != nil {
		return app.Export{}, err
	}
	begun, err := e.Store.CreateExport(ctx, shop, app.Export{Format: format, Filter: text, By: by})
	if err == nil && e.Ring != nil {
		e.Ring(ctx, shop, begun.ID)
	}
	return begun, err
}

// maker writes a format.
type maker interface {
	// head is what a file begins with.
	head() piece
	// page is what some lines come to in a file that has so many bytes before them.
	page(lines [][]any, before int64) (piece, error)
	// tail is what a file ends with, after pages with some notes.
	tail(notes [][]byte) (piece, error)
	// unpack is a piece as it is downloaded.
	unpack(data []byte) ([]byte, error)
}

// piece is a part of a file: packed as it is kept, its size as it is downloaded, and what
// the tail has to know of it.
type piece struct {
	data, note []byte
	size       int64
}

func (p piece) kept() store.ExportPiece {
	return store.ExportPiece{Data: p.data, Note: p.note, Size: p.size}
}

// makers are those of the formats there are.
var makers = map[app.ExportFormat]func(columns []column) (maker, error){
	app.ExportCSV: newCSV, app.ExportParquet: newParquet,
}
