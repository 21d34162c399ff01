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
// have answered; a question that nobody answered is missing. Errors: Unavailable.
func (s *Store) CountAnswered(ctx context.Context, shop app.ShopID, keys []string) (map[string]int, error) {
	of, question := "json_each(responses.answers)", "json_extract(answer.value, '$.question')"
	if isPostgres(s.read) {
		of, question = "json_array_elements(responses.answers::json)", "answer.value->>'question'"
	}
	var rows []struct {
		Question string
		People   int
	}
	err := s.read.WithContext(ctx).Raw(`SELECT `+question+` AS question, COUNT(DISTINCT profile_id) AS people
		FROM responses CROSS JOIN `+of+` AS answer
		WHERE shop_id = ? AND `+question+` IN ? GROUP BY 1`, shop, keys).Scan(&rows).Error
	counts := make(map[string]int, len(rows))
	for _, row := range rows {
		counts[row.Question] = row.People
	}
	return counts, wrap(err, "answers")
}
