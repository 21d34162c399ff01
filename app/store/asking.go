package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Asked is a question, or several, that somebody was asked.
type Asked struct {
	Whom
	Survey    app.SurveyID // "" when it is not known
	Questions []string
}

// RecordAskings keeps that somebody who can be known again was asked something.
// Errors: NotFound for a shop where we are not installed; Invalid for an order that
// is somebody else's.
func (s *Store) RecordAskings(ctx context.Context, shop app.ShopID, a Asked) error {
	if a.Nobody() || len(a.Questions) == 0 {
		return nil
	}
	return s.recordTrace(ctx, shop, a, nil)
}

// Snooze keeps that somebody who can be known again does not want to be asked a
// question before a time; the zero time is never. Who said never means it, and a
// longer time stands. Errors: as RecordAskings.
func (s *Store) Snooze(ctx context.Context, shop app.ShopID, who Whom, question string, until time.Time) error {
	if who.Nobody() {
		return nil
	}
	return s.recordTrace(ctx, shop, Asked{Whom: who, Questions: []string{question}}, &until)
}

// Meet gives a customer who is at a browser what she was there as a guest, without a
// word of hers: from here on it is hers wherever she is. Errors: as RecordAskings.
func (s *Store) Meet(ctx context.Context, shop app.ShopID, who Whom) error {
	return s.recordTrace(ctx, shop, Asked{Whom: who}, nil)
}

func (s *Store) recordTrace(ctx context.Context, shop app.ShopID, a Asked, until *time.Time) error {
	item := &trace{Asked: a, until: until, now: millis(s.now())}
	item.shop = shop
	if err := s.writer.add(ctx, traces, item); err != nil {
		return wrap(err, "asking")
	}
	return item.refused
}

// trace is something that was asked, and perhaps put off, on its way into a group
// commit.
type trace struct {
	Asked
	speaking
	until *time.Time // nil: it was not put off
	now   int64
}

var (
	askingInsert = bulk{
		table: "askings",
		columns: []column{
			textColumn("shop_id"), textColumn("profile_id"), textColumn("question"), intColumn("order_id"), intColumn("asked_at"), textColumn("survey_id"), textColumn("origin_id"),
		},
		tail: "ON CONFLICT DO NOTHING",
	}
	snoozeInsert = bulk{
		table: "snoozes",
		columns: []column{
			textColumn("shop_id"), textColumn("profile_id"), textColumn("question"), intColumn("until_at"), intColumn("since"), textColumn("origin_id"),
		},
		tail: "ON CONFLICT (shop_id, profile_id, question, origin_id) " + longerSnooze,
	}
)

// traces keeps a group of them with one statement per table.
var traces = newBatch(func(tx *gorm.DB, items []*trace) error {
	ctx := tx.Statement.Context
	everybody := make([]*speaking, len(items))
	for i, t := range items {
		t.speaking = speaking{Whom: t.Asked.Whom, shop: t.shop, at: t.now}
		everybody[i] = &t.speaking
	}
	lanes, err := lanesOf(ctx, tx, everybody)
	if err != nil {
		return err
	}
	if err := findPeople(ctx, tx, everybody, lanes); err != nil {
		return err
	}
	items = slices.DeleteFunc(slices.Clone(items), func(t *trace) bool { return t.refused != nil })
	if err := askingInsert.insert(ctx, tx, askingRows(items)); err != nil {
		return err
	}
	if err := snoozeInsert.insert(ctx, tx, snoozeRows(items)); err != nil {
		return err
	}
	return planTraces(ctx, tx, items, lanes)
})

func askingRows(items []*trace) (rows [][]any) {
	for _, t := range items {
		minute := t.now - t.now%time.Minute.Milliseconds()
		for _, question := range t.Questions {
			rows = append(rows, []any{string(t.shop), string(t.profile), question, int64(t.speaking.Order), minute, string(t.Survey), string(t.toldAs())})
		}
	}
	slices.SortFunc(rows, inOrder)
	return rows
}

// snoozeRows are one for each person and question: PostgreSQL refuses to update a
// row twice.
func snoozeRows(items []*trace) (rows [][]any) {
	for _, t := range items {
		if t.until == nil {
			continue
		}
		rows = append(rows, []any{string(t.shop), string(t.profile), t.Questions[0], millis(*t.until), t.now, string(t.toldAs())})
	}
	slices.SortFunc(rows, func(a, b []any) int { return cmp.Or(sameSnooze(a, b), longer(a[3].(int64), b[3].(int64))) })
	return slices.CompactFunc(rows, func(a, b []any) bool { return sameSnooze(a, b) == 0 })
}

func sameSnooze(a, b []any) int {
	return cmp.Or(inOrder(a, b), cmp.Compare(a[5].(string), b[5].(string)))
}

// longer puts never first, then what lasts longer.
func longer(a, b int64) int {
	if a == 0 || b == 0 {
		return cmp.Compare(a, b)
	}
	return cmp.Compare(b, a)
}

// inOrder sorts rows by shop, person and question: one order for everybody, so that
// two processes cannot wait for each other.
func inOrder(a, b []any) int {
	return cmp.Or(cmp.Compare(a[0].(string), b[0].(string)), cmp.Compare(a[1].(string), b[1].(string)), cmp.Compare(a[2].(string), b[2].(string)))
}

// planTraces has the destinations told what customers are not to be asked any more:
// what they put off at once, what they were asked when the visit is over, and what
// they did as guests.
func planTraces(ctx context.Context, tx *gorm.DB, items []*trace, lanes map[app.ShopID][]app.DestinationID) error {
	var planned []app.Delivery
	told := map[app.ProfileID]bool{}
	for _, t := range items {
		if t.speaker == 0 || told[t.profile] && t.until == nil {
			continue
		}
		told[t.profile] = true
		news := app.Delivery{Cause: app.CauseAsked}
		if t.joined {
			news.Cause = app.CauseLink
		} else if t.until == nil {
			news.NextAt = fromMillis(t.now).Add(visitOver)
		}
		more, err := t.tell(news, lanes[t.shop])
		if err != nil {
			return err
		}
		planned = append(planned, more...)
	}
	return planDeliveries(ctx, tx, planned)
}

// visitOver is when somebody who was asked something has surely gone.
const visitOver = 30 * time.Minute
