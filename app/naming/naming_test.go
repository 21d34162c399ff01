package naming_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/find"
	"github.com/askwell/askwell/app/naming"
	"github.com/askwell/askwell/app/recount"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const demo app.ShopID = "demo-shop.myshopify.com"

type world struct {
	*naming.Keeper
	store *store.Store
	url   string
	asked app.Version
	said  int
	clock time.Duration // ahead of ours
}

func (w *world) now() time.Time { return time.Now().Add(w.clock) }

func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{url: url(t)}
			s, err := store.Open(t.Context(), store.Config{URL: w.url, Keys: storetest.Keys(t), Now: w.now})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, s.Close()) })
			w.begin(t, s)
			test(t, w)
		})
	}
}

// begin has a survey asked.
func (w *world) begin(t *testing.T, s *store.Store) {
	t.Helper()
	w.store, w.Keeper = s, &naming.Keeper{Store: s}
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, app.Access{Token: "t", RefreshToken: "r"}))
	words := func(text string) app.Text { return app.Text{"en": text} }
	made, err := s.CreateSurvey(t.Context(), demo, app.Document{Handle: "how", Title: "How", Languages: []string{"en"}, Questions: []app.Question{
		{Key: "source", Type: "multiple_choice", Prompt: words("Where?"), Other: &app.Other{Label: words("Other")}, Options: []app.Option{
			{Key: "podcast", Label: words("A podcast")}, {Key: "friend", Label: words("From a friend")},
		}},
		{Key: "why", Type: "text", Prompt: words("Why?")},
	}})
	require.NoError(t, err)
	w.asked, err = s.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
}

// says has a customer choose some options, and write something in.
func (w *world) says(t *testing.T, text string, options ...string) app.ResponseID {
	t.Helper()
	w.said++
	var items []any
	for _, one := range options {
		items = append(items, one)
	}
	if text != "" {
		items = append(items, map[string]string{"other": text})
	}
	value, err := json.Marshal(items)
	require.NoError(t, err)
	id := app.ResponseID(uuid.NewString())
	_, err = w.store.RecordResponse(t.Context(), demo, store.Submitted{Customer: app.CustomerID(w.said), Response: app.Response{
		ID: id, Survey: w.asked.Survey, Version: 1, Surface: app.SurfaceTheme, SubmittedAt: time.Now().Add(-time.Hour + time.Duration(w.said)*time.Second),
		Answers: []app.Answer{{Question: "source", Value: app.Value{Kind: app.KindChoices, JSON: value}}},
	}})
	require.NoError(t, err)
	return id
}

func (w *world) board(t *testing.T) naming.Board {
	t.Helper()
	board, err := w.Board(t.Context(), demo, w.asked.Survey, "source")
	require.NoError(t, err)
	return board
}

func (w *world) name(t *testing.T, n app.Naming, texts ...string) {
	t.Helper()
	n.Question, n.By = "source", "user/7"
	_, err := w.Name(t.Context(), demo, w.asked.Survey, n, texts)
	require.NoError(t, err)
}

// counted is what the question's answers are counted as.
func (w *world) counted(t *testing.T) map[string]int {
	t.Helper()
	for {
		w.clock += 10 * time.Minute
		require.NoError(t, (&recount.Keeper{Store: w.store, Now: w.now}).Drain(t.Context(), demo))
		left, err := w.store.TalliedAt(t.Context(), demo)
		require.NoError(t, err)
		if left.IsZero() {
			break
		}
	}
	got := map[string]int{}
	f := store.TallyFilter{
		Survey: w.asked.Survey, Questions: []string{"source"}, Surfaces: []app.Surface{app.Everywhere}, Countries: []string{app.Everywhere},
		From: time.Now().AddDate(0, 0, -2), To: time.Now().AddDate(0, 0, 2),
	}
	var counts app.TallyCounts
	require.NoError(t, w.store.SumTallies(t.Context(), demo, f, func(app.Tally) *app.TallyCounts { return &counts }))
	for value, cell := range counts.Values {
		got[value] = cell.Answers
	}
	return got
}

func (w *world) found(t *testing.T, value string) (ids []app.ResponseID) {
	t.Helper()
	names, err := w.store.Namings(t.Context(), demo)
	require.NoError(t, err)
	f, err := find.Filter{Question: "source", Value: value}.Of(time.UTC, names)
	require.NoError(t, err)
	page, err := w.store.FindResponses(t.Context(), demo, f, store.Cursor{}, 100)
	require.NoError(t, err)
	for _, one := range page.List {
		ids = append(ids, one.Response.ID)
	}
	return ids
}

