package admin_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

var update = flag.Bool("update", false, "write the expected answers anew")

// Of ids and moments it is only expected that they are there.
var (
	ids     = regexp.MustCompile(`"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"`)
	moments = regexp.MustCompile(`"20\d\d-\d\d-\d\dT[^"]*Z"`)
)

// golden calls the API as demo's staff and compares the answer with testdata/name.json.
func (b *bench) golden(name, method, path string, body any, status int) []byte {
	b.Helper()
	got, answer := b.send(method, b.app+"/api/v1"+path, b.token("admin", demo), body)
	require.Equal(b, status, got, string(answer))
	var text bytes.Buffer
	require.NoError(b, json.Indent(&text, answer, "", "  "))
	plain := moments.ReplaceAll(ids.ReplaceAll(text.Bytes(), []byte(`"(id)"`)), []byte(`"(moment)"`))
	file := filepath.Join("testdata", name+".json")
	if *update {
		require.NoError(b, os.MkdirAll("testdata", 0o755))
		require.NoError(b, os.WriteFile(file, append(bytes.TrimSpace(plain), '\n'), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(b, err)
	require.Equal(b, string(want), string(bytes.TrimSpace(plain))+"\n", name)
	return answer
}

// gone is asked of what is another shop's: it is as if it were not there.
func (b *bench) gone(method, path string, body any) {
	b.Helper()
	var problem struct{ Type, Title string }
	require.Equal(b, 404, b.call(method, path, other, body, &problem), "%s %s", method, path)
	require.NotContains(b, problem.Title, string(app.ShopifyDestination))
}
