package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Submitted is a checked response before it is known whose it is.
type Submitted struct {
	Response app.Response   // without a profile: it is found or made
	Customer app.CustomerID // who speaks, 0 for a guest
	Visitor  string         // her browser, "" when it has no name
	Reply    app.Reply      // what the shopper is told, now and at every repeat
	Earns    Earning        // and promised, when her answers are complete
	Writes   bool           // some answer is written back somewhere
	Consents []app.Consent  // among the answers, without a holder
	Heard    time.Time      // what the clock showed that dated it; zero: it is looked at again
	// Repeats finds, among what the same person, a guest or not, submitted to the
	// survey before, the newest first, a response that says all of this already. It
	// must be pure: it runs within the transaction. Nil: nothing ever does.
	Repeats func(guest bool, before []app.Response) (app.ResponseID, bool)
}

// Recorded is what became of a submission.
type Recorded struct {
	Reply        app.Reply
	Repeated     bool                // it had been recorded before
	Destinations []app.DestinationID // the lanes with something new to tell
}

// RecordResponse keeps a response exactly once, whatever is sent how often: the
// second gets the reply of the first, under the same id or when it says nothing
// else. With it comes one delivery per lane. Whose it is, Whom says. Errors: NotFound for a shop where we are not installed;
// Invalid for an order that is somebody else's; Conflict for what was begun before she
// was erased.
func (s *Store) RecordResponse(ctx context.Context, shop app.ShopID, r Submitted) (Recorded, error) {
	r.Response.Shop = shop
	item := &recording{Submitted: r, now: cmp.Or(r.Heard, s.now())}
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
	speaking
	reply, shown, answers string // as they are kept
	words                 []string
	now                   time.Time
	alone                 bool // not among a group's

	missing  int            // answers left until her reward
	given    *app.Reward    // what she earned
	first    *recording     // the one in the same group that this one repeats
	says     app.ResponseID // the response that says all of it already, under another id; "" for none
	gives    []app.Consent  // of its consents, those that are news
	recorded Recorded
}

// begin forgets what an earlier try to commit has found out.
func (r *recording) begin() {
	*r = recording{Submitted: r.Submitted, now: r.now, alone: r.alone, reply: r.reply, shown: r.shown, answers: r.answers, words: r.words}
	r.speaking = speaking{
		Whom: Whom{Customer: r.Customer, Order: r.Response.Order, Visitor: r.Visitor},
		shop: r.Response.Shop, cart: r.Response.Cart, at: millis(r.Response.SubmittedAt), begun: millis(r.Response.StartedAt),
		self: r.Response.Surface == app.SurfacePreferences,
	}
}

// write is done by each caller, so that the one who commits for all need not.
func (r *recording) write() (err error) {
	if r.answers, err = writeAnswers(r.Response.Answers); err != nil {
		return err
	}
	r.words = wordsOf(r.Response.Answers)
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
		if r.says != "" { // the first time under this id
			r.recorded.Repeated, r.recorded.Reply.ID = false, r.Response.ID
		}
	}
	return err
})

func recordFresh(ctx context.Context, tx *gorm.DB, fresh []*recording) error {
	everybody := make([]*speaking, len(fresh))
	for i, r := range fresh {
		everybody[i] = &r.speaking
	}
	lanes, err := lanesOf(ctx, tx, everybody)
	if err != nil {
		return err
	}
	if err := findPeople(ctx, tx, everybody, lanes); err != nil {
		return err
	}
	accepted := slices.DeleteFunc(fresh, func(r *recording) bool { return r.refused != nil })
	if err := dateWords(ctx, tx, accepted); err != nil {
		return err
	}
	said, err := dropSaid(ctx, tx, accepted)
	if err != nil {
		return err
	}
	if err := promiseRewards(ctx, tx, said); err != nil {
		return err
	}
	if err := insertResponses(ctx, tx, said); err != nil {
		return err
	}
	if err := insertRepeats(ctx, tx, accepted); err != nil {
		return err
	}
	if err := recordConsents(ctx, tx, accepted); err != nil {
		return err
	}
	if err := linkCarts(ctx, tx, said); err != nil {
		return err
	}
	if err := markGroup(ctx, tx, said); err != nil {
		return err
	}
	return planAnswers(ctx, tx, accepted, lanes)
}

var responseInsert = bulk{
	table: "responses",
	columns: []column{
		textColumn("shop_id"), textColumn("id"), textColumn("survey_id"), intColumn("version"), textColumn("surface"),
		textColumn("profile_id"), intColumn("order_id"), textColumn("cart"), textColumn("locale"), textColumn("shown"), textColumn("answers"),
		boolColumn("complete"), textColumn("reply"), intColumn("started_at"), intColumn("submitted_at"), intColumn("keep_until"),
		textColumn("proof"), textColumn("captured_by"), textColumn("origin_id"),
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
			string(item.profile), int64(r.Order), r.Cart, r.Locale, item.shown, item.answers,
			r.Complete, kept, millis(r.StartedAt), millis(r.SubmittedAt), millis(r.KeepUntil), string(r.Proof), r.By,
			string(item.toldAs()),
		}
	}
	if err := responseInsert.insert(ctx, tx, rows); err != nil {
		return err
	}
	var words [][]any
	for _, item := range items {
		words = append(words, wordRows(item.shop, item.Response.ID, millis(item.Response.SubmittedAt), item.words)...)
	}
	return wordInsert.insert(ctx, tx, words)
}