func TestWhatIsLikelyTheSameIsPutTogether(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for _, text := range []string{"TikTok", "TikTok", "tik tok", "tiktok!", "TikTik", "my sister", "Podcst", "cat", "car", "Instagram", "instgram", "ÎNSTAGRAM", "💥"} {
			w.says(t, text)
		}
		board := w.board(t)
		require.Equal(t, []any{13, true}, []any{board.Looked, board.Whole})
		texts := func(pairs ...any) (list []naming.Text) {
			for i := 0; i < len(pairs); i += 2 {
				list = append(list, naming.Text{Text: pairs[i].(string), Count: pairs[i+1].(int)})
			}
			return list
		}
		require.Equal(t, []naming.Group{
			{Texts: texts("TikTok", 2, "TikTik", 1, "tik tok", 1, "tiktok!", 1), Count: 5, Name: "TikTok"},
			{Texts: texts("Instagram", 1, "instgram", 1, "ÎNSTAGRAM", 1), Count: 3, Name: "Instagram"},
			{Texts: texts("Podcst", 1), Count: 1, Name: "Podcst", Option: "podcast"},
			{Texts: texts("car", 1), Count: 1, Name: "car"},
			{Texts: texts("cat", 1), Count: 1, Name: "cat"},
			{Texts: texts("my sister", 1), Count: 1, Name: "my sister"},
		}, board.Groups)
		require.Empty(t, board.Named)
	})
}

// What is named counts, is found and is exported as that, wherever it is written again;
// what was said stays, and so it can be taken back.
func TestWhatIsNamedCountsAsItsName(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		tok, pod, both := w.says(t, "tik tok"), w.says(t, "podcst"), w.says(t, "Podcst", "podcast", "friend")
		plain := w.says(t, "", "podcast")
		require.Equal(t, map[string]int{"": 3, "podcast": 2, "friend": 1}, w.counted(t))
		w.name(t, app.Naming{Name: "  TikTok "}, "tik tok")
		w.name(t, app.Naming{Option: "podcast"}, "podcst")
		require.Equal(t, map[string]int{"name:TikTok": 1, "podcast": 3, "friend": 1}, w.counted(t), "who chose it already has not chosen it twice")
		require.Equal(t, []app.ResponseID{plain, both, pod}, w.found(t, "podcast"))
		require.Equal(t, []app.ResponseID{tok}, w.found(t, "name:TikTok"))
		require.Equal(t, []app.ResponseID{both, pod, tok}, w.found(t, "*"), "whatever it is called, it was written")
		again := w.says(t, "TIK-TOK")
		require.Equal(t, []app.ResponseID{again, tok}, w.found(t, "name:TikTok"), "who writes it later means it, too")

		board := w.board(t)
		require.Empty(t, board.Groups)
		require.Equal(t, []naming.Named{
			{Name: "TikTok", Texts: []naming.Text{{Text: "TIK-TOK", Count: 1}, {Text: "tik tok", Count: 1}}, Count: 2},
			{Option: "podcast", Texts: []naming.Text{{Text: "Podcst", Count: 1}, {Text: "podcst", Count: 1}}, Count: 2},
		}, board.Named)
		kept, err := w.store.ActivityOf(t.Context(), demo, tok)
		require.NoError(t, err)
		require.JSONEq(t, `[{"other":"tik tok"}]`, string(kept.Response.Answers[0].Value.JSON))

		require.NoError(t, w.store.Unname(t.Context(), demo, app.Naming{Question: "source", Name: "TikTok"}, nil))
		require.True(t, app.Is(w.store.Unname(t.Context(), demo, app.Naming{Question: "source", Name: "TikTok"}, nil), app.NotFound))
		require.Equal(t, map[string]int{"": 2, "podcast": 3, "friend": 1}, w.counted(t))
		require.Empty(t, w.found(t, "name:TikTok"))
	})
}

// One spelling is taken out of a name, and the others stay what they are called.
func TestOneSpellingIsTakenOutOfAName(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		tik, tok := w.says(t, "TikTik"), w.says(t, "TikTok")
		shouted := w.says(t, "TIKTIK!")
		w.name(t, app.Naming{Name: "TikTok"}, "TikTok", "TikTik")
		require.Equal(t, []app.ResponseID{shouted, tok, tik}, w.found(t, "name:TikTok"))
		called := app.Naming{Question: "source", Name: "TikTok"}
		require.True(t, app.Is(w.store.Unname(t.Context(), demo, called, []string{"somebody else's"}), app.NotFound))
		require.True(t, app.Is(w.store.Unname(t.Context(), demo, app.Naming{Question: "source", Option: "podcast"}, []string{"TikTik"}), app.NotFound), "it is not called that")

		require.NoError(t, w.store.Unname(t.Context(), demo, called, []string{"TikTik"}))
		require.Equal(t, []app.ResponseID{tok}, w.found(t, "name:TikTok"))
		require.Equal(t, map[string]int{"": 2, "name:TikTok": 1}, w.counted(t))
		board := w.board(t)
		require.Equal(t, []naming.Named{{Name: "TikTok", Texts: []naming.Text{{Text: "TikTok", Count: 1}}, Count: 1}}, board.Named)
		require.Equal(t, []naming.Text{{Text: "TIKTIK!", Count: 1}, {Text: "TikTik", Count: 1}}, board.Groups[0].Texts, "it can be called something else")
		require.True(t, app.Is(w.store.Unname(t.Context(), demo, called, []string{"TikTik"}), app.NotFound))
		require.NoError(t, w.store.Unname(t.Context(), demo, called, []string{"TikTok"}))
		require.Empty(t, w.board(t).Named, "the last spelling takes the name with it")
	})
}

