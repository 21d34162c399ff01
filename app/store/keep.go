package store

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// KeptTooLong lists responses, of any shop, of which an answer may have been kept as
// long as was said, without what they say. Errors: Unavailable.
func (s *Store) KeptTooLong(ctx context.Context, now time.Time, most int) ([]app.Response, error) {
	var rows []struct {
		ShopID, ID, SurveyID string
		Version              int
		SubmittedAt          int64
	}
	err := s.read.WithContext(ctx).Raw(`SELECT shop_id, id, survey_id, version, submitted_at FROM responses
		WHERE keep_until > 0 AND keep_until <= ? ORDER BY keep_until LIMIT ?`, millis(now), most).Scan(&rows).Error
	list := make([]app.Response, len(rows))
	for i, r := range rows {
		list[i] = app.Response{
			Shop: app.ShopID(r.ShopID), ID: app.ResponseID(r.ID), Survey: app.SurveyID(r.SurveyID),
			Version: r.Version, SubmittedAt: fromMillis(r.SubmittedAt),
		}
	}
	return list, wrap(err, "responses")
}

// Term says how long a response's answers are kept, by question; one that is missing
// is kept until she takes it back.
type Term map[string]time.Time

// Expire forgets the answers of responses whose term is over, and looks at the others
// again when theirs is. The destinations of an installed shop are told. Broken are
// responses that cannot be read: they come again the next day, and stop nobody else.
// Errors: Unavailable.
func (s *Store) Expire(ctx context.Context, shop app.ShopID, now time.Time, terms map[app.ResponseID]Term) (broken []app.ResponseID, err error) {
	return broken, wrap(s.write(ctx, func(tx *gorm.DB) error {
		broken = nil
		p := s.people(tx, shop)
		ids := slices.Sorted(maps.Keys(terms)) // one order for everybody, so that nobody waits in a circle
		if err := p.holdSpeakers(ids); err != nil {
			return err
		}
		var about []app.Delivery
		for _, id := range ids {
			told, err := p.expire(id, now, terms[id])
			if errors.Is(err, errBroken) {
				broken = append(broken, id)
				err = p.exec("UPDATE responses SET keep_until = ? WHERE shop_id = ? AND id = ?", millis(now.Add(24*time.Hour)), shop, id)
			}
			if err != nil {
				return err
			}
			if told != nil && !slices.ContainsFunc(about, func(d app.Delivery) bool { return d.Profile == told.Profile && d.Order == told.Order }) {
				about = append(about, *told)
			}
		}
		return p.tellExpired(about)
	}), "responses")
}

// holdSpeakers holds whoever gave some responses until the commit: who moves or erases a
// person holds her first, in one order for everybody.
func (p people) holdSpeakers(ids []app.ResponseID) error {
	return p.exec(`SELECT 1 FROM profiles WHERE (shop_id, id) IN (SELECT shop_id, profile_id FROM responses WHERE ?)
		ORDER BY customer_id, id`+forUpdate(p.tx), among(p.tx, p.shop, "id", ids))
}

var errBroken = errors.New("it cannot be read")

// expire forgets what one response has said for too long, and says whom to tell of.
func (p people) expire(id app.ResponseID, now time.Time, term Term) (*app.Delivery, error) {
	var rows []struct {
		ProfileID, Answers, Reply string
		OrderID                   int64
	}
	err := p.tx.Raw("SELECT profile_id, order_id, answers, reply FROM responses WHERE shop_id = ? AND id = ?"+forUpdate(p.tx),
		p.shop, id).Scan(&rows).Error
	if err != nil || len(rows) == 0 { // erased meanwhile
		return nil, err
	}
	answers, err := readAnswers(rows[0].Answers)
	if err != nil {
		return nil, errors.Join(errBroken, err)
	}
	next, forgotten := forget(answers, now, term)
	if !forgotten {
		return nil, p.exec("UPDATE responses SET keep_until = ? WHERE shop_id = ? AND id = ?", millis(next), p.shop, id)
	}
	left, err := writeAnswers(answers)
	if err != nil {
		return nil, err
	}
	reply, err := withoutTurn(rows[0].Reply)
	if err != nil {
		return nil, err
	}
	if err := p.recount("r.id = ?", id); err != nil {
		return nil, err
	}
	if err := p.reword(id, answers); err != nil {
		return nil, err
	}
	told := &app.Delivery{Profile: app.ProfileID(rows[0].ProfileID), Order: app.OrderID(rows[0].OrderID)}
	return told, p.exec("UPDATE responses SET answers = ?, reply = ?, keep_until = ? WHERE shop_id = ? AND id = ?",
		left, reply, millis(next), p.shop, id)
}

// forget takes the values of answers whose term is over and says when the next one's
// is, zero for never.
func forget(answers []app.Answer, now time.Time, term Term) (next time.Time, forgotten bool) {
	for i, a := range answers {
		until := term[a.Question]
		switch {
		case until.IsZero() || a.Value.IsForgotten():
		case !now.Before(until):
			answers[i].Value, forgotten = app.Forgotten(), true
		case next.IsZero() || until.Before(next):
			next = until
		}
	}
	return next, forgotten
}

// withoutTurn is a reply without the question that came next: which one it was tells
// what she had said. Nobody repeats a submission so late.
func withoutTurn(text string) (string, error) {
	var reply app.Reply
	if err := json.Unmarshal([]byte(text), &reply); err != nil {
		return "", errors.Join(errBroken, err)
	}
	short, err := json.Marshal(app.Reply{ID: reply.ID, Reward: reply.Reward})
	return string(short), err
}

// tellExpired plans deliveries about people of whom a destination may know: customers,
// and guests by their orders. It knows nothing that is not in the rows.
func (p people) tellExpired(about []app.Delivery) error {
	var lanes []app.DestinationID
	if len(about) == 0 {
		return nil
	}
	if err := p.tx.Raw("SELECT destination_id FROM lanes WHERE shop_id = ? AND "+installed+" ORDER BY destination_id", p.shop).Scan(&lanes).Error; err != nil {
		return err
	}
	var customers []app.ProfileID
	ids := make([]app.ProfileID, len(about))
	for i, d := range about {
		ids[i] = d.Profile
	}
	if err := p.tx.Raw("SELECT id FROM profiles WHERE shop_id = ? AND id IN ? AND customer_id <> 0", p.shop, ids).Scan(&customers).Error; err != nil {
		return err
	}
	var planned []app.Delivery
	for _, d := range about {
		if d.Order == 0 && !slices.Contains(customers, d.Profile) {
			continue
		}
		who := speaking{shop: p.shop, profile: d.Profile, at: p.now}
		more, err := who.tell(app.Delivery{Order: d.Order, Cause: app.CauseExpired}, lanes)
		if err != nil {
			return err
		}
		planned = append(planned, more...)
	}
	return planDeliveries(p.tx.Statement.Context, p.tx, planned)
}
