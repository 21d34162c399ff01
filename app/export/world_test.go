package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/export"
	"github.com/askwell/askwell/app/find"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const demo app.ShopID = "demo-shop.myshopify.com"

// world is a shop that asks every kind of question.
type world struct {
	*export.Exporter
	store *store.Store
	asked app.Version
	said  int
}

func words(text string) app.Text { return app.Text{"en": text} }

func document() app.Document {
	options := []app.Option{{Key: "podcast", Label: words("A podcast")}, {Key: "friend", Label: words("A friend")}}
	return app.Document{Handle: "how", Title: "How", Languages: []string{"en"}, Questions: []app.Question{
		{Key: "source", Type: "single_choice", Prompt: words("Where?"), Options: options, Other: &app.Other{Label: words("Other")}},
		{Key: "tastes", Type: "multiple_choice", Prompt: words("What?"), Options: options},
		{Key: "score", Type: "nps", Prompt: words("Would you?")},
		{Key: "again", Type: "yes_no", Prompt: words("Again?")},
		{Key: "day", Type: "date", Prompt: words("When?")},
		{Key: "why", Type: "text", Prompt: words("Why?")},
	}}
}

func newWorld(t *testing.T, s *store.Store) *world {
	t.Helper()
	w := &world{store: s, Exporter: &export.Exporter{Store: s}}
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{Timezone: "Europe/Stockholm"}, app.Access{Token: "t", RefreshToken: "r"}))
	made, err := s.CreateSurvey(t.Context(), demo, document())
	require.NoError(t, err)
	w.asked, err = s.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	return w
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(t, newWorld(t, s)) })
}

// clocked is each, with a clock that can be moved on.
func clocked(t *testing.T, test func(t *testing.T, w *world, pass func(time.Duration))) {
	t.Helper()
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var past atomic.Int64
			now := func() time.Time { return time.Now().Add(time.Duration(past.Load())) }
			s, err := store.Open(t.Context(), store.Config{URL: url(t), Keys: storetest.Keys(t), Now: now})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, s.Close()) })
			w := newWorld(t, s)
			w.Now = now
			test(t, w, func(more time.Duration) { past.Add(int64(more)) })
		})
	}
}

func answer(question string, kind app.ValueKind, value any) app.Answer {
	text, _ := json.Marshal(value)
	return app.Answer{Question: question, Value: app.Value{Kind: kind, JSON: text}}
}

// says has somebody answer, a second after whoever answered before.
func (w *world) says(t *testing.T, who app.CustomerID, answers ...app.Answer) app.Response {
	t.Helper()
	w.said++
	r := app.Response{
		ID: app.ResponseID(uuid.NewString()), Survey: w.asked.Survey, Version: w.asked.Version, Surface: app.SurfaceTheme, Locale: "en",
		SubmittedAt: time.Date(2026, 11, 20, 12, 0, w.said, 0, time.UTC), Answers: answers, Complete: true,
	}
	_, err := w.store.RecordResponse(t.Context(), demo, store.Submitted{Response: r, Customer: who, Visitor: uuid.NewString(), Reply: app.Reply{ID: r.ID}})
	require.NoError(t, err)
	return r
}

// takesBack has a customer take back what she answered to a question.
func (w *world) takesBack(t *testing.T, who app.CustomerID, question string) {
	t.Helper()
	_, err := w.store.Prefer(t.Context(), demo, store.Preferring{Customer: who, At: time.Now(), Forget: []string{question}})
	require.NoError(t, err)
}

// made has a file made, and returns it.
func (w *world) made(t *testing.T, f find.Filter, format app.ExportFormat) app.Export {
	t.Helper()
	begun, err := w.Begin(t.Context(), demo, f, format, "user/7")
	require.NoError(t, err)
	return w.drained(t, begun.ID)
}

// drained makes a file as far as it can be made.
func (w *world) drained(t *testing.T, id string) app.Export {
	t.Helper()
	for range 10_000 {
		again, err := w.Drain(t.Context(), demo, id)
		require.NoError(t, err)
		if !again {
			one, err := w.store.Export(t.Context(), demo, id)
			require.NoError(t, err)
			return one
		}
	}
	require.Fail(t, "the file is never made")
	return app.Export{}
}

func (w *world) file(t *testing.T, id string) []byte {
	t.Helper()
	ready, err := w.Ready(t.Context(), demo, id)
	require.NoError(t, err)
	var text bytes.Buffer
	require.NoError(t, w.Write(t.Context(), ready, &text))
	require.EqualValues(t, text.Len(), ready.Size, "the size that is told")
	return text.Bytes()
}

// rows reads a CSV file: by column, of each line.
func rows(t *testing.T, file []byte) (list []map[string]string) {
	t.Helper()
	text, marked := strings.CutPrefix(string(file), "\uFEFF")
	require.True(t, marked, "spreadsheets need it to read UTF-8")
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		list = append(list, row)
	}
	return list
}
