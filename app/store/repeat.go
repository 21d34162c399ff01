package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// saidBefore reads the newest responses of people to surveys, but none from before
// an answer of theirs came into doubt: who confirms it says something new. What was
// told as somebody else who turned out to be her does not count: they may be parted.
var saidBefore = wanted{
	columns: []column{textColumn("shop_id"), textColumn("profile_id"), textColumn("survey_id"), textColumn("origin_id")},
	query: `SELECT shop_id, profile_id, survey_id, origin_id, id, order_id, complete, answers, submitted_at FROM (
		SELECT r.shop_id, r.profile_id, r.survey_id, r.origin_id, r.id, r.order_id, r.complete, r.answers, r.submitted_at,
			ROW_NUMBER() OVER (PARTITION BY r.shop_id, r.profile_id, r.survey_id, r.origin_id ORDER BY r.submitted_at DESC, r.id DESC) AS age
		FROM wanted CROSS JOIN responses r
		WHERE r.shop_id = wanted.shop_id AND r.profile_id = wanted.profile_id AND r.survey_id = wanted.survey_id AND r.origin_id = wanted.origin_id
			AND NOT EXISTS (SELECT 1 FROM doubts d WHERE d.shop_id = r.shop_id AND d.profile_id = r.profile_id AND d.since > r.submitted_at)
		) AS said WHERE age <= 100 ORDER BY age`,
}

// course is somebody's way through one survey, however often she takes it.
type course struct {
	shop    app.ShopID
	profile app.ProfileID
	survey  app.SurveyID
	as      app.ProfileID
}

func (r *recording) course() course { return course{r.shop, r.profile, r.Response.Survey, r.toldAs()} }

// dropSaid answers who says what she has said before and returns the rest. Of
// several in one group who say the same the first is recorded.
func dropSaid(ctx context.Context, tx *gorm.DB, items []*recording) ([]*recording, error) {
	before, err := readSaid(ctx, tx, items)
	if err != nil {
		return nil, err
	}
	group := map[responseKey]*recording{}
	stored := map[responseKey][]*recording{}
	var fresh []*recording
	for _, r := range items {
		if r.Repeats != nil {
			if id, repeats := r.Repeats(r.speaker == 0, before[r.course()]); repeats {
				r.says = id
				key := responseKey{r.shop, id}
				if r.first = group[key]; r.first == nil {
					stored[key] = append(stored[key], r)
				}
				continue
			}
			before[r.course()] = slices.Insert(before[r.course()], 0, r.Response)
		}
		group[r.key()] = r
		fresh = append(fresh, r)
	}
	return fresh, repeatStored(ctx, tx, stored)
}

func readSaid(ctx context.Context, tx *gorm.DB, items []*recording) (map[course][]app.Response, error) {
	before := map[course][]app.Response{}
	var keys [][]any
	for _, r := range items {
		c := r.course()
		if _, asked := before[c]; r.known && r.Repeats != nil && !asked {
			before[c] = nil
			keys = append(keys, []any{string(c.shop), string(c.profile), string(c.survey), string(c.as)})
		}
	}
	return before, saidBefore.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var c course
		var r app.Response
		var answers string
		var at int64
		if err := rows.Scan(&c.shop, &c.profile, &c.survey, &c.as, &r.ID, &r.Order, &r.Complete, &answers, &at); err != nil {
			return err
		}
		r.Survey, r.SubmittedAt = c.survey, fromMillis(at)
		var err error
		r.Answers, err = readAnswers(answers)
		before[c] = append(before[c], r)
		return err
	})
}

var repeatInsert = bulk{
	table:   "response_repeats",
	columns: []column{textColumn("shop_id"), textColumn("id"), textColumn("response_id"), intColumn("since")},
	tail:    "ON CONFLICT (shop_id, id) DO UPDATE SET response_id = excluded.response_id, since = excluded.since", // of one who was erased meanwhile
}

// insertRepeats keeps the ids of those that said nothing new, so that they are
// answered the same for ever.
func insertRepeats(ctx context.Context, tx *gorm.DB, items []*recording) error {
	var rows [][]any
	for _, r := range items {
		if r.says != "" {
			rows = append(rows, []any{string(r.shop), string(r.Response.ID), string(r.says), r.at})
		}
	}
	return repeatInsert.insert(ctx, tx, rows)
}

// repeatStored tells who repeats a response what was told then, and the code that
// was issued since.
func repeatStored(ctx context.Context, tx *gorm.DB, stored map[responseKey][]*recording) error {
	keys := make([][]any, 0, len(stored))
	for key := range stored {
		keys = append(keys, []any{string(key.shop), string(key.id)})
	}
	if err := recordedReplies.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var key responseKey
		var text string
		if err := rows.Scan(&key.shop, &key.id, &text); err != nil {
			return err
		}
		var reply app.Reply
		err := json.Unmarshal([]byte(text), &reply)
		for _, r := range stored[key] {
			r.recorded.Reply = reply
		}
		return err
	}); err != nil {
		return err
	}
	return tellIssued(ctx, tx, stored)
}

func tellIssued(ctx context.Context, tx *gorm.DB, stored map[responseKey][]*recording) error {
	waiting := map[personKey][]*recording{}
	var keys [][]any
	for _, list := range stored {
		for _, r := range list {
			told := r.recorded.Reply.Reward
			if r.Earns.Reward != "" && (told == nil || told.Code == "") && r.person() != "" {
				waiting[r.who()] = append(waiting[r.who()], r)
				keys = append(keys, []any{string(r.shop), r.person(), r.Earns.Reward})
			}
		}
	}
	return promisesHeld.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var who personKey
		var handle, code string
		err := rows.Scan(&who.shop, &who.person, &handle, &code)
		for _, r := range waiting[who] {
			if r.Earns.Reward == handle && code != "" {
				r.recorded.Reply.Reward = &app.Reward{Code: code}
			}
		}
		return err
	})
}
