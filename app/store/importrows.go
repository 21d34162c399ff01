package store

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

// keepRows inserts rows as they are; those that are there stay.
func (i *importing) keepRows(table string, columns []column, rows [][]any) error {
	kept := bulk{table: table, columns: append([]column{textColumn("shop_id")}, columns...), tail: "ON CONFLICT DO NOTHING"}
	for n := range rows {
		rows[n] = append([]any{string(i.shop)}, rows[n]...)
	}
	return kept.insert(i.tx.Statement.Context, i.tx, rows)
}

// origin is the profile a row was told as.
func origin(told string) string { return strings.TrimPrefix(told, "profile/") }

func (i *importing) responses() error {
	rows := make([][]any, len(i.Data.Responses))
	for n, r := range i.Data.Responses {
		answers, err := writeAnswers(i.Answers[r.ID])
		if err != nil {
			return err
		}
		shown, err := json.Marshal(orNone(r.Shown))
		if err != nil {
			return err
		}
		reply, err := json.Marshal(app.Reply{ID: r.ID})
		if err != nil {
			return err
		}
		rows[n] = []any{
			string(r.ID), string(i.surveys[r.Survey]), int64(r.Version), string(r.Surface), i.whose(r.Profile), origin(r.Told), int64(r.Order), r.Cart,
			r.Locale, string(shown), answers, r.Complete, string(reply), millis(r.StartedAt), millis(r.SubmittedAt), millis(r.KeepUntil),
			string(r.Proof), r.By, r.Why,
		}
	}
	var words [][]any
	for _, r := range i.Data.Responses {
		for _, word := range wordsOf(i.Answers[r.ID]) {
			words = append(words, []any{[]byte(word), millis(r.SubmittedAt), string(r.ID)})
		}
	}
	if err := i.keepRows("response_words", []column{bytesColumn("word"), intColumn("submitted_at"), textColumn("response_id")}, words); err != nil {
		return err
	}
	return i.keepRows("responses", []column{
		textColumn("id"), textColumn("survey_id"), intColumn("version"), textColumn("surface"), textColumn("profile_id"), textColumn("origin_id"),
		intColumn("order_id"), textColumn("cart"), textColumn("locale"), textColumn("shown"), textColumn("answers"), boolColumn("complete"),
		textColumn("reply"), intColumn("started_at"), intColumn("submitted_at"), intColumn("keep_until"), textColumn("proof"),
		textColumn("captured_by"), textColumn("captured_why"),
	}, rows)
}

// orNone is a list that is never null at rest.
func orNone(shown []app.Shown) []app.Shown {
	if shown == nil {
		return []app.Shown{}
	}
	return shown
}

func (i *importing) repeats() error {
	var rows [][]any
	for _, r := range i.Data.Responses {
		for _, x := range r.Repeats {
			rows = append(rows, []any{string(x.ID), string(r.ID), millis(x.Since)})
		}
	}
	return i.keepRows("response_repeats", []column{textColumn("id"), textColumn("response_id"), intColumn("since")}, rows)
}

func (i *importing) orders() error {
	rows := make([][]any, len(i.Data.Orders))
	for n, o := range i.Data.Orders {
		lines, err := tell(o.Lines)
		if err != nil {
			return err
		}
		codes, err := tell(o.Codes)
		if err != nil {
			return err
		}
		was, err := customerOf(o.Told)
		if err != nil {
			return err
		}
		rows[n] = []any{
			int64(o.ID), o.Name, int64(o.Customer), was, o.Currency, o.Total, lines, codes, o.Country, o.Region, string(o.Delivery), o.Channel,
			o.Cart, millis(o.CreatedAt), millis(o.Cancelled), o.Test, millis(o.UpdatedAt),
		}
	}
	return i.keepRows("orders", []column{
		intColumn("id"), textColumn("name"), intColumn("customer_id"), intColumn("origin_customer_id"), textColumn("currency"), textColumn("total"),
		textColumn("lines"), textColumn("discount_codes"), textColumn("country"), textColumn("region"), textColumn("delivery"), textColumn("channel"),
		textColumn("cart_token"), intColumn("created_at"), intColumn("cancelled_at"), boolColumn("test"), intColumn("updated_at"),
	}, rows)
}

// customerOf is whom a row of a customer's was told as, 0 for herself.
func customerOf(told string) (int64, error) {
	if told == "" {
		return 0, nil
	}
	t, err := traceOf(told)
	return int64(t.Customer), err
}

func (i *importing) consents() error {
	rows := make([][]any, len(i.Data.Consents))
	for n, c := range i.Data.Consents {
		survey, err := i.named(c.Survey)
		if err != nil {
			return err
		}
		rows[n] = []any{
			c.ID, c.Holder, c.Told, string(c.Channel), c.Purpose, string(c.State), c.OptIn, millis(c.ChangedAt), c.Wording, c.Locale,
			survey, int64(c.Version), c.Question, string(c.Response), c.Source, c.By, c.Why,
		}
	}
	return i.keepRows("consents", []column{
		textColumn("id"), textColumn("holder"), textColumn("origin"), textColumn("channel"), textColumn("purpose"), textColumn("state"),
		textColumn("opt_in"), intColumn("changed_at"), textColumn("wording"), textColumn("locale"), textColumn("survey_id"), intColumn("version"),
		textColumn("question"), textColumn("response_id"), textColumn("source"), textColumn("captured_by"), textColumn("captured_why"),
	}, rows)
}

