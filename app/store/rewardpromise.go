package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Earning is what a response may earn.
type Earning struct {
	Reward string // the handle of the survey's reward, "" for none
	Left   int    // answers to give after it, as far as its submitter could see
	// LeftWith counts them again with what else turns out to have been said, the
	// newest first. It must be pure: it runs within the transaction.
	LeftWith func(also []app.Answer) (int, error)
}

// PoolLow is how few codes left make a pool due to be filled.
const PoolLow = 100

// person is who earns a reward, "" for nobody a promise could be kept to.
func (r *recording) person() string {
	if r.Nobody() {
		return ""
	}
	return string(r.profile)
}

// personKey names a person in a shop, rewardKey one of its rules.
type (
	personKey struct {
		shop   app.ShopID
		person string
	}
	rewardKey struct {
		shop   app.ShopID
		handle string
	}
)

func (r *recording) who() personKey    { return personKey{r.Response.Shop, r.person()} }
func (r *recording) reward() rewardKey { return rewardKey{r.Response.Shop, r.Earns.Reward} }

// promiseRewards promises the reward to everybody whose answers are complete
// with this group. Groups without a survey that has one cost nothing.
func promiseRewards(ctx context.Context, tx *gorm.DB, items []*recording) error {
	var earning []*recording
	for _, r := range items {
		if r.Earns.Reward != "" {
			earning = append(earning, r)
		}
	}
	if len(earning) == 0 {
		return nil
	}
	done, err := complete(ctx, tx, items, earning)
	if err != nil || len(done) == 0 {
		return err
	}
	rules, err := lockRewards(ctx, tx, done)
	if err != nil {
		return err
	}
	if err := findPromises(ctx, tx, done, rules); err != nil {
		return err
	}
	return makePromises(ctx, tx, done, rules)
}

// lockedReward is a rule held by this transaction and what it does to it.
type lockedReward struct {
	most, promised, free int64
	starts, ends         int64
	held                 map[string]string // person → her code, "" while it is owed
	fresh                []*recording      // persons to be promised one now
	newPromises          int64
}

var rewardLocks = wanted{
	columns: []column{textColumn("shop_id"), textColumn("handle")},
	query: `SELECT r.shop_id, r.handle, r.most, r.promised, r.free, r.starts_at, r.ends_at FROM wanted CROSS JOIN rewards r
		WHERE r.shop_id = wanted.shop_id AND r.handle = wanted.handle`,
}

// lockRewards holds the rules of a group, in one order for everybody. From here
// on nobody else promises any of them.
func lockRewards(ctx context.Context, tx *gorm.DB, items []*recording) (map[rewardKey]*lockedReward, error) {
	seen := map[rewardKey]bool{}
	var keys [][]any
	for _, r := range items {
		if !seen[r.reward()] {
			seen[r.reward()] = true
			keys = append(keys, []any{string(r.Response.Shop), r.Earns.Reward})
		}
	}
	locks := rewardLocks
	if isPostgres(tx) {
		locks.query += " ORDER BY r.shop_id, r.handle FOR UPDATE OF r"
	}
	rules := map[rewardKey]*lockedReward{}
	return rules, locks.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var key rewardKey
		rule := lockedReward{held: map[string]string{}}
		err := rows.Scan(&key.shop, &key.handle, &rule.most, &rule.promised, &rule.free, &rule.starts, &rule.ends)
		rules[key] = &rule
		return err
	})
}

// open reports whether one more may be promised at a moment.
func (l *lockedReward) open(at int64) bool {
	within := l.starts <= at && (l.ends == 0 || at < l.ends)
	return within && (l.most == 0 || l.promised+l.newPromises < l.most)
}

var promisesHeld = wanted{
	columns: []column{textColumn("shop_id"), textColumn("person"), textColumn("reward")},
	query: `SELECT p.shop_id, p.person, p.reward, p.code FROM wanted CROSS JOIN promises p
		WHERE p.shop_id = wanted.shop_id AND p.person = wanted.person AND p.reward = wanted.reward AND p.person <> ''`,
}

