package browsertest

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// Apart hands on the page in a frame that the browser keeps apart, since it has no origin.
// Its address ends with path. Every call hands on another frame: one that comes in the place
// of another is listed beside it for a while.
func (w *Window) Apart(path string, do func(*Window)) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, Patience)
	defer cancel()
	id, err := w.apart(ctx, path)
	require.NoError(w.t, err, "no frame at %s", path)
	frame, leave := chromedp.NewContext(w.ctx, chromedp.WithTargetID(id))
	w.left = append(w.left, id)
	_ = leave                                // that would close the page around it; it ends with the window
	require.NoError(w.t, chromedp.Do(frame)) // attaches, for longer than a wait
	do(&Window{t: w.t, ctx: frame, prefers: w.prefers})
}

func (w *Window) apart(ctx context.Context, path string) (target.ID, error) {
	for {
		found, err := chromedp.Targets(ctx)
		if err != nil {
			return "", err
		}
		for _, one := range found {
			if one.Type == "iframe" && strings.HasSuffix(one.URL, path) && !slices.Contains(w.left, one.TargetID) {
				return one.TargetID, nil
			}
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}
