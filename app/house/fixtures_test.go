package house_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/question"
)

// leastShared is how many fixtures Go and TypeScript decide alike at least. The
// other half counts them in extensions/test/shared.test.ts.
const leastShared = 300

// fixtures reads all files that a pattern below app matches.
func fixtures[T any](t *testing.T, pattern string) []T {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "app", pattern))
	require.NoError(t, err)
	require.NotEmpty(t, files, pattern)
	all := make([]T, len(files))
	for i, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(text, &all[i]), file)
	}
	return all
}

type cases struct {
	Cases []struct {
		Value json.RawMessage
		Error string
	}
}

func TestBothLanguagesShareThreeHundredFixturesOfEveryKind(t *testing.T) {
	t.Parallel()
	var rules, walks, answers int
	for _, file := range fixtures[[]json.RawMessage](t, "rule/testdata/*.json") {
		rules += len(file)
	}
	for _, file := range fixtures[cases](t, "branch/testdata/walks/*.json") {
		walks += len(file.Cases)
	}
	for _, name := range question.Names() {
		var good, bad int
		for _, file := range fixtures[cases](t, "question/testdata/"+name+"/*.json") {
			answers += len(file.Cases)
			for _, one := range file.Cases {
				switch {
				case one.Error != "":
					bad++
				case string(one.Value) != "null":
					good++
				}
			}
		}
		require.GreaterOrEqual(t, good, 2, name)
		require.GreaterOrEqual(t, bad, 5, name)
	}
	t.Logf("%d rules, %d ways, %d answers", rules, walks, answers)
	require.GreaterOrEqual(t, rules, 230)
	require.GreaterOrEqual(t, walks, 100)
	require.GreaterOrEqual(t, answers, 250)
	require.GreaterOrEqual(t, rules+walks+answers, leastShared)
}
