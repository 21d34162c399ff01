package browsertest

import (
	"context"
	"strings"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// Apart hands on the page in a frame that the browser keeps apart, since it has no origin.
// Its address ends with path.
func (w *Window) Apart(path string, do func(*Window)) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, Patience)
	defer cancel()
	id, err := apart(ctx, path)
	require.NoError(w.t, err, "no frame at %s", path)
	frame, leave := chromedp.NewContext(w.ctx, chromedp.WithTargetID(id))
	_ = leave                                // that would close the page around it; it ends with the window
	require.NoError(w.t, chromedp.Do(frame)) // attaches, for longer than a wait
	do(&Window{t: w.t, ctx: frame, prefers: w.prefers})
}

func apart(ctx context.Context, path string) (target.ID, error) {
	for {
		found, err := chromedp.Targets(ctx)
		if err != nil {
			return "", err
		}
		for _, one := range found {
			if one.Type == "iframe" && strings.HasSuffix(one.URL, path) {
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
