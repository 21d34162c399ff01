package stream_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/stream"
)

func TestTheNextQuestionIsTheFirstNotSeen(t *testing.T) {
	t.Parallel()
	d := app.Document{Questions: []app.Question{
		{Key: "one", Mapping: app.Mapping{Tag: true}}, {Key: "two"}, {Key: "three", Mapping: app.Mapping{Tag: true}},
	}}
	for _, one := range []struct {
		seen []string
		next string
		left int
	}{
		{nil, "one", 3},
		{[]string{"one"}, "two", 2},
		{[]string{"two"}, "one", 2},
		{[]string{"two", "one", "elsewhere"}, "three", 1},
	} {
		seen := map[string]bool{}
		for _, key := range one.seen {
			seen[key] = true
		}
		next, left := stream.Next(d, seen)
		require.Equal(t, one.next, next.Key)
		require.Equal(t, one.left, left)
		require.Zero(t, next.Mapping, "shoppers do not see where answers go")
	}
	require.True(t, d.Questions[0].Mapping.Tag, "the document is not touched")
	next, left := stream.Next(d, map[string]bool{"one": true, "two": true, "three": true})
	require.Nil(t, next)
	require.Zero(t, left)
}

func BenchmarkNextAmongTwoHundredQuestions(b *testing.B) {
	var d app.Document
	seen := map[string]bool{}
	for i := range 200 {
		key := string(rune('a'+i%26)) + string(rune('a'+i/26))
		d.Questions = append(d.Questions, app.Question{Key: key})
		seen[key] = i < 199
	}
	for b.Loop() {
		stream.Next(d, seen)
	}
}