// findPromises reads what these people were promised before.
func findPromises(ctx context.Context, tx *gorm.DB, items []*recording, rules map[rewardKey]*lockedReward) error {
	var keys [][]any
	for _, r := range items {
		keys = append(keys, []any{string(r.Response.Shop), r.person(), r.Earns.Reward})
	}
	return promisesHeld.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var key rewardKey
		var person, code string
		err := rows.Scan(&key.shop, &person, &key.handle, &code)
		if rule := rules[key]; rule != nil {
			rule.held[person] = code
		}
		return err
	})
}

var promiseInsert = bulk{
	table: "promises",
	columns: []column{
		textColumn("shop_id"), textColumn("id"), textColumn("reward"), textColumn("person"),
		textColumn("response_id"), textColumn("code"), intColumn("promised_at"), intColumn("issued_at"), textColumn("origin_id"),
	},
}

// makePromises promises the reward to who has none yet, as long as the budget
// lasts, with a code as long as the pool does.
func makePromises(ctx context.Context, tx *gorm.DB, done []*recording, rules map[rewardKey]*lockedReward) error {
	var order []rewardKey
	for _, r := range done {
		rule := rules[r.reward()]
		if rule == nil {
			continue
		}
		if _, has := rule.held[r.person()]; !has && rule.open(millis(r.Response.SubmittedAt)) {
			if len(rule.fresh) == 0 {
				order = append(order, r.reward())
			}
			rule.held[r.person()] = ""
			rule.fresh = append(rule.fresh, r)
			rule.newPromises++
		}
	}
	var rows [][]any
	for _, key := range order {
		more, err := givePromises(tx, key, rules[key])
		if err != nil {
			return err
		}
		rows = append(rows, more...)
	}
	for _, r := range done {
		if rule := rules[r.reward()]; rule != nil {
			if code, promised := rule.held[r.person()]; promised {
				r.given = &app.Reward{Code: code}
			}
		}
	}
	return promiseInsert.insert(ctx, tx, rows)
}

// givePromises takes the codes for a rule's new promises, counts both, and
// returns the promises.
func givePromises(tx *gorm.DB, key rewardKey, rule *lockedReward) ([][]any, error) {
	var codes []string
	if rule.free > 0 {
		var err error
		if codes, err = takeCodes(tx, key.shop, key.handle, len(rule.fresh)); err != nil {
			return nil, err
		}
	}
	rows := make([][]any, len(rule.fresh))
	for i, r := range rule.fresh {
		id, err := uuid.NewV7()
		if err != nil {
			return nil, err
		}
		at := millis(r.Response.SubmittedAt)
		code, issued := "", int64(0)
		if i < len(codes) {
			code, issued = codes[i], at
		}
		rule.held[r.person()] = code
		rows[i] = []any{string(key.shop), id.String(), key.handle, r.person(), string(r.Response.ID), code, at, issued, string(r.toldAs())}
	}
	low := rule.free-int64(len(codes)) < PoolLow
	return rows, countPromises(tx, key, len(rows), len(codes), low, millis(rule.fresh[0].Response.SubmittedAt))
}

// countPromises makes a pool that runs low due, unless somebody looks after it
// now, who will see, or the last look failed and the next one is set.
func countPromises(tx *gorm.DB, key rewardKey, promised, issued int, low bool, now int64) error {
	statement := "UPDATE rewards SET promised = promised + ?, issued = issued + ?, free = free - ?"
	args := []any{promised, issued, issued}
	if low {
		statement += ", dirty = TRUE, due_at = CASE WHEN lease > 0 OR (attempts > 0 AND due_at > 0) THEN due_at ELSE CAST(? AS BIGINT) END"
		args = append(args, now)
	}
	return tx.Exec(statement+" WHERE shop_id = ? AND handle = ?", append(args, key.shop, key.handle)...).Error
}

// told is the reply with what only this transaction knows, as it is kept.
func (r *recording) told() (app.Reply, string, error) {
	reply := r.Reply
	if r.Earns.Reward == "" || (r.given == nil && r.missing == reply.Remaining) {
		return reply, r.reply, nil
	}
	reply.Reward, reply.Remaining = r.given, r.missing
	if r.missing == 0 {
		reply.Next = nil
	}
	text, err := json.Marshal(reply)
	return reply, string(text), err
}
