package store

import (
	"slices"

	"github.com/askwell/askwell/app"
)

// hers are the profiles of which somebody sees and changes what they hold: a
// customer's own, or those her browser was that are no customer's and of no order.
// Whoever names an order speaks as its guest, so that is nobody's own: only staff say whom
// they mean by it, and mean all who spoke of it.
func (p people) hers(who Whom) (ids []app.ProfileID, customer app.CustomerID, err error) {
	if who.Customer == 0 && who.Order != 0 {
		if who.Customer, err = p.orderer(who.Order); err != nil {
			return nil, 0, err
		}
	}
	if who.Customer != 0 {
		if customer, err = p.current(who.Customer); err != nil || customer == 0 {
			return nil, 0, err
		}
		id, err := p.of(customer)
		if id == "" {
			return nil, customer, err
		}
		return []app.ProfileID{id}, customer, err
	}
	if who.Order != 0 {
		ids, err = p.guestsOf([]app.OrderID{who.Order})
		return ids, 0, err
	}
	if who.Visitor == "" {
		return nil, 0, nil
	}
	err = p.tx.Raw(`SELECT p.id FROM visitors v JOIN profiles p ON p.shop_id = v.shop_id AND p.id = v.profile_id
		WHERE v.shop_id = ? AND v.visitor = ? AND p.customer_id = 0 AND NOT (`+hasOrdered+`)
		GROUP BY p.shop_id, p.id ORDER BY MIN(v.since), p.id`, p.shop, who.Visitor).Scan(&ids).Error
	return ids, 0, err
}

// orderer is the customer of today whose an order is; 0 of a guest's.
func (p people) orderer(order app.OrderID) (app.CustomerID, error) {
	told, err := p.speaker(Whom{Order: order})
	if err != nil || told == 0 {
		return 0, err
	}
	return p.current(told)
}

// forgotten is a response of which an answer was forgotten.
type forgotten struct {
	ID        app.ResponseID
	ProfileID app.ProfileID
	OrderID   app.OrderID
	SurveyID  app.SurveyID
	Answers   string
	Reply     string

	SubmittedAt int64
}

// forget has nobody know any more what profiles ever answered to some questions, nor
// what spoke against it. It returns the responses that had such an answer.
func (p people) forget(profiles []app.ProfileID, questions []string) ([]forgotten, error) {
	var rows, changed []forgotten
	if err := p.tx.Raw("SELECT id, profile_id, order_id, survey_id, submitted_at, answers, reply FROM responses WHERE ? ORDER BY id",
		among(p.tx, p.shop, byPerson, profiles)).Scan(&rows).Error; err != nil {
		return nil, err
	}
	for _, row := range rows {
		answers, err := readAnswers(row.Answers)
		if err != nil {
			return nil, err
		}
		if !forgetAnswers(answers, questions) {
			continue
		}
		if row.Answers, err = writeAnswers(answers); err != nil {
			return nil, err
		}
		if row.Reply, err = withoutTurn(row.Reply); err != nil {
			return nil, err
		}
		if err := p.recount("r.id = ?", row.ID); err != nil {
			return nil, err
		}
		if err := p.exec("UPDATE responses SET answers = ?, reply = ? WHERE shop_id = ? AND id = ?", row.Answers, row.Reply, p.shop, row.ID); err != nil {
			return nil, err
		}
		if err := p.reword(row.ID, answers); err != nil {
			return nil, err
		}
		changed = append(changed, row)
	}
	if len(changed) > 0 {
		if err := p.voidExportsOf(changed); err != nil {
			return nil, err
		}
	}
	if err := p.forgetPlacesOf(profiles, changed); err != nil {
		return nil, err
	}
	return changed, p.exec("DELETE FROM doubts WHERE shop_id = ? AND profile_id IN ? AND question IN ?", p.shop, profiles, questions)
}

// forgetPlacesOf forgets what destinations held of people and of the orders they spoke of:
// what is forgotten is not to come back from there.
func (p people) forgetPlacesOf(profiles []app.ProfileID, changed []forgotten) error {
	var people []selfOf
	if err := p.tx.Raw("SELECT id, customer_id FROM profiles WHERE shop_id = ? AND id IN ?", p.shop, profiles).Scan(&people).Error; err != nil {
		return err
	}
	var subjects []string
	for _, one := range people {
		subjects = append(subjects, app.ProfileSubject(one.ID), app.CustomerSubject(one.CustomerID))
	}
	for _, r := range changed {
		subjects = append(subjects, app.OrderSubject(r.OrderID))
	}
	return p.forgetPlaces(subjects)
}

// forgetAnswers reports whether there was anything to forget.
func forgetAnswers(answers []app.Answer, questions []string) (changed bool) {
	for i, a := range answers {
		if slices.Contains(questions, a.Question) && !a.Value.IsForgotten() {
			answers[i].Value, changed = app.Forgotten(), true
		}
	}
	return changed
}

// takeBack forgets answers, and plans that they leave the orders they were written on.
// The people themselves are told of by the responses that took them back.
func (p people) takeBack(profiles []app.ProfileID, questions []string) error {
	if len(profiles) == 0 || len(questions) == 0 {
		return nil
	}
	changed, err := p.forget(profiles, questions)
	if err != nil {
		return err
	}
	var due []app.DestinationID
	planned := map[app.OrderID]bool{}
	for _, r := range changed {
		if r.OrderID == 0 || planned[r.OrderID] {
			continue
		}
		planned[r.OrderID] = true
		if due, err = p.planFor(app.CauseWithdrawn, r.ProfileID, r.ID, r.OrderID); err != nil {
			return err
		}
	}
	return p.due(due)
}
