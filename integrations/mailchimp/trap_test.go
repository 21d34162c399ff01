package mailchimp_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/mailchimp"
	"github.com/askwell/askwell/integrations/mailchimp/double"
)

func TestAKeyThatWouldLeadElsewhereIsRefused(t *testing.T) {
	t.Parallel()
	key := strings.Repeat("0123456789abcdef", 2)
	for _, wrong := range []string{"", key, key + "-", key + "-us", key + "-eu1", key + "-us1.evil.example", key + "-us1/", key + "-us1@evil.example", key + "-us1\n", key + "-us1234", "x" + key + "-us1"} {
		_, err := mailchimp.Provider{}.Connect(app.Shop{}, map[string]string{"api_key": wrong, "audience": "abc"})
		require.True(t, app.Is(err, app.Invalid), wrong)
	}
	for _, wrong := range []map[string]string{{"api_key": key + "-us1", "audience": "../x"}, {"api_key": key + "-us1", "audience": "abc", "erase": "burn"}} {
		_, err := mailchimp.Provider{}.Connect(app.Shop{}, wrong)
		require.True(t, app.Is(err, app.Invalid), wrong)
	}
	_, err := mailchimp.Provider{}.Connect(app.Shop{}, map[string]string{"api_key": key + "-us19"})
	require.NoError(t, err, "before an audience is chosen they have to be listed")
}

func TestTextIsCutBeforeAByteTooMuchAndNeverWithinACharacter(t *testing.T) {
	t.Parallel()
	for _, text := range []string{strings.Repeat("é", 200), strings.Repeat("a", 254) + "🍰", strings.Repeat("x", 300), strings.Repeat("y", 255)} {
		w := play(t, nil)
		require.NoError(t, w.Connect(t).(integrations.Preparer).Prepare(t.Context(), []integrations.Attribute{{Key: "ASK_SKIN", Label: "Skin", Type: app.FieldText}}))
		w.made(t, integrations.Change{Subject: ada, Set: skin(text)})
		held := w.member(t, ada).Fields["ASK_SKIN"].(string)
		require.True(t, utf8.ValidString(held))
		require.NotContains(t, held, "\uFFFD")
		require.LessOrEqual(t, len(held), 255)
		require.Greater(t, len(held), 250)
		require.True(t, strings.HasPrefix(text, held))
	}
}

func TestALostAnswerNeverBecomesASecondEvent(t *testing.T) {
	t.Parallel()
	var lose atomic.Bool
	lose.Store(true)
	w := play(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/events") && lose.Swap(false) {
				next.ServeHTTP(discard{http.Header{}}, r)
				panic(http.ErrAbortHandler)
			}
			next.ServeHTTP(rw, r)
		})
	})
	change := integrations.Change{Subject: ada, Events: []integrations.Event{
		{ID: "one", Name: integrations.AnswerGiven, At: w.Now()}, {ID: "two", Name: integrations.AnswerGiven, At: w.Now()},
	}}
	require.Equal(t, integrations.Ambiguous, w.apply(t, change).Class)
	w.made(t, change)
	w.made(t, change)
	require.Len(t, w.member(t, ada).Events, 2)
	require.Equal(t, 2, w.member(t, ada).Started)
}

type discard struct{ header http.Header }

func (d discard) Header() http.Header       { return d.header }
func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) WriteHeader(int)             {}

func TestOldNewsStartsNothing(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.made(t, integrations.Change{
		Subject: bo, Quiet: true, AddTags: []string{"quiz"}, Events: []integrations.Event{{ID: "one", Name: integrations.AnswerGiven, At: w.Now().AddDate(0, -2, 0)}},
	})
	her := w.member(t, bo)
	require.Zero(t, her.Started)
	require.Len(t, her.Events, 1)
	require.Equal(t, []string{"quiz"}, her.Tags)
}

