package admin_test

import (
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/stretchr/testify/require"
)

// raws are what the databases spell differently: the answers and questions that stand
// in the responses' JSON, and where versions say that they are asked, a row each. After the first, "|" parts SQLite's from PostgreSQL's.
var raws = []string{
	`CREATE TABLE raw_said AS SELECT r.id, a.value ->> '$.question' AS question, a.value ->> '$.kind' AS kind, json_type(a.value, '$.value') AS shape,
			CASE json_type(a.value, '$.value') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(json_extract(a.value, '$.value') AS TEXT) END AS word,
			json_array_length(r.answers) AS parts FROM responses r CROSS JOIN json_each(r.answers) AS a|
		CREATE TABLE raw_said AS SELECT r.id, a ->> 'question' AS question, a ->> 'kind' AS kind, jsonb_typeof(a -> 'value') AS shape,
			a ->> 'value' AS word, jsonb_array_length(r.answers::jsonb) AS parts FROM responses r CROSS JOIN jsonb_array_elements(r.answers::jsonb) AS a`,
	`CREATE TABLE raw_listed AS SELECT r.id, a.value ->> '$.question' AS question, a.value ->> '$.kind' AS kind, e.key + 1 AS place, e.type AS shape, CAST(e.value AS TEXT) AS word
			FROM responses r CROSS JOIN json_each(r.answers) AS a CROSS JOIN json_each(a.value, '$.value') AS e WHERE json_type(a.value, '$.value') = 'array'|
		CREATE TABLE raw_listed AS SELECT r.id, a ->> 'question' AS question, a ->> 'kind' AS kind, e.place, jsonb_typeof(e.one) AS shape, e.one #>> '{}' AS word
			FROM responses r CROSS JOIN jsonb_array_elements(r.answers::jsonb) AS a
			CROSS JOIN jsonb_array_elements(CASE jsonb_typeof(a -> 'value') WHEN 'array' THEN a -> 'value' ELSE '[]' END) WITH ORDINALITY AS e (one, place)`,
	`CREATE TABLE raw_stood AS SELECT r.id, s.value ->> '$.question' AS question FROM responses r CROSS JOIN json_each(r.shown) AS s
			UNION SELECT r.id, s.value FROM responses r CROSS JOIN json_each(r.reply, '$.ask') AS s|
		CREATE TABLE raw_stood AS SELECT r.id, s ->> 'question' AS question FROM responses r CROSS JOIN jsonb_array_elements(r.shown::jsonb) AS s
			UNION SELECT r.id, s FROM responses r CROSS JOIN jsonb_array_elements_text(COALESCE(r.reply::jsonb -> 'ask', '[]')) AS s`,
	`CREATE TABLE raw_asked AS SELECT v.survey_id, v.version, v.published_at AS begins, p.value AS surface
			FROM survey_versions v CROSS JOIN json_each(v.document, '$.placements') AS p|
		CREATE TABLE raw_asked AS SELECT v.survey_id, v.version, v.published_at AS begins, p AS surface
			FROM survey_versions v CROSS JOIN jsonb_array_elements_text(v.document::jsonb -> 'placements') AS p`,
}

