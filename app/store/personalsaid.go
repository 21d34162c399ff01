package store

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
)

type exportedResponse struct {
	ID, Handle, Surface, Locale, Cart, Answers, Shown, CapturedBy, CapturedWhy string
	ProfileID, OriginID                                                        app.ProfileID
	Proof                                                                      app.Proof
	Version                                                                    int
	Complete                                                                   bool
	OrderID                                                                    app.OrderID
	StartedAt, SubmittedAt, KeepUntil                                          int64
}

func (e *export) responses() error {
	var rows []exportedResponse
	err := e.tx.Raw(`
		SELECT r.id, COALESCE(s.handle, r.survey_id) AS handle, r.surface, r.locale, r.version, r.order_id, r.cart, r.answers, r.shown,
			r.captured_by, r.captured_why, r.proof, r.profile_id, r.origin_id, r.complete, r.started_at, r.submitted_at, r.keep_until
		FROM responses r LEFT JOIN surveys s ON s.shop_id = r.shop_id AND s.id = r.survey_id
		WHERE r.shop_id = ? AND r.profile_id IN ? ORDER BY r.submitted_at, r.id`, e.shop, e.ids).Scan(&rows).Error
	e.data.Responses = make([]app.ResponseData, len(rows))
	for i, row := range rows {
		if e.data.Responses[i], err = e.response(row); err != nil {
			return err
		}
	}
	return err
}

func (e *export) response(row exportedResponse) (app.ResponseData, error) {
	one := app.ResponseData{
		ID: app.ResponseID(row.ID), Profile: e.whose(row.ProfileID), Told: toldAs(row.OriginID), Survey: row.Handle, Version: row.Version,
		Surface: app.Surface(row.Surface), Proof: row.Proof, By: row.CapturedBy, Why: row.CapturedWhy, Order: row.OrderID, Cart: row.Cart, Locale: row.Locale,
		Complete: row.Complete, StartedAt: fromMillis(row.StartedAt), SubmittedAt: fromMillis(row.SubmittedAt), KeepUntil: fromMillis(row.KeepUntil),
	}
	answers, err := readAnswers(row.Answers)
	if err != nil {
		return one, err
	}
	one.Answers = make(map[string]json.RawMessage, len(answers))
	for _, a := range answers {
		one.Answers[a.Question] = a.Value.JSON
	}
	return one, json.Unmarshal([]byte(row.Shown), &one.Shown)
}

// repeats lists under which other ids she sent the same.
func (e *export) repeats() error {
	var rows []struct {
		ID, ResponseID app.ResponseID
		Since          int64
	}
	if err := e.tx.Raw(`SELECT x.id, x.response_id, x.since FROM responses r
			JOIN response_repeats x ON x.shop_id = r.shop_id AND x.response_id = r.id
		WHERE r.shop_id = ? AND r.profile_id IN ? ORDER BY x.id`, e.shop, e.ids).Scan(&rows).Error; err != nil || len(rows) == 0 {
		return err
	}
	of := map[app.ResponseID][]app.RepeatData{}
	for _, r := range rows {
		of[r.ResponseID] = append(of[r.ResponseID], app.RepeatData{ID: r.ID, Since: fromMillis(r.Since)})
	}
	for i, r := range e.data.Responses {
		e.data.Responses[i].Repeats = of[r.ID]
	}
	return nil
}

func (e *export) consents() error {
	var rows []struct {
		ID, Holder, Origin, Purpose, OptIn, Wording, Locale, Handle, Question, Source, CapturedBy, CapturedWhy string
		Channel                                                                                                app.Channel
		State                                                                                                  app.ConsentState
		ResponseID                                                                                             app.ResponseID
		Version                                                                                                int
		ChangedAt                                                                                              int64
	}
	err := e.tx.Raw(`SELECT c.id, c.holder, c.origin, c.channel, c.purpose, c.state, c.opt_in, c.changed_at, c.wording, c.locale,
			COALESCE(s.handle, c.survey_id) AS handle, c.version, c.question, c.response_id, c.source, c.captured_by, c.captured_why
		FROM consents c LEFT JOIN surveys s ON s.shop_id = c.shop_id AND s.id = c.survey_id
		WHERE c.shop_id = ? AND c.holder IN ? ORDER BY c.changed_at, c.id`, e.shop, e.subjects()).Scan(&rows).Error
	e.data.Consents = make([]app.ConsentData, len(rows))
	for i, c := range rows {
		e.data.Consents[i] = app.ConsentData{
			ID: c.ID, Holder: c.Holder, Told: c.Origin, Channel: c.Channel, Purpose: c.Purpose, State: c.State, OptIn: c.OptIn,
			Wording: c.Wording, Locale: c.Locale, Survey: c.Handle, Version: c.Version, Question: c.Question, Response: c.ResponseID,
			Source: c.Source, By: c.CapturedBy, Why: c.CapturedWhy, ChangedAt: fromMillis(c.ChangedAt),
		}
	}
	return err
}

// rewards lists what she was promised.
func (e *export) rewards() error {
	var rows []struct {
		ID, Reward, Code     string
		Person, OriginID     app.ProfileID
		ResponseID           app.ResponseID
		PromisedAt, IssuedAt int64
	}
	err := e.tx.Raw(`SELECT id, reward, person, origin_id, response_id, code, promised_at, issued_at FROM promises
		WHERE shop_id = ? AND person IN ? AND person <> '' ORDER BY promised_at, id`, e.shop, e.ids).Scan(&rows).Error
	e.data.Rewards = make([]app.RewardData, len(rows))
	for i, p := range rows {
		e.data.Rewards[i] = app.RewardData{
			ID: p.ID, Profile: e.whose(p.Person), Told: toldAs(p.OriginID), Reward: p.Reward, Code: p.Code, Response: p.ResponseID,
			PromisedAt: fromMillis(p.PromisedAt), IssuedAt: fromMillis(p.IssuedAt),
		}
	}
	return err
}
