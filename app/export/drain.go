package export

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/find"
	"github.com/askwell/askwell/app/store"
)

const (
	usualPage  = 5_000
	mostCells  = 500_000 // of a page
	usualSlice = 5 * time.Second
	usualMost  = 256 << 20 // bytes, as they are kept
	mostSize   = 2 << 30   // bytes, as they are downloaded
	mostTries  = 20
	lease      = 20 * time.Second // longer than any page takes
)

// Why a file was not made.
const (
	reasonTooLarge = "the file would be too large: narrow what is in it, by dates for example"
	reasonTries    = "it could not be made, tried often: try it again, and tell us if it fails again"
)

// work is a file under way.
type work struct {
	store.ExportLease
	filter store.ResponseFilter
	maker  maker
	lines  *lines
}

// Drain makes a file for some time, beginning where it was left, or removes what is left of
// one that is not there any more. again says that it is not ready. A file that is not to be
// made any more is no error. Errors: Unavailable; it is
// then found by the next sweep.
func (e *Exporter) Drain(ctx context.Context, shop app.ShopID, id string) (again bool, err error) {
	held, err := e.Store.LeaseExport(ctx, shop, id, e.now().Add(lease))
	if app.Is(err, app.Conflict) {
		return e.clear(ctx, shop, id)
	}
	if err != nil {
		return false, err
	}
	if held.Tries > mostTries {
		return false, unlessTaken(e.Store.FailExport(ctx, shop, held, reasonTries))
	}
	again, err = e.drain(ctx, shop, held)
	if reason := refused(err); reason != "" {
		err, again = e.Store.FailExport(ctx, shop, held, reason), false
	}
	if again && err == nil || ctx.Err() != nil {
		released := e.Store.ReleaseExport(context.WithoutCancel(ctx), shop, held)
		err = cmp.Or(err, released)
	}
	return again && err == nil, unlessTaken(err)
}

func (e *Exporter) drain(ctx context.Context, shop app.ShopID, held store.ExportLease) (again bool, err error) {
	w, err := e.begin(ctx, shop, held)
	if err != nil {
		return false, err
	}
	for end := time.Now().Add(cmp.Or(e.Slice, usualSlice)); ; {
		more, err := e.page(ctx, shop, w)
		if err != nil {
			return false, err
		}
		if !more {
			return false, e.finish(ctx, shop, w)
		}
		if ctx.Err() != nil || time.Now().After(end) {
			return true, ctx.Err()
		}
	}
}

// clear removes what is left of a file that is not there any more, for some time.
func (e *Exporter) clear(ctx context.Context, shop app.ShopID, id string) (again bool, err error) {
	for end := time.Now().Add(cmp.Or(e.Slice, usualSlice)); ; {
		more, err := e.Store.DropParts(ctx, shop, id)
		if err != nil || !more {
			return false, err
		}
		if ctx.Err() != nil || time.Now().After(end) {
			return true, ctx.Err()
		}
	}
}

// begin goes on with a file, or decides first what it will have.
func (e *Exporter) begin(ctx context.Context, shop app.ShopID, held store.ExportLease) (*work, error) {
	known, err := e.Store.Shop(ctx, shop)
	if err != nil {
		return nil, err
	}
	var said find.Filter
	if err := json.Unmarshal(held.Filter, &said); err != nil {
		return nil, err
	}
	w := &work{ExportLease: held, lines: &lines{store: e.Store, shop: shop, zone: known.Zone()}}
	if w.lines.names, err = e.Store.Namings(ctx, shop); err != nil {
		return nil, err
	}
	if w.filter, err = said.Of(known.Zone(), w.lines.names); err != nil {
		return nil, err
	}
	w.filter = w.filter.Before(held.CreatedAt.Add(time.Millisecond))
	if held.Columns != nil {
		if err := json.Unmarshal(held.Columns, &w.lines.columns); err != nil {
			return nil, err
		}
		w.maker, err = makers[held.Format](w.lines.columns)
		return w, err
	}
	for more := held.Parts > 0; more; { // of before it was begun again
		if more, err = e.Store.ClearExport(ctx, shop, held, e.now().Add(lease)); err != nil {
			return nil, err
		}
	}
	if w.lines.columns, err = columnsOf(ctx, e.Store, shop, said.Survey); err != nil {
		return nil, err
	}
	if w.maker, err = makers[held.Format](w.lines.columns); err != nil {
		return nil, err
	}
	text, err := json.Marshal(w.lines.columns)
	if err != nil {
		return nil, err
	}
	total, err := e.Store.CountToLook(ctx, shop, w.filter)
	if err != nil {
		return nil, err
	}
	head := w.maker.head()
	w.Size, w.Kept = head.size, int64(len(head.data))
	return w, e.Store.BeginExport(ctx, shop, held, text, total, head.kept())
}

// page adds a page to a file; false when there was none any more.
func (e *Exporter) page(ctx context.Context, shop app.ShopID, w *work) (more bool, err error) {
	page, err := e.Store.ReadResponses(ctx, shop, w.filter, w.After, cmp.Or(e.Page, pageOf(len(w.lines.columns))))
	if err != nil || page.Looked == 0 {
		return false, err
	}
	cells := make([][]any, len(page.List))
	for i, one := range page.List {
		if cells[i], err = w.lines.of(ctx, one); err != nil {
			return false, err
		}
	}
	var made piece
	if len(cells) > 0 {
		if made, err = w.maker.page(cells, w.Kept); err != nil {
			return false, err
		}
	}
	if w.Size, w.Kept = w.Size+made.size, w.Kept+int64(len(made.data)); w.Kept > cmp.Or(e.Most, usualMost) || w.Size > mostSize {
		return false, app.Errorf(app.TooLarge, reasonTooLarge)
	}
	kept := made.kept()
	kept.Looked, kept.Rows = page.Looked, len(cells)
	w.After = page.Last
	kept.After = w.After
	return page.Next != nil, e.Store.KeepExport(ctx, shop, w.ExportLease, kept, e.now().Add(lease))
}

// pageOf is how many responses are looked at at once for a file of so many columns.
func pageOf(columns int) int { return max(1, min(usualPage, mostCells/max(1, columns))) }

func (e *Exporter) finish(ctx context.Context, shop app.ShopID, w *work) error {
	notes, err := e.Store.ExportNotes(ctx, shop, w.ID)
	if err != nil {
		return err
	}
	tail, err := w.maker.tail(notes[min(1, len(notes)):]) // the head has none
	if err != nil {
		return err
	}
	return e.Store.FinishExport(ctx, shop, w.ExportLease, tail.kept())
}

// refused is why a file cannot be made, however often it is tried; "" if it can.
func refused(err error) string {
	var wrong *app.Error
	if errors.As(err, &wrong) && wrong.Kind == app.TooLarge {
		return wrong.Message
	}
	return ""
}

// unlessTaken is no error when somebody else makes the file, or nobody is to any more.
func unlessTaken(err error) error {
	if app.Is(err, app.Conflict) {
		return nil
	}
	return err
}

func (e *Exporter) now() time.Time {
	if e.Now == nil {
		return time.Now()
	}
	return e.Now()
}
