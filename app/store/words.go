package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/fold"
)

// mostWords is how many words of a response it is found by: its first ones. A text of the
// most characters that a question takes has about as many.
const mostWords = 500

// wordsOf are the words of texts and write-ins.
func wordsOf(answers []app.Answer) (words []string) {
	for _, a := range answers {
		_, other := a.Value.Choices()
		for _, text := range []string{other, a.Value.Text()} {
			if text != "" {
				words = append(words, fold.Words(text, mostWords-len(words))...)
			}
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

var wordInsert = bulk{
	table:   "response_words",
	columns: []column{textColumn("shop_id"), bytesColumn("word"), intColumn("submitted_at"), textColumn("response_id")},
	tail:    "ON CONFLICT DO NOTHING",
}

// wordRows are the rows by which a response is found.
func wordRows(shop app.ShopID, id app.ResponseID, submitted int64, words []string) [][]any {
	rows := make([][]any, len(words))
	for i, word := range words {
		rows[i] = []any{string(shop), []byte(word), submitted, string(id)}
	}
	return rows
}

// reword has a response be found by what is left of its answers.
func (p people) reword(id app.ResponseID, answers []app.Answer) error {
	if err := p.exec("DELETE FROM response_words WHERE shop_id = ? AND response_id = ?", p.shop, id); err != nil {
		return err
	}
	words := wordsOf(answers)
	if len(words) == 0 {
		return nil
	}
	var at int64
	if err := p.tx.Raw("SELECT submitted_at FROM responses WHERE shop_id = ? AND id = ?", p.shop, id).Scan(&at).Error; err != nil {
		return err
	}
	return wordInsert.insert(p.tx.Statement.Context, p.tx, wordRows(p.shop, id, at, words))
}

// wordPage is how many older responses are taken apart in one transaction.
const wordPage = 500

// DueWords lists shops with responses that have not been taken apart into words. Errors:
// Unavailable.
func (s *Store) DueWords(ctx context.Context, limit int) ([]app.ShopID, error) {
	var shops []app.ShopID
	err := s.read.WithContext(ctx).Raw("SELECT shop_id FROM word_work ORDER BY shop_id LIMIT ?", limit).Scan(&shops).Error
	return shops, wrap(err, "words")
}

// TakeWords takes a page of a shop's older responses apart into words, the newest first,
// and says whether there are more. Errors: Unavailable.
func (s *Store) TakeWords(ctx context.Context, shop app.ShopID) (more bool, err error) {
	return more, wrap(s.write(ctx, func(tx *gorm.DB) error {
		more = false
		var work []struct {
			BeforeAt int64
			BeforeID string
		}
		if err := tx.Raw("SELECT before_at, before_id FROM word_work WHERE shop_id = ?"+forUpdate(tx), shop).Scan(&work).Error; err != nil || len(work) == 0 {
			return err
		}
		var page []struct {
			ID          app.ResponseID
			SubmittedAt int64
		}
		if err := tx.Raw(`SELECT id, submitted_at FROM responses WHERE shop_id = ? AND (submitted_at, id) < (?, ?)
			ORDER BY submitted_at DESC, id DESC LIMIT ?`, shop, work[0].BeforeAt, work[0].BeforeID, wordPage).Scan(&page).Error; err != nil {
			return err
		}
		ids := make([]app.ResponseID, len(page))
		for i, one := range page {
			ids[i] = one.ID
		}
		if err := s.people(tx, shop).takeWords(ids); err != nil {
			return err
		}
		if more = len(page) == wordPage; !more {
			return tx.Exec("DELETE FROM word_work WHERE shop_id = ?", shop).Error
		}
		last := page[len(page)-1]
		return tx.Exec("UPDATE word_work SET before_at = ?, before_id = ? WHERE shop_id = ?", last.SubmittedAt, last.ID, shop).Error
	}), "words")
}

// takeWords writes down by which words responses are found. Who said them are held before
// their answers are read: what somebody takes back or has erased meanwhile must not be
// written down after it is gone.
func (p people) takeWords(ids []app.ResponseID) error {
	if err := p.holdSpeakers(ids); err != nil || len(ids) == 0 {
		return err
	}
	var rows []struct {
		ID          app.ResponseID
		SubmittedAt int64
		Answers     string
	}
	if err := p.tx.Raw("SELECT id, submitted_at, answers FROM responses WHERE ?", among(p.tx, p.shop, "id", ids)).Scan(&rows).Error; err != nil {
		return err
	}
	var words [][]any
	for _, row := range rows {
		answers, _ := readAnswers(row.Answers) // one that cannot be read is found by nothing
		words = append(words, wordRows(p.shop, row.ID, row.SubmittedAt, wordsOf(answers))...)
	}
	return wordInsert.insert(p.tx.Statement.Context, p.tx, words)
}