func TestTagsChangeInOneCallAndNoneIsReplaced(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	w := play(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			r.Body = io.NopCloser(bytes.NewReader(body))
			if strings.HasSuffix(r.URL.Path, "/tags") {
				calls.Add(1)
			}
			if bytes.Contains(body, []byte("sync_tags")) {
				t.Error("that would replace all tags")
			}
			next.ServeHTTP(rw, r)
		})
	})
	w.made(t, integrations.Change{Subject: ada, AddTags: []string{"quiz_oily"}, RemoveTags: []string{"quiz_dry"}})
	w.made(t, integrations.Change{Subject: ada, AddTags: []string{"quiz_dry"}, RemoveTags: []string{"quiz_oily"}})
	require.EqualValues(t, 2, calls.Load())
	require.Equal(t, []string{"vip", "quiz_dry"}, w.member(t, ada).Tags)
}

func TestMergeTagsAreAllocatedAndNotCut(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	by := w.Connect(t).(integrations.Preparer)
	for _, wrong := range []string{"ASK_SKIN_TYPE", "ask_skin", "", "1SKIN", "ASK SKIN"} {
		err := by.Prepare(t.Context(), []integrations.Attribute{{Key: wrong, Label: "Skin", Type: app.FieldText}})
		require.True(t, app.Is(err, app.Invalid), "%s: %v", wrong, err)
	}
	w.audience(t, func(l *double.Audience) { require.Len(t, l.Fields, 5) })
}

func TestAnAudienceThatTakesNoMoreFieldsSaysSo(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	var many []integrations.Attribute
	for i := range 26 {
		many = append(many, integrations.Attribute{Key: "ASK_" + string(rune('A'+i)), Label: "Q", Type: app.FieldText})
	}
	err := w.Connect(t).(integrations.Preparer).Prepare(t.Context(), many)
	require.True(t, app.Is(err, app.Rejected), "%v", err)
	w.audience(t, func(l *double.Audience) { require.Len(t, l.Fields, 30) })
	w.audience(t, func(l *double.Audience) {
		for _, f := range l.Fields {
			require.False(t, f.Public, "no form of the merchant's shows it")
		}
	})
}

func TestWhoWasDeletedForGoodIsBlocked(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.Settings["erase"] = "delete"
	conn := w.Connect(t)
	require.Equal(t, integrations.OK, conn.(integrations.Eraser).Erase(t.Context(), integrations.Erasure{Traces: []integrations.Trace{{Subject: ada}}}).Class)
	o := conn.Apply(t.Context(), []integrations.Change{{Subject: ada, Set: skin("oily")}})[0]
	require.Equal(t, integrations.Blocked, o.Class)
	require.NotContains(t, o.Reason+o.Excerpt, ada.Email)
}

func TestMoreThanFiftyTagsAreReadWhole(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	change := integrations.Change{Subject: ada}
	for i := range 70 {
		change.AddTags = append(change.AddTags, "quiz_"+string(rune('a'+i%26))+string(rune('a'+i/26)))
	}
	w.made(t, change)
	held, err := w.Connect(t).(integrations.ReadBacker).ReadBack(t.Context(), []integrations.Look{{Subject: ada, Tags: true}})
	require.NoError(t, err)
	require.Len(t, held[0].Tags, 71)
}

func TestAnAudienceOrARoleThatIsGoneIsNoticed(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.account(t, func(a *double.Account) { a.Role = "author" })
	require.True(t, app.Is(w.Connect(t).Check(t.Context()), app.Forbidden))
	w.account(t, func(a *double.Account) { a.Role = "manager" })
	require.NoError(t, w.Connect(t).Check(t.Context()))
	w.Settings["audience"] = "0000000000"
	require.True(t, app.Is(w.Connect(t).Check(t.Context()), app.Invalid))
	o := w.apply(t, integrations.Change{Subject: ada, Set: skin("oily")})
	require.Equal(t, integrations.Config, o.Class)
	w.Settings["audience"] = ""
	all, err := w.Connect(t).(integrations.Cataloguer).Catalogue(t.Context())
	require.NoError(t, err)
	require.Len(t, all.Lists, 2)
	require.True(t, app.Is(w.Connect(t).Check(t.Context()), app.Invalid))
}
