package retention

import (
	"cmp"
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Rule says how long one kind of thing is kept.
type Rule struct {
	What string // a word of this package's table, "guests"
	Days int    // 0: see Why
	Why  string // in words for the merchant
}

// The kinds of things, as the merchant's data map names them.
const (
	Answers    = "answers"
	Guests     = "guests"
	Askings    = "askings"
	Browsers   = "browsers"
	Repeats    = "repeats"
	Deliveries = "deliveries"
	Refusals   = "refusals"
	Exports    = "exports"
	Readings   = "readings"
	Repeated   = "repeated"
	Files      = "files"
	Webhooks   = "webhooks"
)

// How long is kept what no merchant decides, in days.
const (
	askingDays = 400 // as long as a browser remembers who it is
	repeatDays = 60  // a block sends again for 30
	exportDays = 90  // handed on within the 30 the law gives

	// WebhookDays is how long repeats of a webhook are recognised; Shopify repeats one
	// for hours.
	WebhookDays = 7
)

type rule struct {
	what string
	days func(app.Retention) int
	why  string
	trim func(*store.Store) trimmer // nil: somebody else does, or the answers' own job
}

// trimmer forgets one page of what is older than before, and says where the next one
// begins; "" when there is none.
type trimmer func(ctx context.Context, shop app.ShopID, before time.Time, after string) (next string, err error)

var table = []rule{
	{Answers, always(0), "An answer is kept as long as its question says, else until the shopper takes it back. Then every destination forgets it, too.", nil},
	{
		Guests, func(r app.Retention) int { return r.Guests }, "A guest, with all that was said, is forgotten so long after the last sign of life.",
		func(s *store.Store) trimmer { return s.TrimGuests },
	},
	{
		Askings, always(askingDays), "What a shopper was asked is remembered so that nobody asks too often; of each question the last time is remembered as long as the shopper is.",
		func(s *store.Store) trimmer { return s.TrimAskings },
	},
	{
		Browsers, always(askingDays), "A customer's browser is forgotten when the customer has not answered for so long; a guest's with the guest.",
		func(s *store.Store) trimmer { return s.TrimBrowsers },
	},
	{
		Repeats, always(repeatDays), "An answer may be sent again while a shopper's connection is bad.",
		func(s *store.Store) trimmer { return s.TrimRepeats },
	},
	{
		Deliveries, func(r app.Retention) int { return r.Attempts }, "What became of writing answers back is kept for finding mistakes.",
		func(s *store.Store) trimmer { return s.TrimDeliveries },
	},
	{
		Refusals, always(0), "Why an answer is kept from a destination is known as long as the shopper is.",
		func(s *store.Store) trimmer { return s.TrimRefusals },
	},
	{
		Exports, always(exportDays), "An export that a shopper asked for is kept to be handed on.",
		func(s *store.Store) trimmer { return s.TrimExports },
	},
	{
		Readings, func(r app.Retention) int { return r.Readings }, "Who read personal data or changed something is kept so that it can be looked into.",
		func(s *store.Store) trimmer { return s.TrimAudit },
	},
	{
		Files, always(int(app.ExportKept.Hours()) / 24), "A file of responses is kept to be downloaded, and nobody can have it any more once somebody who may be in it is erased or takes an answer back.",
		func(s *store.Store) trimmer { return s.TrimFiles },
	},
	{Repeated, always(1), "What a change was answered is kept, sealed, so that the same request twice is one change.", nil},
	{Webhooks, always(WebhookDays), "That news came from Shopify is kept to recognise it when it comes again; what it said is forgotten at once.", nil},
}

func always(days int) func(app.Retention) int { return func(app.Retention) int { return days } }

// Rules lists how long a shop keeps what.
func Rules(shop app.Shop) []Rule {
	list := make([]Rule, len(table))
	for i, one := range table {
		list[i] = Rule{one.what, one.days(Of(shop)), one.why}
	}
	return list
}

// Of is what a shop has decided, and what is usual where it has not.
func Of(shop app.Shop) app.Retention {
	var own app.Retention
	if shop.Retention != nil {
		own = *shop.Retention
	}
	return app.Retention{
		Guests:   cmp.Or(own.Guests, app.DefaultRetention.Guests),
		Attempts: cmp.Or(own.Attempts, app.DefaultRetention.Attempts),
		Readings: cmp.Or(own.Readings, app.DefaultRetention.Readings),
	}
}
