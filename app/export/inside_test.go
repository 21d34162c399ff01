package export

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestAPageOfAWideFileIsShort(t *testing.T) {
	t.Parallel()
	for columns, page := range map[int]int{0: 5_000, 10: 5_000, 100: 5_000, 1_000: 500, 5_000: 100, 1_000_000: 1} {
		require.Equal(t, page, pageOf(columns), columns)
	}
}

// A version that nobody has is asked for once, not once a response.
func TestAnUnknownVersionIsAskedForOnce(t *testing.T) {
	t.Parallel()
	l := &lines{store: storetest.New(t), shop: "demo-shop.myshopify.com"}
	ctx, cancel := context.WithCancel(t.Context())
	doc, err := l.document(ctx, app.Response{Survey: "gone", Version: 3})
	require.NoError(t, err)
	require.Empty(t, doc.Questions)
	require.Contains(t, l.read, asked{"gone", 3})
	cancel()
	_, err = l.document(ctx, app.Response{Survey: "gone", Version: 4})
	require.Error(t, err, "that one is asked for")
	_, err = l.document(ctx, app.Response{Survey: "gone", Version: 3})
	require.NoError(t, err)
}
