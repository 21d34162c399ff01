package page

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

func TestTheFieldsOfEveryTypeMeanWhatItsFixturesSay(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../question/testdata/*/*.json")
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		var fixture struct {
			Question app.Question
			Cases    []struct {
				Name  string
				Value json.RawMessage
				Error string
				Form  []string
				Other string
			}
		}
		require.NoError(t, json.Unmarshal(raw, &fixture), file)
		for _, one := range fixture.Cases {
			if one.Form == nil {
				continue
			}
			seen[fixture.Question.Type] = true
			value, err := question.Parse(fixture.Question, answer(fixture.Question, one.Form, one.Other))
			name := file + " " + one.Name
			switch {
			case one.Error != "":
				require.Error(t, err, name)
				require.Equal(t, one.Error, question.Problem(err, "").Code, name)
			case string(one.Value) == "null":
				require.NoError(t, err, name)
				require.Zero(t, value, name)
			default:
				require.NoError(t, err, name)
				require.JSONEq(t, string(one.Value), string(value.JSON), name)
			}
		}
	}
	require.Len(t, seen, len(question.Names()))
}
