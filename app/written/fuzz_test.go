package written_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/written"
)

// mostKept is the most bytes of a hostile file that is worth changing here and there.
const mostKept = 4 << 10

func FuzzRead(f *testing.F) {
	surveys, err := filepath.Glob("../../cmd/askwell/surveys/*.yaml")
	require.NoError(f, err)
	require.NotEmpty(f, surveys)
	walks, err := filepath.Glob("../branch/testdata/walks/*.json")
	require.NoError(f, err)
	for _, file := range append(surveys, walks...) {
		text, err := os.ReadFile(file)
		require.NoError(f, err)
		var walked struct{ Document json.RawMessage }
		if json.Unmarshal(text, &walked) == nil {
			text = walked.Document
		}
		f.Add(text)
	}
	f.Add([]byte(small))
	for _, text := range hostile() {
		f.Add([]byte(text[:min(len(text), mostKept)]))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var d app.Document
		file, err := written.Read("a.yaml", text, &d)
		if err != nil {
			require.Less(t, len(err.Error()), 20_000)
			return
		}
		if wrong := check(d); wrong != nil {
			require.Error(t, file.Locate(wrong))
		} else {
			_, err := branch.Longest(d)
			require.NoError(t, err)
		}
		again, err := written.Survey(d)
		require.NoError(t, err)
		read, err := read("a.yaml", again)
		if len(again) > written.MostBytes {
			return
		}
		require.NoError(t, err, string(again))
		changes, err := written.Differences(d, read)
		require.NoError(t, err)
		require.Empty(t, changes, string(again))
	})
}
