package store

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
)

// recordConsents writes what was said of consents into the ledgers of those who said
// it. Who repeats an answer gives her consent anew only where it does not stand: it
// may have been taken back elsewhere since.
func recordConsents(ctx context.Context, tx *gorm.DB, items []*recording) error {
	var rows [][]any
	var repeats []*recording
	for _, r := range items {
		if r.says == "" {
			rows = append(rows, r.give(r.Consents)...)
		} else if len(r.Consents) > 0 {
			repeats = append(repeats, r)
		}
	}
	if _, err := insertConsents(ctx, tx, rows); err != nil {
		return err
	}
	for _, r := range repeats {
		ledger, err := people{tx: tx.WithContext(ctx), shop: r.shop}.consents([]string{r.holder()})
		if err != nil {
			return err
		}
		if _, err := insertConsents(ctx, tx, r.give(unlike(consent.Standing(ledger), r.Consents))); err != nil {
			return err
		}
	}
	return nil
}

// unlike are the consents that say something else than what stands.
func unlike(standing map[consent.Matter]app.Consent, said []app.Consent) []app.Consent {
	return slices.DeleteFunc(slices.Clone(said), func(c app.Consent) bool {
		return standing[consent.Matter{Channel: c.Channel, Purpose: c.Purpose}].State == c.State
	})
}

// give notes the consents that are news, as rows of their holder's ledger.
func (r *recording) give(news []app.Consent) (rows [][]any) {
	r.gives = news
	for _, c := range news {
		c.Shop, c.Holder, c.Response = r.shop, r.holder(), r.kept()
		rows = append(rows, consentValues(c, r.origin()))
	}
	return rows
}

// kept is the response that holds what was said.
func (r *recording) kept() app.ResponseID { return cmp.Or(r.says, r.Response.ID) }

// origin is what the ledger calls whom she speaks as, "" while that is its holder.
func (s *speaking) origin() string {
	if s.as.last() == 0 {
		return ""
	}
	_, origin := s.as.holder()
	return origin
}

// holder is whose ledger the speaker's is.
func (s *speaking) holder() string {
	if s.speaker != 0 {
		return app.CustomerSubject(s.speaker)
	}
	return app.ProfileSubject(s.profile)
}

// cause is what makes the deliveries of a response. What is said in a ledger may change
// what is permitted of all she ever said; an answer that is taken back is a withdrawal, too.
func (r *recording) cause() app.Cause {
	said := make([]app.ConsentState, len(r.gives))
	for i, c := range r.gives {
		said[i] = c.State
	}
	switch takes := func(a app.Answer) bool { return a.Value.IsForgotten() }; {
	case slices.ContainsFunc(r.Response.Answers, takes):
		return app.CauseWithdrawn
	case len(said) == 0:
		return app.CauseAnswer
	}
	return consentCause(said...)
}
