package insight_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/freshness"
	"github.com/askwell/askwell/app/recount"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const demo app.ShopID = "demo-shop.myshopify.com"

var now = time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)

// shop is one with many responses, all of them counted.
type shop struct {
	*store.Store
	url       string
	survey    app.SurveyID
	clock     time.Time
	counted   time.Duration // that the first count of everything took
	processor time.Duration // of our process, meanwhile
	judged    time.Duration // that it took to judge how fresh everybody's answers are
}

func document(handle string) app.Document {
	text := app.Text{"en": "Words of a usual length"}
	var options []app.Option
	for _, key := range []string{"podcast", "search", "friend", "social", "press", "shop"} {
		options = append(options, app.Option{Key: key, Label: text})
	}
	d := app.Document{Handle: handle, Title: handle, Languages: []string{"en"}, Placements: app.Surfaces}
	for _, q := range []app.Question{
		{Key: "source", HalfLife: 180, Type: "single_choice", Options: options, Other: &app.Other{Label: text}},
		{Key: "reason", Type: "single_choice", Options: options},
		{Key: "tastes", Type: "multiple_choice", Options: options},
		{Key: "whom", Type: "single_choice", Options: options[:3]},
		{Key: "score", HalfLife: 30, Type: "nps"},
		{Key: "stars", Type: "rating"},
		{Key: "again", Type: "yes_no"},
		{Key: "age", Type: "number"},
		{Key: "why", KeepDays: 400, Type: "text"},
		{Key: "birthday", Type: "birthday"},
	} {
		q.Prompt = text
		d.Questions = append(d.Questions, q)
	}
	return d
}

// openShop makes a shop with so many responses in so many days, unless it is there. Of
// ten, eight were given with an order; two surveys have nine of ten between them, and a
// third the rest.
func openShop(t *testing.T, url string, responses, days int) *shop {
	t.Helper()
	s := &shop{clock: now, url: url}
	var err error
	s.Store, err = store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t), Now: func() time.Time { return s.clock }})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.Migrate(t.Context()))
	if there, err := s.Surveys(t.Context(), demo); err == nil && len(there) > 0 {
		first := slices.IndexFunc(there, func(one app.Survey) bool { return one.Draft.Handle == "first" })
		s.survey = there[first].ID
		return s
	}
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{Timezone: "Europe/Stockholm", Currency: "SEK"}, app.Access{Token: "t", RefreshToken: "r"}))
	var surveys []string
	s.clock = now.AddDate(0, 0, -days-1)
	for _, handle := range []string{"first", "second", "third"} {
		made, err := s.CreateSurvey(t.Context(), demo, document(handle))
		require.NoError(t, err)
		v, err := s.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
		require.NoError(t, err)
		surveys = append(surveys, string(v.Survey))
	}
	s.move(t, app.SurveyID(surveys[0]), days)
	s.survey = app.SurveyID(surveys[0])
	fill(t, url, surveys, responses, days)
	s.count(t)
	s.judge(t)
	return s
}

// judge has it counted how fresh everybody's answers are, and tells how long somebody waits
// who reads that before.
func (s *shop) judge(t *testing.T) {
	t.Helper()
	keeper := &freshness.Keeper{Store: s.Store, Now: func() time.Time { return now }}
	began := time.Now()
	_, err := keeper.Read(t.Context(), demo, 100*time.Millisecond)
	require.NoError(t, err)
	if took := time.Since(began); *full { // a budget is held on a machine with nothing else to do
		require.Less(t, took, summary)
	}
	t.Logf("read before anybody was judged: %v", time.Since(began))
	began = time.Now()
	for counted := (store.FreshCounts{}); counted.At.IsZero(); {
		require.NoError(t, keeper.Count(t.Context(), demo, 20*time.Second))
		counted, err = s.Freshness(t.Context(), demo)
		require.NoError(t, err)
	}
	s.judged = time.Since(began)
}

