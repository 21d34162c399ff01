package recount_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

// independent counts a shop's days from scratch with SQL of its own, one line a count:
// nothing of it is shared with what it is held against but the words of the schema.
type independent struct {
	url  string
	shop app.ShopID
	zone string
}

// spelled are what SQLite and PostgreSQL spell differently.
func (i independent) spelled(query string) string {
	words := []string{"$NUM", "NUMERIC", "$TEXT(", "jsonb_array_elements_text(", "$LIST(", "jsonb_array_elements(", "$JSON(", "(", "$AS", "::jsonb", "$ELEMENT", "#>> '{}'", "$LENGTH(", "jsonb_array_length("}
	if strings.HasPrefix(i.url, "sqlite:") {
		words = []string{"$NUM", "REAL", "$TEXT(", "json_each(", "$LIST(", "json_each(", "$JSON(", "json(", "$AS", "", "$ELEMENT", "", "$LENGTH(", "json_array_length("}
	}
	return strings.NewReplacer(words...).Replace(query)
}

const voiced = `
	said AS (
		SELECT r.*, d.day, COALESCE(o.country, '') AS country, a.value AS whole, $LENGTH(r.answers$AS) AS parts,
			a.value ->> 'question' AS question, a.value ->> 'kind' AS kind,
			ROW_NUMBER() OVER (PARTITION BY r.survey_id, a.value ->> 'question',
				CASE WHEN r.order_id <> 0 THEN 'order ' || r.order_id ELSE r.profile_id || ' ' || d.day END
				ORDER BY r.submitted_at DESC, r.id DESC) AS age,
			CASE WHEN o.id IS NOT NULL AND o.cancelled_at = 0 AND NOT o.test THEN 1 ELSE 0 END AS bought,
			CASE WHEN o.customer_id <> 0 AND EXISTS (SELECT 1 FROM orders e WHERE e.shop_id = o.shop_id AND e.customer_id = o.customer_id
				AND e.created_at < o.created_at AND e.cancelled_at = 0 AND NOT e.test) THEN 1 ELSE 0 END AS again,
			CASE WHEN o.customer_id <> 0 THEN 1 ELSE 0 END AS hers, o.currency,
			CASE WHEN o.total <> '' AND o.currency <> '' THEN CAST(ROUND(CAST(o.total AS $NUM) * 10000) AS BIGINT) END AS amount
		FROM responses r JOIN days d ON r.submitted_at >= d.begins AND r.submitted_at < d.ends
			LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id AND r.order_id <> 0
			CROSS JOIN $LIST(r.answers$AS) AS a
		WHERE r.shop_id = 'SHOP'),
	counted AS (SELECT * FROM said WHERE age = 1 AND kind <> ''),
	valued AS (
		SELECT DISTINCT id, question, CASE WHEN CAST(whole -> 'value' AS TEXT) LIKE '{%' THEN '' ELSE TRIM(CAST(whole -> 'value' AS TEXT), '"') END AS v
			FROM counted WHERE kind IN ('choice', 'number', 'boolean')
		UNION SELECT c.id, c.question, CASE WHEN e.value $ELEMENT LIKE '{%' THEN '' ELSE e.value $ELEMENT END
			FROM counted c CROSS JOIN $LIST(LISTED) AS e WHERE c.kind = 'choices')`

const cells = `survey_id || ' ' || c.question || ' ' || SURFACE || ' ' || COUNTRY || ' ' || c.day`

