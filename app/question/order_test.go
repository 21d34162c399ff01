package question_test

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

func keysOf(options []app.Option) []string {
	keys := make([]string, len(options))
	for i, o := range options {
		keys[i] = o.Key
	}
	return keys
}

func optionsOf(keys ...string) []app.Option {
	options := make([]app.Option, len(keys))
	for i, key := range keys {
		options[i] = app.Option{Key: key}
	}
	return options
}

func TestTheOrderOfOptionsIsThatOfTheFixtures(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/order.json")
	require.NoError(t, err)
	var cases []struct {
		Name     string
		Question app.Question
		Survey   string
		Version  int
		Visitor  string
		Order    []string
	}
	require.NoError(t, json.Unmarshal(raw, &cases))
	require.NotEmpty(t, cases)
	for _, one := range cases {
		visit := question.Visit{Survey: one.Survey, Version: one.Version, Visitor: one.Visitor}
		require.Equal(t, one.Order, keysOf(question.Arranged(one.Question, visit)), one.Name)
	}
}

func TestEveryOrderIsAsLikelyAsEveryOther(t *testing.T) {
	t.Parallel()
	q := app.Question{Key: "source", Shuffle: true, Options: optionsOf("a", "b", "c")}
	const visitors = 60_000
	seen := map[string]int{}
	for i := range visitors {
		order := keysOf(question.Arranged(q, question.Visit{Survey: "hear", Version: 1, Visitor: strconv.Itoa(i)}))
		seen[order[0]+order[1]+order[2]]++
	}
	require.Len(t, seen, 6)
	for order, n := range seen {
		require.InDelta(t, visitors/6, n, visitors/6*0.05, order)
	}
}

func TestPinnedOptionsStandAndTheDefinitionIsUntouched(t *testing.T) {
	t.Parallel()
	q := app.Question{Key: "source", Shuffle: true, Options: optionsOf("first", "a", "b", "c", "d", "e", "last")}
	q.Options[0].Pinned, q.Options[6].Pinned = true, true
	moved := false
	for i := range 50 {
		order := keysOf(question.Arranged(q, question.Visit{Survey: "hear", Version: 1, Visitor: strconv.Itoa(i)}))
		require.Equal(t, []string{"first", "last"}, []string{order[0], order[6]})
		require.ElementsMatch(t, []string{"a", "b", "c", "d", "e"}, order[1:6])
		moved = moved || !slices.IsSorted(order[1:6])
	}
	require.True(t, moved)
	require.Equal(t, []string{"first", "a", "b", "c", "d", "e", "last"}, keysOf(q.Options))
}