// rewards keeps what she was given, so that she is not given it again. It counts
// against no budget of this shop.
func (i *importing) rewards() error {
	rows := make([][]any, len(i.Data.Rewards))
	for n, r := range i.Data.Rewards {
		rows[n] = []any{r.ID, r.Reward, i.whose(r.Profile), origin(r.Told), string(r.Response), r.Code, millis(r.PromisedAt), millis(r.IssuedAt)}
	}
	return i.keepRows("promises", []column{
		textColumn("id"), textColumn("reward"), textColumn("person"), textColumn("origin_id"), textColumn("response_id"), textColumn("code"),
		intColumn("promised_at"), intColumn("issued_at"),
	}, rows)
}

func (i *importing) identities() error {
	n := names{people: i.people, keys: i.keys}
	rows := make([][]any, len(i.Data.Identities))
	for at, one := range i.Data.Identities {
		digest, err := n.digest(one.Kind, one.Value)
		if err != nil {
			return err
		}
		rows[at] = []any{
			string(one.Kind), digest, i.whose(one.Profile), origin(one.Told), string(one.Proof), n.keys.Seal(n.place(one.Kind, digest), one.Value),
			one.By, millis(one.Since),
		}
	}
	return i.keepRows("identities", []column{
		textColumn("kind"), textColumn("digest"), textColumn("profile_id"), textColumn("origin_id"), textColumn("proof"), textColumn("value"),
		textColumn("captured_by"), intColumn("since"),
	}, rows)
}

// traces keeps what she was asked, put off and is doubted of, and her browsers.
func (i *importing) traces() error {
	asked := make([][]any, len(i.Data.Asked))
	for n, a := range i.Data.Asked {
		survey, err := i.named(a.Survey)
		if err != nil {
			return err
		}
		asked[n] = []any{i.whose(a.Profile), origin(a.Told), a.Question, survey, int64(a.Order), millis(a.AskedAt)}
	}
	whose := []column{textColumn("profile_id"), textColumn("origin_id")}
	if err := i.keepRows("askings", slices.Concat(whose, []column{textColumn("question"), textColumn("survey_id"), intColumn("order_id"), intColumn("asked_at")}), asked); err != nil {
		return err
	}
	later := make([][]any, len(i.Data.Snoozes))
	for n, s := range i.Data.Snoozes {
		later[n] = []any{i.whose(s.Profile), origin(s.Told), s.Question, millis(s.Until), millis(s.Since)}
	}
	if err := i.keepRows("snoozes", slices.Concat(whose, []column{textColumn("question"), intColumn("until_at"), intColumn("since")}), later); err != nil {
		return err
	}
	row := func(whose app.ProfileID, told, name string, since time.Time) []any {
		return []any{i.whose(whose), origin(told), name, millis(since)}
	}
	var doubts, browsers [][]any
	for _, d := range i.Data.Doubts {
		doubts = append(doubts, row(d.Profile, d.Told, d.Question, d.Since))
	}
	for _, b := range i.Data.Browsers {
		browsers = append(browsers, row(b.Profile, b.Told, b.Visitor, b.Since))
	}
	if err := i.keepRows("doubts", slices.Concat(whose, []column{textColumn("question"), intColumn("since")}), doubts); err != nil {
		return err
	}
	return i.keepRows("visitors", slices.Concat(whose, []column{textColumn("visitor"), intColumn("since")}), browsers)
}

func (i *importing) joins() error {
	rows := make([][]any, len(i.Data.Joins))
	for n, j := range i.Data.Joins {
		rows[n] = []any{
			string(j.From), string(j.Into), int64(j.Customer), int64(j.Via), string(j.Cause), j.Email, j.Phone, millis(j.ContactAt), millis(j.StaleAt),
			millis(j.CreatedAt), millis(j.JoinedAt), millis(j.PartedAt),
		}
	}
	return i.keepRows("joins", []column{
		textColumn("from_id"), textColumn("into_id"), intColumn("customer_id"), intColumn("via_customer_id"), textColumn("cause"), textColumn("email"),
		textColumn("phone"), intColumn("contact_at"), intColumn("stale_at"), intColumn("created_at"), intColumn("joined_at"), intColumn("parted_at"),
	}, rows)
}

func (i *importing) formers() error {
	rows := make([][]any, len(i.Data.Former))
	for n, f := range i.Data.Former {
		rows[n] = []any{int64(f.Customer), int64(f.Kept), string(f.Profile), millis(f.LeftAt)}
	}
	return i.keepRows("former_customers", []column{
		intColumn("customer_id"), intColumn("kept_id"), textColumn("profile_id"), intColumn("left_at"),
	}, rows)
}

// counted marks what is to be counted again with what has come.
func (i *importing) counted() error {
	if err := i.recount("r.profile_id IN ?", append(slices.Clone(i.ids), "")); err != nil {
		return err
	}
	for some := range slices.Chunk(i.Data.Orders, maxParameters) {
		orders := make([]app.OrderID, len(some))
		for n, o := range some {
			orders[n] = o.ID
		}
		if err := i.recountWith(orders); err != nil {
			return err
		}
	}
	return nil
}
