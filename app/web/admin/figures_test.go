package admin_test

import (
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/store/storetest"
)

// Every number of every insight answer, whatever is filtered by, is what SQL finds among
// the responses, answers, displays and orders, or follows from those.
func TestEveryFigureIsWhatSQLFinds(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := settled(newBenchOn(t, url(t), built))
			c.prepare()
			surveys := []string{string(c.versions[0].Survey), string(c.versions[2].Survey)}
			for n, in := range filters(c.now) {
				in.survey = surveys[n%2]
				c.holdOverview(in)
				c.holdRates(in)
				c.holdTrend(in, []string{"source", "tastes", "order", "score", "age", "again", "birthday", "why", "was"}[n%9], []string{"day", "week", "month"}[n%3])
			}
			for _, days := range []int{1, 30, 90} {
				c.holdSurfaces(days)
			}
			c.holdFreshness()
		})
	}
}

// narrowed is what an answer is asked for.
type narrowed struct{ survey, from, to, surface, country string }

// filters are each span with each surface and country.
func filters(now time.Time) (list []narrowed) {
	zone, _ := time.LoadLocation("Europe/Stockholm")
	day := func(back int) string { return now.In(zone).AddDate(0, 0, -back).Format(time.DateOnly) }
	for _, span := range [][2]string{{day(29), day(0)}, {day(spread), day(0)}, {day(80), day(11)}, {day(40), day(40)}, {day(spread + 30), day(spread + 5)}} {
		for _, surface := range []string{"", "thank-you", "staff"} {
			for _, country := range []string{"", "SE", "none"} {
				list = append(list, narrowed{from: span[0], to: span[1], surface: surface, country: country})
			}
		}
	}
	return list
}

func (in narrowed) query() string {
	return "?from=" + in.from + "&to=" + in.to + "&surface=" + in.surface + "&country=" + in.country
}

// where is in as SQL's condition.
func (in narrowed) where() string {
	where := fmt.Sprintf(" survey_id = '%s' AND day >= '%s' AND day <= '%s'", in.survey, in.from, in.to)
	if in.surface != "" {
		where += " AND surface = '" + in.surface + "'"
	}
	if in.country != "" {
		where += " AND country = '" + strings.TrimPrefix(in.country, "none") + "'"
	}
	return where
}

// questionQueries are a question's figures, under a name.
func questionQueries(name, where string) (queries []string) {
	for figure, from := range map[string]string{
		"n', COUNT(*)":         "counted",
		"orders', SUM(bought)": "counted",
		"money/' || currency || '/orders', COUNT(amount)":                                                                 "counted",
		"money/' || currency || '/revenue', SUM(amount)":                                                                  "counted",
		"time/n', COUNT(took)":                                                                                            "counted",
		"drop/answered/of', COUNT(*)":                                                                                     "stood",
		"drop/answered/n', SUM(answered)":                                                                                 "stood",
		"drop/versions/' || version || '/answered/of', COUNT(*)":                                                          "stood",
		"drop/versions/' || version || '/answered/n', SUM(answered)":                                                      "stood",
		"score/n', SUM(CASE question WHEN 'score' THEN 1 END)":                                                            "counted",
		"score/promoters', SUM(CASE WHEN question = 'score' AND word IN ('9', '10') THEN 1 END)":                          "counted",
		"score/detractors', SUM(CASE WHEN question = 'score' AND word IN ('0', '1', '2', '3', '4', '5', '6') THEN 1 END)": "counted",
		"values/[' || v || ']/count/n', COUNT(*)":                                                                         "chosen",
		"values/[' || v || ']/orders', SUM(bought)":                                                                       "chosen",
		"values/[' || v || ']/first', SUM(hers - again)":                                                                  "chosen",
		"values/[' || v || ']/returning', SUM(again)":                                                                     "chosen",
		"values/[' || v || ']/money/' || currency || '/orders', COUNT(amount)":                                            "chosen",
		"values/[' || v || ']/money/' || currency || '/revenue', SUM(amount)":                                             "chosen",
	} {
		if strings.Contains(figure, "currency") {
			from += " t WHERE currency IS NOT NULL AND"
		} else {
			from += " t WHERE"
		}
		queries = append(queries, "SELECT '"+name+figure+" FROM "+from+where+" GROUP BY 1")
	}
	return queries
}

