package insight_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/insight"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

var (
	full   = flag.Bool("full", false, "ten thousand, a hundred thousand and a million responses of a year, and INSIGHT.md")
	single = flag.String("url", "", "measure one database, filled by an earlier run that was given it empty, with the most responses")
	sizes  = []int{10_000, 100_000, 1_000_000}
)

// reading is what a merchant waits for, and how long at most.
type reading struct {
	name string
	most time.Duration // the 95th percentile with a million responses
	read func(ctx context.Context, s *shop, r *insight.Reader) error
}

// Budgets: a summary within 300 ms, and the first page of a table within 100, with a
// million responses in one shop.
const (
	summary = 300 * time.Millisecond
	page    = 100 * time.Millisecond
)

func overview(f insight.Filter) func(context.Context, *shop, *insight.Reader) error {
	return func(ctx context.Context, s *shop, r *insight.Reader) error {
		over, err := r.Survey(ctx, demo, s.survey, f)
		if err == nil && (over.People.Answered == 0 || len(over.Questions) != 10 || over.Questions[0].N == 0) {
			err = fmt.Errorf("nothing was answered")
		}
		return err
	}
}

func trend(question string, f insight.Filter, every insight.Every) func(context.Context, *shop, *insight.Reader) error {
	return func(ctx context.Context, s *shop, r *insight.Reader) error {
		trend, err := r.Question(ctx, demo, s.survey, question, f, every)
		if err == nil && trend.Question.N == 0 {
			err = fmt.Errorf("nothing was answered")
		}
		return err
	}
}

// found is the first page of the responses that a filter leaves.
func found(of func(*shop) store.ResponseFilter) func(context.Context, *shop, *insight.Reader) error {
	return func(ctx context.Context, s *shop, _ *insight.Reader) error {
		page, err := s.FindResponses(ctx, demo, of(s), store.Cursor{}, 51)
		if err == nil && len(page.List) != 51 {
			err = fmt.Errorf("%d responses", len(page.List))
		}
		return err
	}
}

// readings are all there are. year is nearly everything.
func readings() []reading {
	year := insight.Filter{From: time.Date(2025, 11, 22, 0, 0, 0, 0, time.UTC)}
	at := func(f insight.Filter, on app.Surface, country string) insight.Filter {
		f.Surface, f.Country = on, country
		return f
	}
	rates := func(f insight.Filter) func(context.Context, *shop, *insight.Reader) error {
		return func(ctx context.Context, s *shop, r *insight.Reader) error {
			reached, err := r.Reached(ctx, demo, s.survey, f)
			if err == nil && f.Country == "" && reached.Surfaces[0].Orders == 0 {
				err = fmt.Errorf("no order led past it")
			}
			return err
		}
	}
	return []reading{
		{"a survey, thirty days", summary, overview(insight.Filter{})},
		{"a survey, a year", summary, overview(year)},
		{"a survey, a year, one surface", summary, overview(at(year, app.SurfaceThankYou, ""))},
		{"a survey, a year, one country", summary, overview(at(year, "", "SE"))},
		{"a survey, a year, one surface and country", summary, overview(at(year, app.SurfaceThankYou, "SE"))},
		{"a question by day, a year", summary, trend("source", year, insight.EveryDay)},
		{"a score by week, a year", summary, trend("score", year, insight.EveryWeek)},
		{"a score by month, a year, one country", summary, trend("score", at(year, "", "DE"), insight.EveryMonth)},
		{"rates, thirty days", summary, rates(insight.Filter{})},
		{"rates, a year", summary, rates(year)},
		{"rates, a year, one country", summary, rates(at(year, "", "SE"))},
		{"surfaces, thirty days", summary, func(ctx context.Context, _ *shop, r *insight.Reader) error {
			_, err := r.Surfaces(ctx, demo, 30)
			return err
		}},
		{"surfaces, ninety days", summary, func(ctx context.Context, _ *shop, r *insight.Reader) error {
			_, err := r.Surfaces(ctx, demo, insight.MostDays)
			return err
		}},
		{"how fresh answers are", summary, func(ctx context.Context, _ *shop, r *insight.Reader) error {
			fresh, err := r.Freshness(ctx, demo)
			if err == nil && (len(fresh.Questions) != 3 || fresh.Questions[1].Stale == 0) {
				err = fmt.Errorf("no answer has aged")
			}
			return err
		}},
		{"responses, first page", page, found(func(*shop) store.ResponseFilter { return store.ResponseFilter{} })},
		{"responses of a survey, a surface and a country, first page", page, found(func(s *shop) store.ResponseFilter {
			return store.ResponseFilter{Survey: s.survey, Surface: app.SurfaceThankYou, Country: "SE"}
		})},
	}
}

