package client

import (
	"context"
	"time"

	"github.com/askwell/askwell/integrations"
)

// Until looks again and again, so far apart and for the first time after that, whether a
// vendor has done what it took, and gives up after some time or with the context. The
// outcome is Ambiguous where it was not done by then: it is to be said again. Other
// outcomes are those of a look that failed.
func Until(ctx context.Context, every, longest time.Duration, look func() (done bool, o integrations.Outcome)) integrations.Outcome {
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	next := time.NewTicker(every)
	defer next.Stop()
	for {
		select {
		case <-next.C:
		case <-ctx.Done():
			return integrations.Outcome{Class: integrations.Ambiguous, Reason: "what it was told was taken, and is not done yet"}
		}
		if done, o := look(); done || o.Class != integrations.OK {
			return o
		}
	}
}