func (c crowd) holdOverview(in narrowed) {
	c.Helper()
	anywhere := narrowed{survey: in.survey, from: in.from, to: in.to}.where()
	want := c.figures(append(questionQueries("questions/' || question || '/", in.where()),
		"SELECT 'people/answered', COUNT(*) FROM people WHERE"+in.where(), "SELECT 'people/completed', SUM(complete) FROM people WHERE"+in.where(),
		"SELECT 'people/timed', COUNT(spent) FROM people WHERE"+in.where(), "SELECT 'people/useful_answers', COUNT(took) FROM counted WHERE"+in.where(),
		"SELECT 'surfaces/' || surface || '/answered', COUNT(*) FROM people WHERE"+anywhere+" GROUP BY surface",
		"SELECT 'countries/' || CASE country WHEN '' THEN 'none' ELSE country END || '/answered', COUNT(*) FROM people WHERE"+anywhere+" GROUP BY country",
	)...)
	want["small"], want["people/completion/n"] = 30, want["people/completed"]
	spent := c.figures("SELECT 'spent', SUM(spent) FROM people WHERE" + in.where())["spent"] / 1000
	if want["people/timed"] > 0 {
		want["people/seconds_per_person"] = spent / want["people/timed"]
	}
	if want["people/useful_answers"] > 0 {
		want["people/seconds_per_answer"] = spent / want["people/useful_answers"]
	}
	path := "/insight/surveys/" + in.survey + in.query()
	got := c.read(path)
	c.hold(path, got, want)
	require.InDelta(c, want["people/answered"], got["people"].(map[string]any)["completion"].(map[string]any)["of"], 0.1)
	for _, q := range got["questions"].([]any) {
		c.holdMedian(path, q.(map[string]any), in)
	}
}

// holdMedian holds the median of how long answering took, which is told by steps, against
// the one in the middle.
func (c crowd) holdMedian(path string, q map[string]any, in narrowed) {
	c.Helper()
	where := " took IS NOT NULL AND question = '" + q["key"].(string) + "' AND" + in.where()
	got := q["time"].(map[string]any)["median"].(float64)
	found := c.figures("SELECT 'median', took / 1000.0 / parts FROM counted WHERE" + where + " ORDER BY took / 1000.0 / parts LIMIT 1 OFFSET (SELECT (COUNT(*) - 1) / 2 FROM counted WHERE" + where + ")")
	want := found["median"]
	require.InDelta(c, want, got, 0.091*want+0.051, "%s: the median of %s", path, q["key"])
}

func (c crowd) holdTrend(in narrowed, question, by string) {
	c.Helper()
	where := in.where() + " AND question = '" + question + "'"
	begins := "CASE WHEN d." + by + " < '" + in.from + "' THEN '" + in.from + "' ELSE d." + by + " END"
	span := "(SELECT " + begins + " FROM figure_days d WHERE d.day = t.day)"
	want := c.figures(questionQueries("question/", where)...)
	for name, figure := range c.figures(questionQueries("spans/' || "+span+" || '/", where)...) {
		_, rest, _ := strings.Cut(strings.TrimPrefix(name, "spans/"), "/")
		if rest == "n" || strings.HasPrefix(rest, "score/") || strings.HasSuffix(rest, "/count/n") {
			want[strings.Replace(name, "/count/n", "/n", 1)] = figure
		}
	}
	want["small"] = 30
	path := "/insight/surveys/" + in.survey + "/questions/" + question + in.query() + "&by=" + by
	got := c.read(path)
	values := got["question"].(map[string]any)["values"].([]any)
	for _, one := range got["spans"].([]any) { // a span's values have the names of the question's
		for n, value := range one.(map[string]any)["values"].([]any) {
			value.(map[string]any)["value"] = values[n].(map[string]any)["value"]
		}
	}
	c.hold(path, got, want)
}

func (c crowd) holdRates(in narrowed) {
	c.Helper()
	want := c.figures("SELECT 'surfaces/' || surface || '/answered', COUNT(*) FROM people WHERE"+in.where()+" GROUP BY surface",
		"SELECT 'surfaces/' || surface || '/completed', SUM(complete) FROM people WHERE"+in.where()+" GROUP BY surface")
	if in.country == "" {
		where := " FROM displays p JOIN figure_days d ON d.midnight = p.day WHERE" + strings.ReplaceAll(in.where(), " day", " d.day") + " GROUP BY surface"
		maps.Copy(want, c.figures("SELECT 'surfaces/' || surface || '/shown', SUM(shown)"+where, "SELECT 'surfaces/' || surface || '/started', SUM(started)"+where))
		if in.surface != "staff" {
			maps.Copy(want, c.figures("SELECT 'surfaces/thank-you/orders', COUNT(*)"+ordersOf(in.from, in.to, in.survey)))
		}
	}
	want["small"] = 30
	path := "/insight/surveys/" + in.survey + "/rates" + in.query()
	got := c.read(path)
	c.hold(path, got, want)
	c.holdThere(path, got, in.from, in.to, in.survey)
}

