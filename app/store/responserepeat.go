package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"gorm.io/gorm"
)

var recordedReplies = wanted{
	columns: []column{textColumn("shop_id"), textColumn("id")},
	query: `SELECT r.shop_id, r.id, r.reply FROM wanted CROSS JOIN responses r
		WHERE r.shop_id = wanted.shop_id AND r.id = wanted.id
		UNION ALL SELECT x.shop_id, x.id, r.reply FROM wanted CROSS JOIN response_repeats x CROSS JOIN responses r
		WHERE x.shop_id = wanted.shop_id AND x.id = wanted.id AND r.shop_id = x.shop_id AND r.id = x.response_id`,
}

// dropRepeats answers what was recorded before and returns the rest, each id once.
func dropRepeats(ctx context.Context, tx *gorm.DB, items []*recording) ([]*recording, error) {
	waiting := make(map[responseKey]*recording, len(items))
	keys := make([][]any, 0, len(items))
	var fresh []*recording
	for _, r := range items {
		r.begin()
		if first := waiting[r.key()]; first != nil {
			r.first = first
			continue
		}
		waiting[r.key()] = r
		keys = append(keys, []any{string(r.Response.Shop), string(r.Response.ID)})
	}
	err := recordedReplies.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var key responseKey
		var reply string
		if err := rows.Scan(&key.shop, &key.id, &reply); err != nil {
			return err
		}
		waiting[key].recorded.Repeated = true
		err := json.Unmarshal([]byte(reply), &waiting[key].recorded.Reply)
		waiting[key].recorded.Reply.ID = key.id
		return err
	})
	for _, r := range items {
		if r.first == nil && !r.recorded.Repeated {
			fresh = append(fresh, r)
		}
	}
	return fresh, err
}
