package store

import (
	"context"

	"github.com/askwell/askwell/app"
)

// PollLooksAt is how many of a shop's newest responses count for a poll: more would
// take longer to count than a shopper waits.
const PollLooksAt = 20_000

// Voice is what one response to a poll said.
type Voice struct {
	Profile app.ProfileID
	Answers []app.Answer
}

// Voices are the newest responses to a survey, the newest first. Errors: Unavailable.
func (s *Store) Voices(ctx context.Context, shop app.ShopID, survey app.SurveyID) ([]Voice, error) {
	var rows []struct{ ProfileID, Answers string }
	err := s.read.WithContext(ctx).Raw(`SELECT profile_id, answers FROM (
			SELECT survey_id, profile_id, answers, submitted_at, id FROM responses WHERE shop_id = ? ORDER BY submitted_at DESC, id DESC LIMIT ?) AS newest
		WHERE survey_id = ? ORDER BY submitted_at DESC, id DESC`, shop, PollLooksAt, survey).Scan(&rows).Error
	voices := make([]Voice, len(rows))
	for i, row := range rows {
		if err != nil {
			break
		}
		voices[i].Profile = app.ProfileID(row.ProfileID)
		voices[i].Answers, err = readAnswers(row.Answers)
	}
	return voices, wrap(err, "responses")
}
