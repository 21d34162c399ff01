package store_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/fold"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// writes has somebody write something, as a text or as a write-in by turns.
func writes(t *testing.T, s *store.Store, v app.Version, who app.CustomerID, text string, at time.Time) app.ResponseID {
	t.Helper()
	r := said(v, who, text, at)
	r.Visitor = uuid.NewString()
	value, err := json.Marshal(text)
	require.NoError(t, err)
	r.Response.Answers[0].Value = app.Value{Kind: app.KindText, JSON: value}
	if at.Second()%2 == 1 {
		value, err = json.Marshal(map[string]string{"other": text})
		require.NoError(t, err)
		r.Response.Answers[0].Value = app.Value{Kind: app.KindChoice, JSON: value}
	}
	_, err = s.RecordResponse(t.Context(), demo, r)
	require.NoError(t, err)
	return r.Response.ID
}

func words(text string) store.ResponseFilter { return store.ResponseFilter{Words: fold.Words(text, 5)} }

func TestResponsesAreFoundByTheWordsInThem(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		texts := []string{"Blåbär från Öland", "blue BERRIES", "My sister, Åsa!", "TikTok", "tik tok", "=SUM(a%_b)", "blab", "Ω мир 世界"}
		ids := make([]app.ResponseID, len(texts))
		for i, text := range texts {
			ids[i] = writes(t, s, v, app.CustomerID(i+1), text, noon.Add(time.Duration(i)*time.Second))
		}
		for looked, found := range map[string][]int{
			"blabar": {0}, "BLÅB": {6, 0}, "b": {6, 5, 1, 0}, "berries blue": {1}, "sister asa": {2}, "tik": {4, 3}, "tik tok": {4}, "sum": {5}, "%": {}, "nobody": {},
			"МИР": {7}, "界": {7}, "sister berries": {}, "oland från": {0},
		} {
			want := []app.ResponseID(nil)
			for _, i := range found {
				want = append(want, ids[i])
			}
			if f := words(looked); len(f.Words) > 0 {
				for _, limit := range []int{1, 100} {
					require.Equal(t, want, walk(t, s, demo, f, limit), looked)
				}
			}
		}
		both := words("b")
		both.To, both.From = noon.Add(6*time.Second), noon.Add(time.Second)
		require.Equal(t, []app.ResponseID{ids[5], ids[1]}, walk(t, s, demo, both, 10), "together with the rest of a filter")
		require.Empty(t, walk(t, s, "slow-wick.myshopify.com", words("tik"), 10), "in this shop only")
	})
}

// What few wrote is found among those; what many did, by looking through everything. Both
// find the same.
func TestWhatIsCommonIsFoundAsWhatIsRareIs(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		var rare []app.ResponseID
		for i := range 60 {
			text := "common words"
			if i%20 == 0 {
				text = "common pearl"
			}
			id := writes(t, s, v, app.CustomerID(i+1), text, noon.Add(time.Duration(i)*time.Second))
			if i%20 == 0 {
				rare = append(rare, id)
			}
		}
		slices.Reverse(rare)
		require.Equal(t, rare, walk(t, s, demo, words("common pearl"), 2))
		require.Len(t, walk(t, s, demo, words("common"), 7), 60)
		store.Exec(t, s, "INSERT INTO word_work (shop_id, before_at, before_id) VALUES (?, 9223372036854775807, '')", demo)
		require.Equal(t, rare, walk(t, s, demo, words("common pearl"), 2), "while nobody knows all the words")
	})
}

