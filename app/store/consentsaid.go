package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
)

// recordConsents writes what was said of consents into the ledgers of those who said
// it. Who repeats an answer gives her consent anew only where it does not stand: it
// may have been taken back elsewhere since.
func recordConsents(ctx context.Context, tx *gorm.DB, items []*recording) error {
	said := slices.DeleteFunc(slices.Clone(items), func(r *recording) bool { return len(r.Consents) == 0 })
	ledgers, err := readLedgers(ctx, tx, said)
	if err != nil {
		return err
	}
	var rows [][]any
	for _, r := range said {
		of := ledgerKey{r.shop, r.holder()}
		standing, news := consent.Standing(ledgers[of]), r.Consents
		if r.says != "" {
			news = unlike(standing, news)
		}
		news = dateConsents(standing, news, r.now)
		ledgers[of] = append(ledgers[of], news...)
		rows = append(rows, r.give(news)...)
	}
	_, err = insertConsents(ctx, tx, rows)
	return err
}

type ledgerKey struct {
	shop   app.ShopID
	holder string
}

var ledgersOf = wanted{
	columns: []column{textColumn("shop_id"), textColumn("holder")},
	query: `SELECT c.shop_id, c.holder, c.id, c.channel, c.purpose, c.state, c.changed_at FROM wanted CROSS JOIN consents c
		WHERE c.shop_id = wanted.shop_id AND c.holder = wanted.holder`,
}

// readLedgers reads what everybody's ledger says of how her consents stand.
func readLedgers(ctx context.Context, tx *gorm.DB, items []*recording) (map[ledgerKey][]app.Consent, error) {
	ledgers := map[ledgerKey][]app.Consent{}
	var keys [][]any
	for _, r := range items {
		keys = append(keys, []any{string(r.shop), r.holder()})
	}
	return ledgers, ledgersOf.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var of ledgerKey
		var c app.Consent
		var at int64
		err := rows.Scan(&of.shop, &of.holder, &c.ID, &c.Channel, &c.Purpose, &c.State, &at)
		c.ChangedAt = fromMillis(at)
		ledgers[of] = append(ledgers[of], c)
		return err
	})
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
