package delivery

import (
	"context"
	"log/slog"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// logErasure says how far a destination is, and not with whom.
func (w *drain) logErasure(ctx context.Context, t store.ErasureTask, o integrations.Outcome, paused string) {
	level := slog.LevelInfo
	switch {
	case t.State == app.ErasureKept, t.State == app.ErasureUnreachable, paused != "":
		level = slog.LevelError
	case o.Class == integrations.Rejected, o.Class == integrations.Bug:
		level = slog.LevelError
	}
	w.logger().Log(ctx, level, "erasure at a destination", "shop", w.shop.ID, "destination", w.lane.Destination, "erasure", t.Erasure,
		"state", t.State, "class", o.Class, "attempts", t.Attempts, "checks", t.Checks, "next", t.NextAt, "paused", paused)
}