// A merchant is told where names are wanted, without knowing the question beforehand.
func TestWhereNamesAreWantedIsTold(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		waiting := func() naming.Waiting {
			told, err := w.Waiting(t.Context(), demo)
			require.NoError(t, err)
			return told
		}
		w.says(t, "", "podcast")
		w.says(t, "💥")
		require.Equal(t, naming.Waiting{Looked: 2, Whole: true}, waiting(), "nothing that has letters was written")
		w.says(t, "tik tok")
		w.says(t, "TikTok", "podcast")
		place := naming.Place{Survey: w.asked.Survey, Title: "How", Question: "source", Prompt: "Where?", Unnamed: 2}
		require.Equal(t, naming.Waiting{Questions: []naming.Place{place}, Looked: 4, Whole: true}, waiting())
		w.name(t, app.Naming{Name: "TikTok"}, "TikTok")
		place.Unnamed, place.Named = 1, 1
		require.Equal(t, []naming.Place{place}, waiting().Questions)
		none, err := w.Waiting(t.Context(), "other-shop.myshopify.com")
		require.NoError(t, err)
		require.Empty(t, none.Questions, "another shop's are not told")

		draft := w.asked.Document
		draft.Questions = draft.Questions[1:]
		made, err := w.store.Survey(t.Context(), demo, w.asked.Survey)
		require.NoError(t, err)
		made.Draft = draft
		_, err = w.store.SaveSurvey(t.Context(), demo, made)
		require.NoError(t, err)
		require.Equal(t, []naming.Place{place}, waiting().Questions, "what is asked no more was still written")
	})
}

// However much was answered, only the newest is looked through.
func TestOnlyTheNewestResponsesAreLookedThroughForNames(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.says(t, "the oldest")
		storetest.Exec(t, w.url, fmt.Sprintf(`INSERT INTO responses (shop_id, id, survey_id, version, surface, profile_id, reply, submitted_at)
			WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
			SELECT '%s', 'r' || i, '%s', 1, 'theme', 'p', '{}', %d FROM n`, demo, w.asked.Survey, time.Now().UnixMilli()))
		told, err := w.Waiting(t.Context(), demo)
		require.NoError(t, err)
		require.False(t, told.Whole)
		require.LessOrEqual(t, told.Looked, 5_000)
		require.Empty(t, told.Questions)
	})
}

// Nothing that somebody wrote is kept with its name: she may be erased.
func TestANameSaysNothingOfWhatWasWritten(t *testing.T) {
	t.Parallel()
	url := storetest.SQLite(t)
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, app.Access{Token: "t", RefreshToken: "r"}))
	require.NoError(t, s.Naming(t.Context(), demo, app.Naming{Question: "source", Name: "Somebody", By: "user/7"}, []string{"secretword"}))
	require.Equal(t, 1, storetest.Count(t, url, "SELECT COUNT(*) FROM namings WHERE length(written) = 64"))
	require.Zero(t, storetest.Count(t, url, "SELECT COUNT(*) FROM namings WHERE question || written || option || name LIKE '%secretword%'"))
}

func TestWhatCannotBeNamedIsRefused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for field, n := range map[string]app.Naming{
			"name": {Question: "source"}, "option": {Question: "source", Option: "nobody"}, "question": {Question: "why", Name: "x"},
		} {
			_, err := w.Name(t.Context(), demo, w.asked.Survey, n, []string{"a"})
			require.True(t, app.Is(err, app.Invalid), err)
			require.ErrorContains(t, err, field)
		}
		_, err := w.Name(t.Context(), demo, w.asked.Survey, app.Naming{Question: "source", Name: "x\x00"}, []string{"a"})
		require.True(t, app.Is(err, app.Invalid), err)
		for _, texts := range [][]string{nil, {""}, {"💥"}, make([]string, app.MostNamedAtOnce+1)} {
			_, err := w.Name(t.Context(), demo, w.asked.Survey, app.Naming{Question: "source", Name: "x"}, texts)
			require.True(t, app.Is(err, app.Invalid), err)
		}
		_, err = w.Name(t.Context(), demo, w.asked.Survey, app.Naming{Question: "source", Name: "x", Option: "podcast"}, []string{"a"})
		require.True(t, app.Is(err, app.Invalid), err)
		none, err := w.Board(t.Context(), demo, w.asked.Survey, "why")
		require.NoError(t, err)
		require.Equal(t, naming.Board{Whole: true}, none, "nothing can be written in there")
		_, err = w.Board(t.Context(), demo, w.asked.Survey, "nothing")
		require.True(t, app.Is(err, app.NotFound), err)
		_, err = w.Board(t.Context(), demo, "another", "source")
		require.True(t, app.Is(err, app.NotFound), err)
	})
}
