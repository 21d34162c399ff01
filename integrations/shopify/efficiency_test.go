package shopify

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// A full batch costs what nobody can do it for less: ten points for every 25 metafields,
// whosever they are, and ten for everybody whose tags change.
func TestAFullBatchCostsTheLeastThatItCan(t *testing.T) {
	t.Parallel()
	for _, tags := range []int{0, 1} {
		for questions := range 9 {
			changes := make([]integrations.Change, applyBatch)
			for i := range changes {
				changes[i].Subject.Customer = app.CustomerID(i + 1)
				for q := range questions {
					changes[i].Set = append(changes[i].Set, integrations.Property{
						Key: fmt.Sprint("q", q), Value: app.Value{Kind: app.KindChoice, JSON: []byte(`"a"`)},
					})
				}
				for tag := range 3 * tags {
					changes[i].AddTags = append(changes[i].AddTags, fmt.Sprint("askwell:q", tag))
				}
			}
			var charged float64
			b, sendable := newBatch(changes)
			for b.enqueue(sendable); b.ready(); b.queue = b.queue[1:] {
				op, _ := document(b.queue[0])
				charged += op.Cost
			}
			least := float64(mutationCost * (applyBatch*questions/maxMetafields + applyBatch*tags))
			require.InDelta(t, least, charged, 0.001, "%d metafields, %d tags", questions, 3*tags)
		}
	}
}
