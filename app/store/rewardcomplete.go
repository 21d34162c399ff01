package store

import (
	"context"
	"database/sql"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// A hundred of a person's newest responses are looked through for what was
// answered at the same time: what is older, the submitter has seen.
var saidLately = wanted{
	columns: []column{textColumn("shop_id"), textColumn("profile_id")},
	query: `SELECT shop_id, profile_id, answers FROM (
		SELECT r.shop_id, r.profile_id, r.answers,
			ROW_NUMBER() OVER (PARTITION BY r.shop_id, r.profile_id ORDER BY r.submitted_at DESC, r.id DESC) AS age
		FROM wanted CROSS JOIN responses r WHERE r.shop_id = wanted.shop_id AND r.profile_id = wanted.profile_id) AS said WHERE age <= 100 ORDER BY age`,
}

// complete notes what is left for each response and returns those that leave
// nothing. Two devices may answer the last two questions at the same time; what
// neither saw of the other is looked up here.
func complete(ctx context.Context, tx *gorm.DB, items, earning []*recording) ([]*recording, error) {
	said, err := saidMeanwhile(ctx, tx, earning)
	if err != nil {
		return nil, err
	}
	for _, r := range items { // not there yet, but in the same commit
		if _, asked := said[r.who()]; asked {
			said[r.who()] = append(said[r.who()], r.Response.Answers...)
		}
	}
	var done []*recording
	for _, r := range earning {
		if r.missing = r.Earns.Left; r.missing > 0 {
			if r.missing, err = r.Earns.LeftWith(said[r.who()]); err != nil {
				return nil, err
			}
		}
		if r.missing == 0 && r.person() != "" {
			done = append(done, r)
		}
	}
	return done, nil
}

// saidMeanwhile reads what those said lately who have something left to answer.
func saidMeanwhile(ctx context.Context, tx *gorm.DB, earning []*recording) (map[personKey][]app.Answer, error) {
	said := map[personKey][]app.Answer{}
	var people [][]any
	for _, r := range earning {
		who := r.who()
		if _, asked := said[who]; asked || r.Earns.Left == 0 || who.person == "" {
			continue
		}
		said[who] = nil
		if r.known {
			people = append(people, []any{string(who.shop), who.person})
		}
	}
	return said, saidLately.read(ctx, tx, people, func(rows *sql.Rows) error {
		var who personKey
		var text string
		if err := rows.Scan(&who.shop, &who.person, &text); err != nil {
			return err
		}
		answers, err := readAnswers(text)
		said[who] = append(said[who], answers...)
		return err
	})
}
