package question_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

func TestAnAnswerIsSpokenInTheWordsOfItsQuestion(t *testing.T) {
	t.Parallel()
	named := func(key, en, sv string) app.Option { return app.Option{Key: key, Label: app.Text{"en": en, "sv": sv}} }
	q := app.Question{
		Options: []app.Option{named("door", "At the door", "Vid dörren"), named("locker", "Locker", "")},
		Parts:   []app.Option{named("evening", "In the evening", "På kvällen")},
		Unit:    app.Text{"en": "cm"},
		High:    app.Text{"en": "Gladly", "sv": "Gärna"},
	}
	for _, one := range []struct {
		kind app.ValueKind
		json string
		want []string
	}{
		{app.KindChoice, `"door"`, []string{"Vid dörren"}},
		{app.KindChoice, `{"other":"by post"}`, []string{"by post"}},
		{app.KindChoices, `["locker",{"other":"by post"}]`, []string{"Locker", "by post"}},
		{app.KindRanking, `["locker","door","gone"]`, []string{"Locker", "Vid dörren", "gone"}},
		{app.KindText, `"two \"words\""`, []string{`two "words"`}},
		{app.KindNumber, `37.5`, []string{"37.5 cm"}},
		{app.KindBoolean, `true`, []string{"Gärna"}},
		{app.KindBoolean, `false`, []string{"Nej"}},
		{app.KindDate, `"2026-11-22"`, []string{"2026-11-22"}},
		{app.KindBirthday, `"--11-22"`, []string{"11-22"}},
		{app.KindEmail, `"ada@example.com"`, []string{"ada@example.com"}},
		{app.KindPhone, `"+46701234567"`, []string{"+46701234567"}},
		{app.KindSlot, `{"part":"evening","place":"door"}`, []string{"På kvällen", "Vid dörren"}},
		{app.KindSlot, `{"place":"locker"}`, []string{"Locker"}},
		{"", ``, []string{}},
	} {
		require.Equal(t, one.want, question.Spoken(q, app.Value{Kind: one.kind, JSON: json.RawMessage(one.json)}, "sv", "en"), one.json)
	}
}