// p95 is the 95th percentile of how long a reading takes, of so many after one for nothing.
func p95(t *testing.T, s *shop, one reading, runs int) time.Duration {
	t.Helper()
	r := &insight.Reader{Store: s.Store, Now: func() time.Time { return now }}
	took := make([]time.Duration, 0, runs)
	for n := range runs + 1 {
		began := time.Now()
		require.NoError(t, one.read(t.Context(), s, r), one.name)
		if n > 0 {
			took = append(took, time.Since(began))
		}
	}
	slices.Sort(took)
	return took[len(took)*95/100]
}

func TestAMerchantWaitsForNoSummaryHoweverManyHaveAnswered(t *testing.T) {
	of, days, runs := []int{1000}, 40, 2
	if *full {
		of, days, runs = sizes, 365, 20
	}
	databases := map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres}
	if *single != "" {
		of, databases = of[len(of)-1:], map[string]func(testing.TB) string{"given": func(testing.TB) string { return *single }}
	}
	var read, kept []string
	for name, url := range databases {
		t.Run(name, func(t *testing.T) {
			took := map[string][]time.Duration{}
			for _, responses := range of {
				s := openShop(t, url(t), responses, days)
				kept = append(kept, s.kept(t, name, responses))
				t.Log(kept[len(kept)-1])
				for _, one := range readings() {
					at := p95(t, s, one, runs)
					took[one.name] = append(took[one.name], at)
					t.Logf("%s, %d: %s: %v", name, responses, one.name, at)
				}
				require.NoError(t, s.Close())
			}
			for _, one := range readings() {
				if !*full {
					continue // a budget is held on a machine with nothing else to do
				}
				at := took[one.name]
				assert.Less(t, at[len(at)-1], one.most, one.name)
				read = append(read, line(name, one, at))
			}
		})
	}
	if *full && *single == "" && !t.Failed() {
		report(t, read, kept)
	}
}

func line(database string, one reading, took []time.Duration) string {
	ms := func(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }
	cells := []string{database, one.name}
	for _, at := range took {
		cells = append(cells, ms(at))
	}
	cells = append(cells, fmt.Sprintf("%.1f", float64(took[len(took)-1])/float64(took[0])), ms(one.most))
	return "| " + strings.Join(cells, " | ") + " |"
}

func report(t *testing.T, read, kept []string) {
	t.Helper()
	for _, lines := range [][]string{read, kept} {
		slices.SortStableFunc(lines, func(a, b string) int { return strings.Compare(strings.Split(a, "|")[1], strings.Split(b, "|")[1]) })
	}
	text := "# What a merchant waits for who reads what was answered\n\nWritten by `make bench-insight`: one shop, a year of responses to three surveys, eight in ten with an order, " +
		"on six surfaces and from fifteen countries; PostgreSQL has no statistics. Each number is the 95th percentile of twenty readings in milliseconds, of everything but HTTP.\n\n" +
		"| database | reading | 10,000 | 100,000 | 1,000,000 | growth | at most |\n| --- | --- | --- | --- | --- | --- | --- |\n" + strings.Join(read, "\n") +
		"\n\nWhat is counted beforehand grows with surfaces, countries and days, and hardly with responses. It was counted at once, after all of them came; " +
		"the processor's time is what our process took of it, which PostgreSQL's own is not.\n\n" +
		"| database | responses | rows of days | of months | MB of text | counted within, s | processor, s | how fresh within, s |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n" + strings.Join(kept, "\n") + "\n"
	require.NoError(t, os.WriteFile("INSIGHT.md", []byte(text), 0o600))
}