// tables are the same for both. told is every answer, of a day and a place, the newest of
// a voice first; counted those that count,
// chosen with what they are counted as; stood whom a question stood before; people who
// answered on a day and a surface.
var tables = []string{
	"CREATE INDEX raw_said_id ON raw_said (id)",
	"CREATE INDEX raw_stood_id ON raw_stood (id)",
	"CREATE INDEX orders_buyer ON orders (customer_id)",
	`CREATE TABLE asked AS SELECT a.*, COALESCE((SELECT MIN(n.published_at) FROM survey_versions n WHERE n.survey_id = a.survey_id AND n.version > a.version), 9000000000000) AS ends
		FROM raw_asked a`,
	`CREATE TABLE placed AS SELECT r.id, r.survey_id, r.version, r.surface, r.profile_id, r.submitted_at, r.complete, COALESCE(o.country, '') AS country, d.day,
			CASE WHEN r.order_id <> 0 THEN 'order ' || r.order_id ELSE r.profile_id || ' ' || d.day END AS voice,
			CASE WHEN r.started_at > 0 AND r.submitted_at - r.started_at BETWEEN 1 AND 1800000 THEN r.submitted_at - r.started_at END AS took,
			CASE WHEN o.cancelled_at = 0 AND NOT o.test THEN 1 ELSE 0 END AS bought, o.currency, o.customer_id AS buyer, o.total, o.created_at AS ordered
		FROM responses r JOIN figure_days d ON r.submitted_at >= d.begins AND r.submitted_at < d.ends
		LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id`,
	`CREATE TABLE told AS SELECT p.*, s.question, s.kind, s.shape, s.word, s.parts,
			ROW_NUMBER() OVER (PARTITION BY p.survey_id, s.question, p.voice ORDER BY p.submitted_at DESC, p.id DESC) AS age
		FROM placed p JOIN raw_said s ON s.id = p.id`,
	`CREATE TABLE counted AS SELECT t.*, CASE WHEN total <> '' AND currency <> '' AND bought = 1 THEN CAST(total AS NUMERIC) END AS amount,
			CASE WHEN bought = 1 AND buyer <> 0 AND EXISTS (SELECT 1 FROM orders e WHERE e.customer_id = buyer AND e.created_at < ordered AND e.cancelled_at = 0 AND NOT e.test)
				THEN 1 ELSE 0 END AS again,
			CASE WHEN bought = 1 AND buyer <> 0 THEN 1 ELSE 0 END AS hers
		FROM told t WHERE age = 1 AND kind <> ''`,
	`CREATE TABLE valued AS SELECT DISTINCT id, question, v FROM (
			SELECT id, question, CASE WHEN shape = 'object' THEN '' ELSE word END AS v FROM raw_said WHERE kind IN ('choice', 'boolean') OR question = 'score'
			UNION ALL SELECT id, question, CASE WHEN CAST(word AS INTEGER) < 10 THEN word WHEN CAST(word AS INTEGER) < 20 THEN '10'
				WHEN CAST(word AS INTEGER) < 50 THEN '20' ELSE '50' END FROM raw_said WHERE question = 'age' AND kind <> ''
			UNION ALL SELECT id, question, SUBSTR(word, 1, 4) FROM raw_said WHERE kind = 'birthday'
			UNION ALL SELECT id, question, CASE WHEN shape = 'object' THEN '' ELSE word END FROM raw_listed WHERE kind = 'choices'
			UNION ALL SELECT id, question, place || ':' || word FROM raw_listed WHERE kind = 'ranking') AS said`,
	`CREATE TABLE chosen AS SELECT c.*, v.v FROM counted c JOIN valued v ON v.id = c.id AND v.question = c.question`,
	`CREATE TABLE stood AS SELECT * FROM (SELECT every.*, ROW_NUMBER() OVER (PARTITION BY survey_id, question, voice ORDER BY answered DESC, submitted_at DESC, id DESC) AS age FROM (
			SELECT id, survey_id, version, surface, country, day, voice, submitted_at, question, 1 AS answered FROM told
			UNION ALL SELECT p.id, survey_id, version, surface, country, day, voice, submitted_at, s.question, 0 FROM placed p JOIN raw_stood s ON s.id = p.id) AS every) AS aged WHERE age = 1`,
	`CREATE TABLE people AS SELECT survey_id, version, surface, profile_id, day, MAX(CASE WHEN complete THEN 1 ELSE 0 END) AS complete, MAX(CASE WHEN age = 1 THEN country END) AS country,
			SUM(CASE WHEN parts > 0 THEN took END) AS spent
		FROM (SELECT p.*, (SELECT COUNT(*) FROM raw_said s WHERE s.id = p.id) AS parts,
			ROW_NUMBER() OVER (PARTITION BY survey_id, version, surface, profile_id, day ORDER BY submitted_at DESC, id DESC) AS age FROM placed p) AS newest
		GROUP BY survey_id, version, surface, profile_id, day`,
}

func (c crowd) connect() *sql.DB {
	driver, source := "pgx", c.url
	if path, ok := strings.CutPrefix(c.url, "sqlite:"); ok {
		driver, source = "sqlite", "file:"+path+"?_pragma=busy_timeout(10000)"
	}
	db, err := sql.Open(driver, source)
	require.NoError(c, err)
	return db
}

func (c crowd) run(statements ...string) {
	db := c.connect()
	defer db.Close()
	for _, statement := range statements {
		_, err := db.ExecContext(c.Context(), statement)
		require.NoError(c, err, statement)
	}
}

// prepare makes the tables, and one of the shop's days with the weeks and months that
// they are in.
func (c crowd) prepare() {
	zone, err := time.LoadLocation("Europe/Stockholm")
	require.NoError(c, err)
	var days []string
	y, m, d := c.now.In(zone).Date()
	for back := -1; back <= spread+40; back++ {
		begins := time.Date(y, m, d-back, 0, 0, 0, 0, zone)
		week := begins
		for week.Weekday() != time.Monday {
			week = week.AddDate(0, 0, -1)
		}
		midnight := time.Date(y, m, d-back, 0, 0, 0, 0, time.UTC).UnixMilli()
		days = append(days, fmt.Sprintf("('%s', %d, %d, %d, '%s', '%s')", begins.Format(time.DateOnly), begins.UnixMilli(), begins.AddDate(0, 0, 1).UnixMilli(),
			midnight, week.Format(time.DateOnly), begins.Format("2006-01-02")[:8]+"01"))
	}
	c.run("CREATE TABLE figure_days (day TEXT, begins BIGINT, ends BIGINT, midnight BIGINT, week TEXT, month TEXT)", "INSERT INTO figure_days VALUES "+strings.Join(days, ", "))
	for _, raw := range raws {
		lite, post, _ := strings.Cut(raw, "|\n")
		if strings.HasPrefix(c.url, "sqlite:") {
			c.run(lite)
		} else {
			c.run(post)
		}
	}
	c.run(tables...)
}

// figures are what queries find: the name of a figure, and the figure.
func (c crowd) figures(queries ...string) map[string]float64 {
	db := c.connect()
	defer db.Close()
	found := map[string]float64{}
	read := func(query string) {
		rows, err := db.QueryContext(c.Context(), query)
		require.NoError(c, err, query)
		defer rows.Close()
		for rows.Next() {
			var name string
			var figure sql.NullFloat64
			require.NoError(c, rows.Scan(&name, &figure), query)
			found[name] += figure.Float64
		}
		require.NoError(c, rows.Err())
	}
	for _, query := range queries {
		read(query)
	}
	return found
}
