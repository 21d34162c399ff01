package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Submitted is a checked response before it is known whose it is.
type Submitted struct {
	Response app.Response   // without a profile: it is found or made
	Customer app.CustomerID // who speaks, 0 for a guest
	Reply    app.Reply      // what the shopper is told, now and at every repeat
	Earns    Earning        // and promised, when her answers are complete
	Writes   bool           // some answer is written back somewhere
}

// Recorded is what became of a submission.
type Recorded struct {
	Reply        app.Reply
	Repeated     bool                // it had been recorded before
	Destinations []app.DestinationID // the lanes with something new to tell
}

// RecordResponse keeps a response exactly once, whatever is sent how often: the
// second gets the reply of the first. With it comes one delivery per lane. The
// response belongs to the speaking customer, else to the customer of its order,
// else to a new guest. Errors: NotFound for a shop where we are not installed;
// Invalid for an order that is somebody else's.
func (s *Store) RecordResponse(ctx context.Context, shop app.ShopID, r Submitted) (Recorded, error) {
	r.Response.Shop = shop
	item := &recording{Submitted: r}
	if err := item.write(); err != nil {
		return Recorded{}, wrap(err, "response")
	}
	if err := s.writer.add(ctx, recordings, item); err != nil {
		return Recorded{}, wrap(err, "response")
	}
	return item.recorded, item.refused
}

// recording is one response on its way into a group commit.
type recording struct {
	Submitted
	reply, shown, answers string // as they are kept

	speaker  app.CustomerID // whose it is, 0 for a guest
	profile  app.ProfileID
	missing  int         // answers left until her reward
	given    *app.Reward // what she earned
	first    *recording  // the one in the same group that this one repeats
	recorded Recorded
	refused  error
}

// write is done by each caller, so that the one who commits for all need not.
func (r *recording) write() (err error) {
	if r.answers, err = writeAnswers(r.Response.Answers); err != nil {
		return err
	}
	shown, err := json.Marshal(r.Response.Shown)
	if err != nil {
		return err
	}
	reply, err := json.Marshal(r.Reply)
	r.shown, r.reply = string(shown), string(reply)
	return err
}

func (r *recording) key() responseKey { return responseKey{r.Response.Shop, r.Response.ID} }

type responseKey struct {
	shop app.ShopID
	id   app.ResponseID
}

// recordings keeps a whole group of responses with one statement per table.
var recordings = newBatch(func(tx *gorm.DB, items []*recording) error {
	fresh, err := dropRepeats(tx.Statement.Context, tx, items)
	if err == nil {
		err = recordFresh(tx.Statement.Context, tx, fresh)
	}
	for _, r := range items {
		if r.first != nil {
			r.recorded, r.refused = r.first.recorded, r.first.refused
			r.recorded.Repeated = r.refused == nil
			r.recorded.Destinations = nil
		}
	}
	return err
})

func recordFresh(ctx context.Context, tx *gorm.DB, fresh []*recording) error {
	lanes, err := lanesOf(ctx, tx, fresh)
	if err != nil {
		return err
	}
	accepted, err := claimOrders(ctx, tx, fresh, lanes)
	if err != nil || len(accepted) == 0 {
		return err
	}
	if err := findSpeakers(ctx, tx, accepted); err != nil {
		return err
	}
	if err := promiseRewards(ctx, tx, accepted); err != nil {
		return err
	}
	if err := insertResponses(ctx, tx, accepted); err != nil {
		return err
	}
	return planAnswers(ctx, tx, accepted, lanes)
}

var recordedReplies = wanted{
	columns: []column{textColumn("shop_id"), textColumn("id")},
	query: `SELECT r.shop_id, r.id, r.reply FROM wanted CROSS JOIN responses r
		WHERE r.shop_id = wanted.shop_id AND r.id = wanted.id`,
}

