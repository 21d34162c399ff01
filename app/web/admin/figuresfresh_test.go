package admin_test

import (
	"fmt"
	"maps"
	"time"

	"github.com/stretchr/testify/require"
)

// term is how long, in days, answers to a question of the seeded shop are worth what they
// were, and are kept.
func term(question, column string) string {
	days := map[string]map[string]string{
		"half": {"source": "30", "tastes": "75", "was": "90"}, "keep": {"tastes": "200", "age": "120"},
	}[column]
	cases := "CASE " + question
	for key, n := range days {
		cases += " WHEN '" + key + "' THEN " + n
	}
	return cases + " ELSE 0 END"
}

// holdFreshness holds how many people's answers are fresh, aging, stale and doubted
// against each person's newest answer to each question.
func (c crowd) holdFreshness() {
	c.Helper()
	path := "/insight/freshness"
	got := c.read(path)
	asOf, err := time.Parse(time.RFC3339Nano, got["as_of"].(string))
	require.NoError(c, err)
	require.WithinDuration(c, time.Now(), asOf, time.Minute, "counted while one waits")
	const day, soon = int64(86_400_000), int64(30 * 86_400_000)
	state := fmt.Sprintf(`SELECT question, CASE
			WHEN (SELECT MAX(d.since) FROM doubts d WHERE d.profile_id = n.profile_id AND d.question = n.question) > submitted_at THEN 'doubted'
			WHEN half > 0 AND submitted_at + half * CAST(%[1]d AS BIGINT) <= %[3]d THEN 'stale'
			WHEN half > 0 AND submitted_at + half * CAST(%[1]d AS BIGINT) <= %[3]d + %[2]d OR keep > 0 AND submitted_at + keep * CAST(%[1]d AS BIGINT) <= %[3]d + %[2]d THEN 'aging'
			ELSE 'fresh' END AS state
		FROM (SELECT r.profile_id, r.submitted_at, s.question, s.kind, `+term("s.question", "half")+" AS half, "+term("s.question", "keep")+` AS keep,
			ROW_NUMBER() OVER (PARTITION BY r.profile_id, s.question ORDER BY r.submitted_at DESC, r.id DESC) AS age
			FROM responses r JOIN raw_said s ON s.id = r.id WHERE s.question IN ('source', 'tastes', 'was', 'age', 'why')) AS n
		WHERE age = 1 AND kind <> ''`, day, soon, asOf.UnixMilli())
	want := c.figures("SELECT 'questions/' || question || '/' || state, COUNT(*) FROM ("+state+") AS judged GROUP BY question, state",
		"SELECT 'questions/' || question || '/people', COUNT(*) FROM ("+state+") AS judged GROUP BY question")
	for _, name := range []string{"source/stale", "source/doubted", "source/aging", "tastes/fresh", "tastes/stale", "was/stale", "age/aging", "why/doubted"} {
		require.NotZero(c, want["questions/"+name], "none of %s: then it is not tried", name)
	}
	maps.Copy(want, map[string]float64{
		"small": 30, "questions/source/half_life": 30, "questions/tastes/half_life": 75, "questions/was/half_life": 90, "questions/tastes/keep_days": 200, "questions/age/keep_days": 120,
	})
	for _, q := range got["questions"].([]any) {
		one := q.(map[string]any)
		require.Equal(c, one["people"].(float64) < 30, one["small"])
		delete(one, "small")
		delete(one, "surveys")
	}
	c.hold(path, got, want)
}