func TestOlderResponsesAreTakenApartToo(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for i := range 1_100 {
			store.Exec(t, s, `INSERT INTO responses (shop_id, id, survey_id, version, surface, profile_id, answers, reply, submitted_at) VALUES (?, ?, ?, 1, 'theme', 'p', ?, '{}', ?)`,
				demo, fmt.Sprintf("r-%04d", i), v.Survey, fmt.Sprintf(`[{"question":"q","kind":"text","value":"word%d"}]`, i), 1_000+i/3)
		}
		store.Exec(t, s, "INSERT INTO word_work (shop_id, before_at, before_id) VALUES (?, 9223372036854775807, '')", demo)
		due, err := s.DueWords(t.Context(), 10)
		require.NoError(t, err)
		require.Equal(t, []app.ShopID{demo}, due)
		pages := 1
		for more := true; more; pages++ {
			more, err = s.TakeWords(t.Context(), demo)
			require.NoError(t, err)
		}
		require.Equal(t, 4, pages)
		require.Equal(t, 1_100, store.Count(t, s, "SELECT COUNT(*) FROM response_words"))
		due, err = s.DueWords(t.Context(), 10)
		require.NoError(t, err)
		require.Empty(t, due)
		require.Equal(t, []app.ResponseID{"r-0007"}, walk(t, s, demo, words("word7"), 1)[len(walk(t, s, demo, words("word7"), 1))-1:])
	})
}

// Nobody is found by what was forgotten, nor is anything of it left.
func TestWordsGoWithWhatWasSaid(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		writes(t, s, v, 1, "secret one", noon)
		expires := writes(t, s, v, 2, "secret two", noon.Add(time.Second))
		kept := writes(t, s, v, 3, "secret three", noon.Add(2*time.Second))
		require.NoError(t, s.EraseCustomer(t.Context(), demo, 1, nil))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM response_words WHERE submitted_at = "+fmt.Sprint(noon.UnixMilli())))
		_, err := s.Expire(t.Context(), demo, noon.Add(time.Hour), map[app.ResponseID]store.Term{expires: {"source": noon.Add(time.Minute)}})
		require.NoError(t, err)
		require.Equal(t, []app.ResponseID{kept}, walk(t, s, demo, words("secret"), 10))
		require.Equal(t, 2, store.Count(t, s, "SELECT COUNT(*) FROM response_words"))
	})
}

func TestLookingForWordsLooksAtFew(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	v := published(t, s, demo, "a")
	writes(t, s, v, 1, "tik tok", noon)
	plans := store.Plans(t, s, func() {
		_, err := s.FindResponses(t.Context(), demo, words("tik"), store.Cursor{}, 25)
		require.NoError(t, err)
	})
	requireFew(t, slices.Clone(plans))
}

// Who is erased while what she said is taken apart leaves no word behind.
func TestNoWordSlipsPastAnErasure(t *testing.T) {
	t.Parallel()
	one, two := twoProcesses(t)
	installed(t, one, demo)
	v := published(t, one, demo, "a")
	for i := range 450 { // others', so that taking them apart takes a while
		store.Exec(t, one, `INSERT INTO responses (shop_id, id, survey_id, version, surface, profile_id, answers, reply, submitted_at) VALUES (?, ?, ?, 1, 'theme', 'p', ?, '{}', 1)`,
			demo, fmt.Sprintf("r-%04d", i), v.Survey, `[{"question":"q","kind":"text","value":"`+strings.Repeat("many words of others ", 20)+`"}]`)
	}
	for i := range app.CustomerID(30) {
		hers := writes(t, one, v, 1_000+i, "secret words of hers", noon)
		store.Exec(t, one, "DELETE FROM response_words")
		store.Exec(t, one, "INSERT INTO word_work (shop_id, before_at, before_id) VALUES (?, 9223372036854775807, '')", demo)
		both(func() {
			_, err := one.TakeWords(t.Context(), demo)
			require.NoError(t, err)
		}, func() { require.NoError(t, two.EraseCustomer(t.Context(), demo, 1_000+i, nil)) })
		require.Zero(t, store.Count(t, one, "SELECT COUNT(*) FROM response_words WHERE response_id = '"+string(hers)+"'"), "round %d", i)
	}
}

func TestALongTextIsFoundByAllItsWords(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	v := published(t, s, demo, "a")
	var text []string
	for i := range 400 {
		text = append(text, fmt.Sprintf("w%03d", i))
	}
	id := writes(t, s, v, 1, strings.Join(text, " "), noon)
	require.Equal(t, []app.ResponseID{id}, walk(t, s, demo, words("w399"), 10))
}
