package privacy

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

// orderCard is one order of hers.
type orderCard struct {
	Name string
	Rows []Row
}

// Orders are what we know of her orders.
func (p page) Orders() []orderCard {
	cards := make([]orderCard, len(p.Data.Orders))
	for i, o := range p.Data.Orders {
		var lines []string
		for _, l := range o.Lines {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%d × %s %s", l.Quantity, l.Vendor, cmp.Or(l.SKU, p.number("product", int64(l.Product))))))
		}
		cards[i] = orderCard{cmp.Or(o.Name, p.number("order", int64(o.ID))), []Row{
			p.row("day", p.day(o.CreatedAt)), p.row("total", strings.TrimSpace(o.Total+" "+o.Currency)), p.row("lines", strings.Join(lines, "; ")),
			p.row("codes", strings.Join(o.Codes, ", ")), p.row("to", strings.Join(nonempty(o.Region, o.Country), ", ")),
			p.row("delivery", p.word("delivery", string(o.Delivery))), p.row("channel", o.Channel),
		}}
	}
	return cards
}

// number names what has no name by its number, "" of 0.
func (p page) number(kind string, n int64) string {
	if n == 0 {
		return ""
	}
	return p.T("number."+kind, "{number}", strconv.FormatInt(n, 10))
}

func nonempty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// Standing is Shopify's account of her.
func (p page) Standing() []Row {
	s := p.Data.Standing
	if s == nil {
		return nil
	}
	return []Row{
		p.row("orders", strconv.Itoa(s.Orders)), p.row("spent", s.Spent), p.row("tags", strings.Join(s.Tags, ", ")),
		p.row("segments", strings.Join(s.Segments, ", ")), p.row("lost", strings.Join(s.Lost, ", ")), p.row("told_at", p.day(s.ToldAt)),
	}
}

// consentCard is one entry of the ledger.
type consentCard struct {
	Title, State, Where, Wording, Language string
	Less                                   bool
	At                                     time.Time
}

// Consents are her ledger, the newest first.
func (p page) Consents() []consentCard {
	var cards []consentCard
	for _, c := range slices.Backward(p.Data.Consents) {
		cards = append(cards, consentCard{
			Title: p.word("channel", string(c.Channel)) + " · " + p.purposeTitle(p.purpose(c.Purpose)), State: p.word("consent", string(c.State)),
			Less: c.State != app.ConsentGranted, At: c.ChangedAt, Where: p.where(app.Surface(c.Source), c.By), Wording: c.Wording, Language: c.Locale,
		})
	}
	return cards
}

// line is one thing that happened.
type line struct {
	At   time.Time
	What string
}

// Asked is what she was asked, put off and is doubted of, the newest first.
func (p page) Asked() []line {
	var lines []line
	add := func(at time.Time, key, question string, pairs ...string) {
		lines = append(lines, line{at, p.T(key, append(pairs, "{question}", p.prompt(question))...)})
	}
	for _, a := range p.Data.Asked {
		add(a.AskedAt, "asked.asked", a.Question)
	}
	for _, s := range p.Data.Snoozes {
		if s.Until.IsZero() {
			add(s.Since, "asked.never", s.Question)
		} else {
			add(s.Since, "asked.later", s.Question, "{day}", p.day(s.Until))
		}
	}
	for _, d := range p.Data.Doubts {
		add(d.Since, "asked.doubted", d.Question)
	}
	slices.SortStableFunc(lines, func(a, b line) int { return b.At.Compare(a.At) })
	return lines
}

// prompt is a question in the page's language, as any survey of hers puts it.
func (p page) prompt(key string) string {
	for _, s := range slices.Backward(p.Data.Surveys) {
		if q, known := p.questions[asked{s.Survey, s.Version, key}]; known && len(s.Languages) > 0 {
			return cmp.Or(q.Prompt.In(p.Lang, s.Languages[0]), key)
		}
	}
	return key
}

// Rewards are what she was promised.
func (p page) Rewards() []line {
	var lines []line
	for _, r := range p.Data.Rewards {
		key := "rewards.owed"
		if r.Code != "" {
			key = "rewards.given"
		}
		lines = append(lines, line{r.PromisedAt, p.T(key, "{reward}", r.Reward, "{code}", r.Code)})
	}
	return lines
}

// You is who she is to us.
func (p page) You() []Row {
	rows := []Row{p.row("customer", p.number("customer", int64(p.Data.Customer)))}
	for _, one := range p.Data.Profiles {
		rows = append(rows, p.row("email", one.Email), p.row("phone", one.Phone), p.row("since", p.day(one.CreatedAt)), p.row("number", string(one.ID)))
	}
	for _, one := range p.Data.Identities {
		rows = append(rows, Row{Name: p.word("identity", string(one.Kind)), Value: one.Value + " · " + p.word("vouches", string(one.Proof))})
	}
	for _, one := range p.Data.Browsers {
		rows = append(rows, p.row("browser", one.Visitor+" · "+p.day(one.Since)))
	}
	for _, one := range p.Data.Joins {
		rows = append(rows, p.row("join", p.word("join", string(one.Cause))+" · "+p.day(one.JoinedAt)+" · "+string(one.From)))
	}
	for _, one := range p.Data.Former {
		rows = append(rows, p.row("former", p.number("customer", int64(one.Customer))+" · "+p.day(one.LeftAt)))
	}
	return rows
}

// Read is who looked at it, the newest first.
func (p page) Read() []line {
	var lines []line
	for _, r := range slices.Backward(p.Data.Readings) {
		lines = append(lines, line{r.At, p.word("actor", r.Actor) + " · " + p.word("action", r.Action)})
	}
	for _, r := range p.Data.Requests {
		lines = append(lines, line{r.RequestedAt, p.word("topic", r.Topic)})
	}
	slices.SortStableFunc(lines, func(a, b line) int { return b.At.Compare(a.At) })
	return lines
}

// Kept says how long what is kept.
func (p page) Kept() []string {
	keeps := app.DefaultRetention
	if p.shop.Retention != nil {
		keeps = *p.shop.Retention
	}
	days := func(n, usual int) string { return strconv.Itoa(cmp.Or(n, usual)) }
	return []string{
		p.T("kept.answers"),
		p.T("kept.guests", "{days}", days(keeps.Guests, app.DefaultRetention.Guests)),
		p.T("kept.work", "{days}", days(keeps.Attempts, app.DefaultRetention.Attempts)),
		p.T("kept.readings", "{days}", days(keeps.Readings, app.DefaultRetention.Readings)),
		p.T("kept.consents"),
		p.T("kept.orders"),
	}
}

// Rights are what she may ask for.
func (p page) Rights() []string {
	var all []string
	for _, one := range []string{"correct", "erase", "object", "withdraw", "carry", "complain"} {
		all = append(all, p.T("rights."+one))
	}
	return all
}