var counts = []string{
	`SELECT 'said ' || ` + cells + ` || ' ' || COUNT(*) || ' ' || SUM(bought) || ' ' || SUM(bought * hers * (1 - again)) || ' ' || SUM(bought * again)
		FROM counted c GROUP BY survey_id, c.question, SURFACE, COUNTRY, c.day`,
	`SELECT 'earned ' || ` + cells + ` || ' ' || currency || ' ' || COUNT(*) || ' ' || SUM(amount)
		FROM counted c WHERE bought = 1 AND amount IS NOT NULL GROUP BY survey_id, c.question, SURFACE, COUNTRY, c.day, currency`,
	`SELECT 'value ' || ` + cells + ` || ' [' || v || '] ' || COUNT(*) || ' ' || SUM(bought) || ' ' || SUM(bought * hers * (1 - again)) || ' ' || SUM(bought * again)
		FROM counted c JOIN valued v ON v.id = c.id AND v.question = c.question GROUP BY survey_id, c.question, SURFACE, COUNTRY, c.day, v`,
	`SELECT 'worth ' || ` + cells + ` || ' [' || v || '] ' || currency || ' ' || COUNT(*) || ' ' || SUM(amount)
		FROM counted c JOIN valued v ON v.id = c.id AND v.question = c.question WHERE bought = 1 AND amount IS NOT NULL
		GROUP BY survey_id, c.question, SURFACE, COUNTRY, c.day, v, currency`,
	`SELECT 'timed ' || ` + cells + ` || ' ' || COUNT(*) FROM counted c
		WHERE started_at > 0 AND submitted_at > started_at AND submitted_at - started_at <= 1800000
		GROUP BY survey_id, c.question, SURFACE, COUNTRY, c.day`,
	`SELECT 'asked ' || ` + cells + ` || ' ' || c.version || ' ' || COUNT(*) || ' ' || SUM(answered) FROM (
			SELECT stood.*, ROW_NUMBER() OVER (PARTITION BY survey_id, question, voice ORDER BY answered DESC, submitted_at DESC, id DESC) AS age FROM (
				SELECT s.id, survey_id, s.question, s.version, surface, country, s.day, submitted_at, 1 AS answered, VOICE AS voice FROM said s
				UNION ALL SELECT r.id, r.survey_id, q.question, r.version, r.surface, COALESCE(o.country, ''), d.day, r.submitted_at, 0,
						CASE WHEN r.order_id <> 0 THEN 'order ' || r.order_id ELSE r.profile_id || ' ' || d.day END
					FROM responses r JOIN days d ON r.submitted_at >= d.begins AND r.submitted_at < d.ends
					LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id AND r.order_id <> 0
					JOIN (SELECT x.id, s.value ->> 'question' AS question FROM responses x CROSS JOIN $LIST(x.shown$AS) AS s WHERE x.shop_id = 'SHOP'
						UNION SELECT x.id, s.value AS question FROM responses x CROSS JOIN ASKED AS s WHERE x.shop_id = 'SHOP') q ON q.id = r.id
					WHERE r.shop_id = 'SHOP') stood) c
		WHERE age = 1 GROUP BY survey_id, c.question, SURFACE, COUNTRY, c.day, c.version`,
	`SELECT 'people ' || survey_id || ' ' || SURFACE || ' ' || COUNTRY || ' ' || day || ' ' || version || ' ' || COUNT(*) || ' ' || SUM(complete)
			|| ' ' || SUM(CASE WHEN spent > 0 THEN 1 ELSE 0 END) || ' ' || SUM(spent) FROM ` + answerers + ` GROUP BY survey_id, SURFACE, COUNTRY, day, version`,
}

// answerers are those who answered something on a day and a surface.
const answerers = `(
			SELECT survey_id, version, surface, profile_id, day, MAX(CASE WHEN complete THEN 1 ELSE 0 END) AS complete, MAX(CASE WHEN age = 1 THEN country END) AS country,
				SUM(CASE WHEN parts > 0 AND started_at > 0 AND submitted_at > started_at AND submitted_at - started_at <= 1800000 THEN submitted_at - started_at ELSE 0 END) AS spent
			FROM (SELECT r.*, d.day, COALESCE(o.country, '') AS country, $LENGTH(r.answers$AS) AS parts,
					ROW_NUMBER() OVER (PARTITION BY r.survey_id, r.version, r.surface, r.profile_id, d.day ORDER BY r.submitted_at DESC, r.id DESC) AS age
				FROM responses r JOIN days d ON r.submitted_at >= d.begins AND r.submitted_at < d.ends
				LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id AND r.order_id <> 0 WHERE r.shop_id = 'SHOP') x
			GROUP BY survey_id, version, surface, profile_id, day) c`

