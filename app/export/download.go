package export

import (
	"context"
	"io"

	"github.com/askwell/askwell/app"
)

// Ready is a file that is ready to be downloaded. Errors: NotFound; Conflict while it is
// made, or when it never will be.
func (e *Exporter) Ready(ctx context.Context, shop app.ShopID, id string) (app.Export, error) {
	one, err := e.Store.Export(ctx, shop, id)
	if err != nil {
		return app.Export{}, err
	}
	switch one.State {
	case app.ExportDone:
		return one, nil
	case app.ExportRunning:
		return app.Export{}, app.Errorf(app.Conflict, "the file is still being made: wait until its state is done")
	default:
		return app.Export{}, app.Errorf(app.Conflict, "there is no file: it is %s", one.State)
	}
}

// Write writes a file that is ready, piece by piece. Errors: NotFound when it is removed
// meanwhile; Unavailable; those of the writer.
func (e *Exporter) Write(ctx context.Context, ready app.Export, to io.Writer) error {
	maker, err := makers[ready.Format](nil)
	if err != nil {
		return err
	}
	for number := range ready.Parts {
		data, _, err := e.Store.ExportPart(ctx, ready.Shop, ready.ID, number+1)
		if err != nil {
			return err
		}
		if data, err = maker.unpack(data); err != nil {
			return err
		}
		if _, err := to.Write(data); err != nil {
			return err
		}
	}
	return nil
}
