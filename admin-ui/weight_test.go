package adminui_test

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
)

// mostJS is what a merchant's browser may load before the first screen, in bytes, gzipped.
const mostJS = 150 << 10

var loaded = regexp.MustCompile(`(?:src|href)="/?([^"]+\.js)"`)

func TestTheAdminIsLight(t *testing.T) {
	t.Parallel()
	page, err := fs.ReadFile(adminui.Dist, "index.html")
	if err != nil {
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	scripts := loaded.FindAllSubmatch(page, -1) // with what is loaded ahead of its use
	require.NotEmpty(t, scripts)
	var weight bytes.Buffer
	for _, script := range scripts {
		text, err := fs.ReadFile(adminui.Dist, string(script[1]))
		require.NoError(t, err)
		packed, err := gzip.NewWriterLevel(&weight, gzip.DefaultCompression)
		require.NoError(t, err)
		_, err = packed.Write(text)
		require.NoError(t, err)
		require.NoError(t, packed.Close())
	}
	t.Logf("%d bytes of scripts, gzipped", weight.Len())
	require.Less(t, weight.Len(), mostJS)
}