// placed are counted once: of everywhere.
var placed = []string{
	`SELECT 'from ' || survey_id || ' * * ' || day || ' [' || country || '] ' || COUNT(*) FROM ` + answerers + ` GROUP BY survey_id, day, country`,
	`SELECT 'on ' || survey_id || ' * ' || country || ' ' || day || ' ' || surface || ' ' || version || ' ' || COUNT(*) || ' ' || SUM(complete)
		|| ' ' || SUM(CASE WHEN spent > 0 THEN 1 ELSE 0 END) || ' ' || SUM(spent) FROM ` + answerers + ` GROUP BY survey_id, country, day, surface, version`,
	`SELECT 'on ' || survey_id || ' * * ' || day || ' ' || surface || ' ' || version || ' ' || COUNT(*) || ' ' || SUM(complete)
		|| ' ' || SUM(CASE WHEN spent > 0 THEN 1 ELSE 0 END) || ' ' || SUM(spent) FROM ` + answerers + ` GROUP BY survey_id, day, surface, version`,
	`SELECT 'orders ' || d.day || ' ' || COUNT(*) FROM orders o JOIN days d ON o.created_at >= d.begins AND o.created_at < d.ends
		WHERE o.shop_id = 'SHOP' AND o.channel IN ('', 'web') AND NOT o.test GROUP BY d.day`,
}

// lines counts everything there is.
func (i independent) lines(t require.TestingT) (list []string) {
	for _, surface := range []string{"surface", "('' || '*')"} {
		for _, country := range []string{"country", "('' || '*')"} {
			for _, count := range counts {
				list = append(list, i.run(t, i.query(t, count, surface, country))...)
			}
		}
	}
	for _, count := range placed {
		list = append(list, i.run(t, i.query(t, count, "", ""))...)
	}
	slices.Sort(list)
	return list
}

func (i independent) query(t require.TestingT, count, surface, country string) string {
	listed, asked := "c.whole -> 'value'", "jsonb_array_elements_text(COALESCE(x.reply::jsonb -> 'ask', '[]'))"
	if strings.HasPrefix(i.url, "sqlite:") {
		listed, asked = "c.whole, '$.value'", "json_each(x.reply, '$.ask')"
	}
	words := strings.NewReplacer("SHOP", string(i.shop), "SURFACE", surface, "COUNTRY", country, "LISTED", listed, "ASKED", asked,
		"VOICE", "CASE WHEN order_id <> 0 THEN 'order ' || order_id ELSE profile_id || ' ' || s.day END")
	return i.spelled("WITH " + i.days(t) + "," + words.Replace(voiced) + " " + words.Replace(count))
}

// days are those of the test's time in the shop's zone.
func (i independent) days(t require.TestingT) string {
	zone, err := time.LoadLocation(i.zone)
	require.NoError(t, err)
	var rows []string
	for n := -10; n <= 14; n++ {
		begins := time.Date(2026, 11, 1+n, 0, 0, 0, 0, zone)
		rows = append(rows, fmt.Sprintf("('%s', %d, %d)", begins.Format(time.DateOnly), begins.UnixMilli(), begins.AddDate(0, 0, 1).UnixMilli()))
	}
	return "days (day, begins, ends) AS (VALUES " + strings.Join(rows, ", ") + ")"
}

func (i independent) run(t require.TestingT, query string) (list []string) {
	driver, source := "pgx", i.url
	if path, ok := strings.CutPrefix(i.url, "sqlite:"); ok {
		driver, source = "sqlite", "file:"+path+"?_pragma=busy_timeout(10000)"
	}
	db, err := sql.Open(driver, source)
	require.NoError(t, err)
	defer db.Close()
	rows, err := db.QueryContext(context.Background(), query)
	require.NoError(t, err, query)
	defer rows.Close()
	for rows.Next() {
		var line string
		require.NoError(t, rows.Scan(&line))
		list = append(list, line)
	}
	require.NoError(t, rows.Err())
	return list
}
