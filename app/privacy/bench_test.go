package privacy_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// talkative is somebody with 500 answers to 40 surveys of twelve questions and more.
func talkative(t testing.TB, s *store.Store) {
	t.Helper()
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, app.Access{Token: "t", RefreshToken: "r"}))
	for n := range 40 {
		d := app.Document{Handle: fmt.Sprintf("survey-%d", n), Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceTheme}}
		var answers []app.Answer
		for i := range 13 {
			q := asking().Questions[0]
			q.Key = fmt.Sprintf("q_%d_%d", n, i)
			d.Questions = append(d.Questions, q)
			if len(answers) < 12 || n < 20 {
				answers = append(answers, answer(q.Key, app.KindChoice, `"podcast"`))
			}
		}
		v := publishedAs(t, s, d)
		for half := range 2 { // as she answers: a few at a time
			speak(t, s, v, app.ResponseID(uuid.NewString()), noon.Add(time.Duration(2*n+half)*time.Hour), answers[half*6:min(len(answers), half*6+6+half)]...)
		}
	}
}

// export500 is one whole export as JSON, by a process that has just begun when cold.
func export500(t testing.TB, s *store.Store) {
	data, err := deskAt(s, noon).Export(t.Context(), demo, ada, nil)
	require.NoError(t, err)
	text, err := privacy.JSON(data)
	require.NoError(t, err)
	said := 0
	for _, r := range data.Responses {
		said += len(r.Answers)
	}
	require.Equal(t, 500, said)
	require.NotEmpty(t, text)
}

func BenchmarkExport500(b *testing.B) {
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			at := url(b)
			open := func() *store.Store {
				s, err := store.Open(b.Context(), store.Config{URL: at, Keys: storetest.Keys(b)})
				require.NoError(b, err)
				return s
			}
			s := open()
			talkative(b, s)
			b.Run("warm", func(b *testing.B) {
				for b.Loop() {
					export500(b, s)
				}
			})
			b.Run("cold", func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					fresh := open()
					b.StartTimer()
					export500(b, fresh)
					b.StopTimer()
					require.NoError(b, fresh.Close())
					b.StartTimer()
				}
			})
			require.NoError(b, s.Close())
		})
	}
}
