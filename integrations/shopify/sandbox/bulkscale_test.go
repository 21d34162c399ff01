package sandbox_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// busy is a crowded shop that is alive, with the app installed.
func busy(t *testing.T) *bench {
	t.Helper()
	b := keptCrowd(t, "", 1000, crowd)
	t.Cleanup(b.live())
	b.install()
	return b
}

// change is n lines that write 25 metafields each, over all customers.
func (b *bench) change(n int) string {
	b.Helper()
	customers := b.state().Shops[0].Customers
	var out strings.Builder
	for i := range n {
		set := make([]string, 25)
		for j := range set {
			set[j] = fmt.Sprintf(`{"ownerId":"%s","key":"answer_%d","type":"single_line_text_field","value":"%d"}`,
				customers[(i*25+j)%len(customers)].ID, (i/40)%100, i*25+j)
		}
		fmt.Fprintf(&out, `{"m":[%s]}`+"\n", strings.Join(set, ","))
	}
	return out.String()
}

// between asks for an operation until it ended, and how long each answer took.
func (b *bench) between(op operation) (now operation, counts []string, took []time.Duration) {
	b.Helper()
	require.Eventually(b, func() bool {
		started := time.Now()
		now = b.operation(op.ID)
		took, counts = append(took, time.Since(started)), append(counts, now.ObjectCount)
		return now.Status != "CREATED" && now.Status != "RUNNING"
	}, 5*time.Minute, 10*time.Millisecond) // no faster than the bucket fills
	slices.Sort(took)
	return now, slices.Compact(counts), took
}

func TestALargeBulkOperationHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	b := busy(t)
	const set = `mutation ($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { metafields { id } userErrors { message } } }`
	started := time.Now()
	op, counts, took := b.between(b.mutate(set, b.change(lines)))
	t.Logf("%d lines in %v; %d answers meanwhile, half within %v, the slowest in %v",
		lines, time.Since(started), len(took), took[len(took)/2], took[len(took)-1])
	require.Equal(t, "COMPLETED", op.Status)
	require.Equal(t, fmt.Sprint(lines), op.ObjectCount)
	require.Greater(t, len(counts), 5, "who asks meanwhile sees it grow")
	for _, line := range b.result(op) {
		require.Contains(t, line, `"userErrors":[]`)
	}

	started = time.Now()
	op, counts, took = b.between(b.query(`{ orders { edges { node { id name customer { id } lineItems { edges { node { id title } } } } } } }`))
	t.Logf("%s objects in %v; %d answers meanwhile, half within %v, the slowest in %v",
		op.ObjectCount, time.Since(started), len(took), took[len(took)/2], took[len(took)-1])
	require.Equal(t, "COMPLETED", op.Status)
	require.Equal(t, fmt.Sprint(crowd+1), op.RootObjectCount)
	require.Greater(t, len(counts), 2)
}