// move takes a survey off the checkout and back again, twenty times: many days count in part.
func (s *shop) move(t *testing.T, id app.SurveyID, days int) {
	t.Helper()
	for n := range 40 {
		s.clock = now.Add(-time.Duration(days) * 24 * time.Hour * time.Duration(40-n) / 41)
		made, err := s.Survey(t.Context(), demo, id)
		require.NoError(t, err)
		if made.Draft.Placements = app.Surfaces; n%2 == 0 {
			made.Draft.Placements = []app.Surface{app.SurfaceTheme}
		}
		made, err = s.SaveSurvey(t.Context(), demo, made)
		require.NoError(t, err)
		_, err = s.PublishSurvey(t.Context(), demo, id, made.Revision)
		require.NoError(t, err)
	}
	s.clock = now
}

// count has everything counted.
func (s *shop) count(t *testing.T) {
	t.Helper()
	keeper := &recount.Keeper{Store: s.Store, Now: func() time.Time { return s.clock }}
	began, used := time.Now(), processor(t)
	for {
		due, err := s.DueTallies(t.Context(), s.clock, 1)
		require.NoError(t, err)
		if len(due) == 0 {
			break
		}
		require.NoError(t, keeper.Drain(t.Context(), demo))
		s.clock = s.clock.Add(10 * time.Minute)
	}
	s.counted, s.processor, s.clock = time.Since(began), processor(t)-used, now
	at, err := s.TalliedAt(t.Context(), demo)
	require.NoError(t, err)
	require.True(t, at.IsZero())
}

