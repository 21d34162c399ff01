package capture

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// Consents are what a response says of consents, as it goes into the ledger: with the
// words she read, in the language they stood before her. A no is proven too.
func Consents(d app.Document, r app.Response) (said []app.Consent) {
	for _, a := range r.Answers {
		q, _ := d.Question(a.Question)
		if !question.IsConsent(q) || a.Value.IsForgotten() {
			continue
		}
		state := app.ConsentWithdrawn
		if isYes(a.Value) {
			state = app.ConsentGranted
		}
		about, tag := consent.Of(q), q.Prompt.Tag(r.Locale, fallback(d))
		said = append(said, app.Consent{
			ID: "response/" + string(r.ID) + "/" + q.Key, Channel: about.Channel, Purpose: about.Purpose, State: state, ChangedAt: r.SubmittedAt,
			Wording: q.Prompt[tag], Locale: tag, Survey: r.Survey, Version: r.Version, Question: q.Key, Response: r.ID,
			Source: string(r.Surface), By: r.By,
		})
	}
	return said
}

func isYes(v app.Value) bool { return v.Kind == app.KindBoolean && string(v.JSON) == "true" }

func fallback(d app.Document) string {
	if len(d.Languages) == 0 {
		return ""
	}
	return d.Languages[0]
}

// Unpermitted tells which answers need a consent that is neither among them nor in the
// ledger. What is taken back needs none.
func Unpermitted(d app.Document, answers []app.Answer, ledger []app.Consent) (wrong []app.FieldError) {
	for _, a := range answers {
		q, _ := d.Question(a.Question)
		if !q.Sensitive && q.Consent == "" || a.Value.IsForgotten() || permitted(d, q.Consent, answers, ledger) {
			continue
		}
		wrong = append(wrong, app.FieldError{Field: "answers." + q.Key, Code: "consent", Message: "This is only asked of who has agreed to it."})
	}
	return wrong
}

func permitted(d app.Document, key string, answers []app.Answer, ledger []app.Consent) bool {
	guard, asked := d.Question(key)
	if !asked || !question.IsConsent(guard) {
		return false
	}
	for _, a := range answers {
		if a.Question == key {
			return isYes(a.Value)
		}
	}
	return consent.GrantedBy(ledger, consent.Of(guard), key)
}

// permit refuses answers that need a consent she has not given. Her ledger is read
// only if she does not give it here. Errors: Invalid; Unavailable.
func (s *Submitter) permit(ctx context.Context, by app.Speaker, d app.Document, r app.Response) error {
	if Unpermitted(d, r.Answers, nil) == nil {
		return nil
	}
	ledger, err := s.ledger(ctx, by.Shop, store.Whom{Customer: by.Customer, Order: r.Order, Visitor: by.Visitor})
	if err != nil {
		return err
	}
	return app.InvalidFields(Unpermitted(d, r.Answers, ledger))
}

// ledger is what somebody has consented to, also as the guest she was. What a browser
// said as a customer is not told to a guest, and permits her nothing.
func (s *Submitter) ledger(ctx context.Context, shop app.ShopID, who store.Whom) ([]app.Consent, error) {
	if who.Nobody() {
		return nil, nil
	}
	her, err := s.Store.History(ctx, shop, who)
	if err != nil {
		return nil, err
	}
	profiles := []app.ProfileID{her.Profile}
	for _, r := range her.Responses {
		if len(r.Answers) > 0 && r.Answers[0].Value.JSON != nil {
			profiles = append(profiles, r.Profile)
		}
	}
	all, err := s.Store.ConsentsOf(ctx, shop, profiles)
	if err != nil || her.Customer == 0 {
		return flat(all), err
	}
	own, err := s.Store.Consents(ctx, shop, app.CustomerSubject(her.Customer)) // who never answered has a ledger too
	return append(own, flat(all)...), err
}

func flat(all map[app.ProfileID][]app.Consent) (ledger []app.Consent) {
	for _, one := range all {
		ledger = append(ledger, one...)
	}
	return ledger
}