// dropRepeats answers what was recorded before and returns the rest, each id once.
func dropRepeats(ctx context.Context, tx *gorm.DB, items []*recording) ([]*recording, error) {
	waiting := make(map[responseKey]*recording, len(items))
	keys := make([][]any, 0, len(items))
	var fresh []*recording
	for _, r := range items {
		*r = recording{Submitted: r.Submitted, reply: r.reply, shown: r.shown, answers: r.answers} // it may be the second try
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
		return json.Unmarshal([]byte(reply), &waiting[key].recorded.Reply)
	})
	for _, r := range items {
		if r.first == nil && !r.recorded.Repeated {
			fresh = append(fresh, r)
		}
	}
	return fresh, err
}

var shopLanes = wanted{
	columns: []column{textColumn("shop_id")},
	query: `SELECT lanes.shop_id, lanes.destination_id FROM wanted CROSS JOIN lanes
		WHERE lanes.shop_id = wanted.shop_id AND ` + installed + ` ORDER BY lanes.shop_id, lanes.destination_id`,
}

// lanesOf lists the lanes of installed shops; every one has at least Shopify's.
func lanesOf(ctx context.Context, tx *gorm.DB, items []*recording) (map[app.ShopID][]app.DestinationID, error) {
	lanes := map[app.ShopID][]app.DestinationID{}
	var keys [][]any
	for _, r := range items {
		if _, known := lanes[r.Response.Shop]; !known {
			lanes[r.Response.Shop] = nil
			keys = append(keys, []any{string(r.Response.Shop)})
		}
	}
	return lanes, shopLanes.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var shop app.ShopID
		var lane app.DestinationID
		err := rows.Scan(&shop, &lane)
		lanes[shop] = append(lanes[shop], lane)
		return err
	})
}

var responseInsert = bulk{
	table: "responses",
	columns: []column{
		textColumn("shop_id"), textColumn("id"), textColumn("survey_id"), intColumn("version"), textColumn("surface"),
		textColumn("profile_id"), intColumn("order_id"), textColumn("locale"), textColumn("shown"), textColumn("answers"),
		boolColumn("complete"), textColumn("reply"), intColumn("started_at"), intColumn("submitted_at"),
	},
}

// insertResponses fails as a whole when another process recorded one of them
// this very moment; the writer then tries each alone, and that one is a repeat.
func insertResponses(ctx context.Context, tx *gorm.DB, items []*recording) error {
	rows := make([][]any, len(items))
	for i, item := range items {
		r := item.Response
		reply, kept, err := item.told()
		if err != nil {
			return err
		}
		item.recorded.Reply = reply
		rows[i] = []any{
			string(r.Shop), string(r.ID), string(r.Survey), int64(r.Version), string(r.Surface),
			string(item.profile), int64(r.Order), r.Locale, item.shown, item.answers,
			r.Complete, kept, millis(r.StartedAt), millis(r.SubmittedAt),
		}
	}
	return responseInsert.insert(ctx, tx, rows)
}

// planAnswers plans the deliveries. Of a guest without an order there is nobody
// to tell about; should she become known, linking her plans them.
func planAnswers(ctx context.Context, tx *gorm.DB, items []*recording, lanes map[app.ShopID][]app.DestinationID) error {
	var planned []app.Delivery
	for _, item := range items {
		r := item.Response
		if !item.Writes || (item.speaker == 0 && r.Order == 0) {
			continue
		}
		item.recorded.Destinations = lanes[r.Shop]
		for _, lane := range lanes[r.Shop] {
			id, err := uuid.NewV7()
			if err != nil {
				return err
			}
			planned = append(planned, app.Delivery{
				Shop: r.Shop, ID: app.DeliveryID(id.String()), Destination: lane, Profile: item.profile,
				Response: r.ID, Order: r.Order, Cause: app.CauseAnswer,
				NextAt: r.SubmittedAt, CreatedAt: r.SubmittedAt,
			})
		}
	}
	return planDeliveries(ctx, tx, planned)
}
