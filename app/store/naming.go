package store

import (
	"context"
	"math/rand/v2"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/fold"
)

// Naming keeps what texts are called that were written in to a question. Errors: NotFound
// for a shop nobody knows; Conflict where it has named too many.
func (s *Store) Naming(ctx context.Context, shop app.ShopID, n app.Naming, texts []string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := lockShop(tx, shop); err != nil {
			return err
		}
		p := s.people(tx, shop)
		salt, err := p.salt()
		if err != nil {
			return err
		}
		var there int
		if err := tx.Raw("SELECT COUNT(*) FROM namings WHERE shop_id = ?", shop).Scan(&there).Error; err != nil {
			return err
		}
		if there+len(texts) > app.MostNamings {
			return app.Errorf(app.Conflict, "the shop has named %d spellings, and can name %d: take some back", there, app.MostNamings)
		}
		for _, text := range texts {
			if err := p.exec(`INSERT INTO namings (shop_id, question, written, option, name, named_by, named_at) VALUES (?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (shop_id, question, written) DO UPDATE SET option = excluded.option, name = excluded.name, named_by = excluded.named_by, named_at = excluded.named_at`,
				shop, n.Question, spelling(salt, n.Question, text), n.Option, n.Name, n.By, millis(n.At)); err != nil {
				return err
			}
		}
		return p.recountAll()
	}), "names")
}

// Unname forgets that anything written in to a question is called so, or that some texts
// are: those, and all that are spelt as they are. Errors: NotFound where nothing is.
func (s *Store) Unname(ctx context.Context, shop app.ShopID, n app.Naming, texts []string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		only, err := p.spelt(n.Question, texts)
		if err != nil {
			return err
		}
		done := tx.Exec("DELETE FROM namings WHERE shop_id = ? AND question = ? AND option = ? AND name = ? AND ?", shop, n.Question, n.Option, n.Name, only)
		if done.Error == nil && done.RowsAffected == 0 {
			return app.Errorf(app.NotFound, "nothing that was written is called so")
		}
		if done.Error != nil {
			return done.Error
		}
		return p.recountAll()
	}), "names")
}

// spelt narrows names to those of some texts; of none, to all.
func (p people) spelt(question string, texts []string) (clause.Expr, error) {
	if len(texts) == 0 {
		return gorm.Expr("1 = 1"), nil
	}
	salt, err := p.salt()
	list := make([]string, len(texts))
	for i, text := range texts {
		list[i] = spelling(salt, question, text)
	}
	return gorm.Expr("written IN ?", list), err
}

// recountAll marks everything a shop was answered: what write-ins are counted as has changed.
func (p people) recountAll() error {
	return p.exec("INSERT INTO tally_marks (shop_id, hour, slot, mark, since) VALUES (?, ?, ?, ?, ?)", p.shop, allHours, rand.Int64(), rand.Int64(), p.now)
}

// spelling stands for what was written, and says nothing of it.
func spelling(salt, question, text string) string {
	return tombstone(salt, "written/"+question+"/"+fold.Text(text))
}

// Namings reads all a shop calls what was written in. Errors: Unavailable.
func (s *Store) Namings(ctx context.Context, shop app.ShopID) (Namings, error) {
	var rows []struct {
		Question, Written, Option, Name, NamedBy string
		NamedAt                                  int64
	}
	p := s.people(s.read.WithContext(ctx), shop)
	if err := p.tx.Raw("SELECT question, written, option, name, named_by, named_at FROM namings WHERE shop_id = ? ORDER BY named_at, written", shop).Scan(&rows).Error; err != nil || len(rows) == 0 {
		return Namings{}, wrap(err, "names")
	}
	salt, err := p.salt()
	all := Namings{salt: salt, by: make(map[string]app.Naming, len(rows))}
	for _, r := range rows {
		all.by[r.Written] = app.Naming{Question: r.Question, Option: r.Option, Name: r.Name, By: r.NamedBy, At: fromMillis(r.NamedAt)}
	}
	return all, wrap(err, "names")
}
