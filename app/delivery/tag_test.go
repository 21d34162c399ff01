package delivery

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestATagNamesTheQuestionAndTheAnswer(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		kind app.ValueKind
		json string
		tags []string
	}{
		{app.KindChoice, `"podcast"`, []string{"askwell:source:podcast"}},
		{app.KindChoice, `{"other":"My Friend, Åsa!"}`, []string{"askwell:source:my-friend-åsa"}},
		{app.KindChoice, `{"other":"!!!"}`, []string{"askwell:source:other"}},
		{app.KindChoices, `["a","b",{"other":"C d"}]`, []string{"askwell:source:a", "askwell:source:b", "askwell:source:c-d"}},
		{app.KindChoices, `[]`, []string{}},
		{app.KindText, `"  Two\nlines  "`, []string{"askwell:source:two-lines"}},
		{app.KindText, `""`, []string{}},
		{app.KindRanking, `["b","a"]`, []string{"askwell:source:b"}},
		{app.KindNumber, `-37.5`, []string{"askwell:source:-37.5"}},
		{app.KindBoolean, `false`, []string{"askwell:source:false"}},
		{app.KindDate, `"2026-11-22"`, []string{"askwell:source:2026-11-22"}},
		{app.KindSlot, `{"part":"evening","place":"door"}`, []string{"askwell:source:evening", "askwell:source:door"}},
		{app.KindSlot, `{"place":"door"}`, []string{"askwell:source:door"}},
		{app.KindEmail, `"ada@example.com"`, []string{}},
		{app.KindPhone, `"+46701234567"`, []string{}},
		{app.KindBirthday, `"--11-22"`, []string{}},
	} {
		value := app.Value{Kind: one.kind, JSON: json.RawMessage(one.json)}
		require.Equal(t, one.tags, tagsOf("askwell:", "source", value), one.json)
	}
}

func TestATagIsAtMost255Characters(t *testing.T) {
	t.Parallel()
	long, err := json.Marshal(strings.Repeat("ö", 400))
	require.NoError(t, err)
	tag := tagsOf("askwell:", "source", app.Value{Kind: app.KindText, JSON: long})[0]
	require.Equal(t, 255, utf8.RuneCountInString(tag))
	require.True(t, utf8.ValidString(tag))
}
