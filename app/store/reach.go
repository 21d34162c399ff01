package store

import (
	"context"

	"github.com/askwell/askwell/app"
)

// CountSurveyResponses counts the responses to a survey, to all its versions. Errors:
// Unavailable.
func (s *Store) CountSurveyResponses(ctx context.Context, shop app.ShopID, survey app.SurveyID) (int, error) {
	var n int
	err := s.read.WithContext(ctx).
		Raw("SELECT COUNT(*) FROM responses WHERE shop_id = ? AND survey_id = ?", shop, survey).Scan(&n).Error
	return n, wrap(err, "responses")
}

// CountAnswered counts for each question, whatever survey asked it, the people who
// have answered and not taken it back; a question that nobody answered is missing.
// Errors: Unavailable.
func (s *Store) CountAnswered(ctx context.Context, shop app.ShopID, keys []string) (map[string]int, error) {
	of, question, kind := "json_each(responses.answers)", "json_extract(answer.value, '$.question')", "json_extract(answer.value, '$.kind')"
	if isPostgres(s.read) {
		of, question, kind = "json_array_elements(responses.answers::json)", "answer.value->>'question'", "answer.value->>'kind'"
	}
	var rows []struct {
		Question string
		People   int
	}
	err := s.read.WithContext(ctx).Raw(`SELECT `+question+` AS question, COUNT(DISTINCT profile_id) AS people
		FROM responses CROSS JOIN `+of+` AS answer
		WHERE shop_id = ? AND `+question+` IN ? AND `+kind+` <> '' GROUP BY 1`, shop, keys).Scan(&rows).Error
	counts := make(map[string]int, len(rows))
	for _, row := range rows {
		counts[row.Question] = row.People
	}
	return counts, wrap(err, "answers")
}

// CountChosen counts for each of a question's options the people who have ever chosen
// it, alone or among others; one that nobody chose is missing. Errors: Unavailable.
func (s *Store) CountChosen(ctx context.Context, shop app.ShopID, question string, options []string) (map[string]int, error) {
	// A choice is a key, several are a list of them, a delivery slot has one of each
	// list; what was written in is no option, whatever it says.
	query := `SELECT choice.value AS option, COUNT(DISTINCT profile_id) AS people
		FROM responses CROSS JOIN json_each(responses.answers) AS answer CROSS JOIN json_each(answer.value, '$.value') AS choice
		WHERE shop_id = ? AND json_extract(answer.value, '$.question') = ? AND choice.key IS NOT 'other' AND choice.value IN ? GROUP BY 1`
	if isPostgres(s.read) {
		query = `SELECT choice.value #>> '{}' AS option, COUNT(DISTINCT profile_id) AS people
			FROM responses CROSS JOIN jsonb_array_elements(responses.answers::jsonb) AS answer
			CROSS JOIN jsonb_array_elements(jsonb_path_query_array(answer.value->'value', '$[*]') ||
				jsonb_path_query_array(answer.value->'value', '$.part') || jsonb_path_query_array(answer.value->'value', '$.place')) AS choice
			WHERE shop_id = ? AND answer.value->>'question' = ? AND choice.value #>> '{}' IN ? GROUP BY 1`
	}
	var rows []struct {
		Option string
		People int
	}
	err := s.read.WithContext(ctx).Raw(query, shop, question, options).Scan(&rows).Error
	counts := make(map[string]int, len(rows))
	for _, row := range rows {
		counts[row.Option] = row.People
	}
	return counts, wrap(err, "answers")
}