// ordersOf are the orders that led past the thank-you page while a survey was asked there,
// or "" while any was.
func ordersOf(from, to, survey string) string {
	return " FROM orders o JOIN figure_days d ON o.created_at >= d.begins AND o.created_at < d.ends WHERE o.channel IN ('', 'web') AND NOT o.test AND d.day >= '" +
		from + "' AND d.day <= '" + to + "' AND EXISTS (SELECT 1 FROM asked a WHERE o.created_at >= a.begins AND o.created_at < a.ends AND " + on(survey) + ")"
}

func on(survey string) string {
	return "a.surface = 'thank-you' AND ('" + survey + "' = '' OR a.survey_id = '" + survey + "')"
}

// holdThere holds since when it is said that orders are counted, and whether they are
// counted all the time, against the moments at which versions came and went.
func (c crowd) holdThere(path string, got map[string]any, from, to, survey string) {
	c.Helper()
	days := " FROM figure_days d WHERE d.day >= '" + from + "' AND d.day <= '" + to + "' AND "
	found := c.figures("SELECT 'since', MIN(CAST(REPLACE(d.day, '-', '') AS INTEGER))"+days+"EXISTS (SELECT 1 FROM asked a WHERE a.begins < d.ends AND a.ends > d.begins AND "+on(survey)+")",
		"SELECT 'days', COUNT(*) "+days+"TRUE", // of which none has a moment at which nothing was asked
		"SELECT 'whole', COUNT(*) "+days+`(SELECT SUM(CASE WHEN a.ends < d.ends THEN a.ends ELSE d.ends END - CASE WHEN a.begins > d.begins THEN a.begins ELSE d.begins END)
			FROM asked a WHERE a.begins < d.ends AND a.ends > d.begins AND `+on(survey)+") >= d.ends - d.begins")
	for _, one := range got["surfaces"].([]any) {
		there, by := one.(map[string]any)["there"].(map[string]any)
		require.Equal(c, by, one.(map[string]any)["orders"] != nil, path)
		if !by {
			continue
		}
		since, _ := there["since"].(string)
		day, _ := strconv.ParseFloat(strings.ReplaceAll(since, "-", ""), 64)
		require.InDelta(c, found["since"], day, 0.1, path)
		if survey != "" { // one survey is never asked twice at a time
			require.Equal(c, found["whole"] == found["days"], there["whole"], path)
		}
	}
}

func (c crowd) holdSurfaces(days int) {
	c.Helper()
	path := fmt.Sprint("/surfaces?days=", days)
	got := c.read(path)
	within := " d.day >= '" + got["from"].(string) + "' AND d.day <= '" + got["to"].(string) + "'"
	displays, people := " FROM displays p JOIN figure_days d ON d.midnight = p.day WHERE"+within, " FROM people p JOIN figure_days d ON d.day = p.day WHERE"+within
	want := map[string]float64{}
	for _, part := range []struct{ name, by string }{
		{"surfaces/' || p.surface || '/", "p.surface"},
		{"surfaces/' || p.surface || '/days/' || d.day || '/", "p.surface, d.day"},
		{"surfaces/' || p.surface || '/surveys/' || p.survey_id || '.' || p.version || '/", "p.surface, p.survey_id, p.version"},
	} {
		for figure, from := range map[string]string{
			"shown', SUM(shown)": displays, "started', SUM(started)": displays, "answered', COUNT(*)": people, "completed', SUM(complete)": people,
		} {
			maps.Copy(want, c.figures("SELECT '"+part.name+figure+from+" GROUP BY "+part.by))
		}
	}
	from, to := got["from"].(string), got["to"].(string)
	maps.Copy(want, c.figures("SELECT 'surfaces/thank-you/orders', COUNT(*)"+ordersOf(from, to, ""),
		"SELECT 'surfaces/thank-you/days/' || d.day || '/orders', COUNT(*)"+ordersOf(from, to, "")+" GROUP BY d.day"))
	c.holdThere(path, got, from, to, "")
	for name := range want { // what is no door of a shop's is no surface of the report
		if strings.HasPrefix(name, "surfaces/staff/") || strings.HasPrefix(name, "surfaces/preferences/") {
			delete(want, name)
		}
	}
	delete(got, "gaps") // package insight's own tests hold these
	c.hold(path, got, want)
}

func (c crowd) read(path string) (got map[string]any) {
	c.Helper()
	require.Equal(c, http.StatusOK, c.call(http.MethodGet, path, demo, nil, &got), path)
	return got
}