// processor is the processor's time that our process has taken.
func processor(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// kept is a line on what is counted beforehand.
func (s *shop) kept(t *testing.T, database string, responses int) string {
	t.Helper()
	var days, months, size int
	db := connect(t, s.url)
	defer db.Close()
	require.NoError(t, db.QueryRowContext(t.Context(), `SELECT (SELECT COUNT(*) FROM tallies), (SELECT COUNT(*) FROM tally_months),
		(SELECT SUM(LENGTH(counts)) FROM tallies) + COALESCE((SELECT SUM(LENGTH(counts)) FROM tally_months), 0)`).Scan(&days, &months, &size))
	return fmt.Sprintf("| %s | %d | %d | %d | %.1f | %.0f | %.0f | %.0f |", database, responses, days, months, float64(size)/1e6, s.counted.Seconds(), s.processor.Seconds(), s.judged.Seconds())
}

// fill writes the rows themselves. What is drawn of a row is a hash of its number: the
// shop is the same each time.
func fill(t *testing.T, url string, surveys []string, responses, days int) {
	t.Helper()
	db := connect(t, url)
	defer db.Close()
	draw := func(salt, of int) string { // 0 to of-1
		return fmt.Sprintf("(((i * 2654435761 + %d) / 4096) %% %d)", salt*7919+13, of)
	}
	pick := func(by string, values ...string) string {
		cases := "CASE " + by
		for n, v := range values[:len(values)-1] {
			cases += fmt.Sprintf(" WHEN %d THEN '%s'", n, v)
		}
		return cases + " ELSE '" + values[len(values)-1] + "' END"
	}
	answer := func(question, kind, value string) string {
		return fmt.Sprintf(`'{"question":"%s","kind":"%s","value":' || %s || '}'`, question, kind, value)
	}
	option := func(salt int) string {
		return pick(draw(salt, 8), `"podcast"`, `"search"`, `"search"`, `"friend"`, `"social"`, `"press"`, `"shop"`, `"podcast"`)
	}
	answers := "'[' || " + strings.Join([]string{
		answer("source", "choice", "CASE WHEN "+draw(9, 20)+` = 0 THEN '{"other":"my sister"}' ELSE `+option(1)+" END"), answer("reason", "choice", option(2)),
		answer("tastes", "choices", "'[' || "+option(3)+" || ']'"), answer("whom", "choice", pick(draw(4, 3), `"podcast"`, `"search"`, `"friend"`)),
		answer("score", "number", "CAST("+draw(5, 11)+" AS TEXT)"), answer("stars", "number", "CAST(1 + "+draw(6, 5)+" AS TEXT)"),
		answer("again", "boolean", pick(draw(7, 3), "true", "true", "false")), answer("age", "number", "CAST(18 + "+draw(8, 60)+" AS TEXT)"),
		answer("why", "text", `'"because of the colours"'`),
	}, " || ',' || ") + " || ']'"
	shown := `[{"question":"source"},{"question":"reason"},{"question":"tastes"},{"question":"whom"},{"question":"score"},{"question":"stars"},{"question":"again"},{"question":"age"},{"question":"why"},{"question":"birthday"}]`
	at := fmt.Sprintf("(CAST(%d AS BIGINT) - i * %d)", now.UnixMilli(), int64(days)*86_400_000/int64(responses))
	survey := pick(draw(10, 10), surveys[0], surveys[0], surveys[0], surveys[0], surveys[0], surveys[0], surveys[1], surveys[1], surveys[1], surveys[2])
	surface := pick(draw(11, 12), "thank-you", "thank-you", "thank-you", "thank-you", "thank-you", "thank-you", "order-status", "order-status", "theme", "email", "link", "account")
	country := pick(draw(12, 24), "SE", "SE", "SE", "SE", "SE", "SE", "SE", "SE", "SE", "SE", "DE", "DE", "DE", "NO", "NO", "DK", "FI", "NL", "FR", "GB", "US", "PL", "ES", "IT")
	order := "CASE WHEN " + draw(13, 10) + " < 8 THEN i ELSE 0 END"
	numbers := fmt.Sprintf("WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < %d) ", responses)
	for _, statement := range []string{
		numbers + "INSERT INTO profiles (shop_id, id, customer_id, created_at, updated_at) SELECT '" + string(demo) + "', 'profile-' || i, i, " + at + ", " + at + " FROM n",
		numbers + "INSERT INTO orders (shop_id, id, name, customer_id, currency, total, country, channel, created_at, updated_at) SELECT '" + string(demo) +
			"', i, '#' || i, i % " + fmt.Sprint(responses/2) + " + 1, 'SEK', (100 + " + draw(14, 900) + ") || '.50', " + country + ", 'web', " + at + " - 60000, " + at + " FROM n",
		numbers + "INSERT INTO responses (shop_id, id, survey_id, version, surface, profile_id, order_id, locale, shown, answers, complete, reply, started_at, submitted_at) SELECT '" +
			string(demo) + "', 'response-' || i, " + survey + ", 1, " + surface + ", 'profile-' || i, " + order + ", 'en', '" + shown + "', " + answers +
			", FALSE, '{\"id\":\"x\"}', " + at + " - 5000 - " + draw(15, 60000) + ", " + at + " FROM n",
	} {
		_, err := db.ExecContext(t.Context(), statement)
		require.NoError(t, err)
	}
	var shows []string
	for day := range days {
		begins := time.Date(2026, 11, 20-day, 0, 0, 0, 0, time.UTC).UnixMilli()
		for _, id := range surveys {
			for _, on := range app.Surfaces {
				shows = append(shows, fmt.Sprintf("('%s', '%s', 1, '%s', %d, %d, %d)", demo, id, on, begins, 2*responses/days, responses/days))
			}
		}
	}
	_, err := db.ExecContext(t.Context(), "INSERT INTO displays (shop_id, survey_id, version, surface, day, shown, started) VALUES "+strings.Join(shows, ", "))
	require.NoError(t, err)
	_, err = db.ExecContext(t.Context(), "INSERT INTO tally_marks (shop_id, hour, slot, mark, since) VALUES ('"+string(demo)+"', -1, 1, 1, 1)")
	require.NoError(t, err)
}

func connect(t *testing.T, url string) *sql.DB {
	t.Helper()
	driver, source := "pgx", url
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		driver, source = "sqlite", "file:"+path+"?_pragma=busy_timeout(10000)&_pragma=cache_size(-64000)"
	}
	db, err := sql.Open(driver, source)
	require.NoError(t, err)
	if driver == "pgx" { // statistics may be late: nothing here is to need them
		for _, table := range []string{"responses", "orders", "profiles", "tallies", "tally_months", "displays", "deliveries"} {
			_, err := db.ExecContext(context.Background(), "ALTER TABLE "+table+" SET (autovacuum_enabled = false)")
			require.NoError(t, err)
		}
	}
	return db
}
