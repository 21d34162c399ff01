package preference

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/purpose"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// What one change may hold.
const (
	mostChanges = 200   // of a kind
	mostWording = 4_000 // characters
	mostReason  = 500
)

var locale = regexp.MustCompile(`^([A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3})?$`)

// work is a change on its way: what was asked for, what there is, and what is wrong.
type work struct {
	by       app.Speaker
	now      time.Time
	id       uuid.UUID
	tongue   string // her language
	kept     store.Kept
	book     book
	purposes []app.Purpose

	values  map[string]app.Value // to be answered; a forgotten one is taken back
	choices []Choice
	snoozes []store.Snooze
	woken   []string // questions
	wrong   []app.FieldError
}

// work checks a change. Errors: Invalid with the fields that are wrong.
func (k *Keeper) work(ctx context.Context, by app.Speaker, c Change) (*work, error) {
	w := &work{by: by, now: k.now().UTC().Truncate(time.Millisecond), tongue: c.Locale, values: map[string]app.Value{}}
	w.name(c)
	who := whom(w.by)
	w.require(!who.Nobody() || len(w.wrong) > 0, "visitor", "required", "A guest says which browser she is at.")
	for field, n := range map[string]int{"set": len(c.Set), "clear": len(c.Clear), "consents": len(c.Consents), "snooze": len(c.Snooze), "wake": len(c.Wake)} {
		w.require(n <= mostChanges, field, "count", fmt.Sprintf("At most %d at once.", mostChanges))
	}
	if err := app.InvalidFields(w.wrong); err != nil {
		return nil, err
	}
	shop, err := k.Store.Shop(ctx, by.Shop)
	if err != nil {
		return nil, err
	}
	w.purposes = purpose.Of(shop)
	if w.kept, err = k.Store.Kept(ctx, by.Shop, who); err != nil {
		return nil, err
	}
	if w.book, err = k.open(ctx, by, w.kept); err != nil {
		return nil, err
	}
	w.set(c.Set)
	w.clear(c.Clear)
	w.choose(c.Consents)
	w.wake(c.Wake)
	w.putOff(c.Snooze)
	w.guard()
	slices.SortStableFunc(w.wrong, func(a, b app.FieldError) int { return strings.Compare(a.Field, b.Field) })
	return w, app.InvalidFields(w.wrong)
}

// whom is who somebody is as far as her own preferences go: a customer is not also the
// guest of whatever browser a request names, and an order is what only staff know her by.
func whom(by app.Speaker) store.Whom {
	if by.Customer != 0 {
		return store.Whom{Customer: by.Customer}
	}
	if by.Door == app.DoorStaff {
		return store.Whom{Order: by.Order}
	}
	return store.Whom{Visitor: by.Visitor}
}

func (w *work) require(ok bool, field, code, message string) bool {
	if !ok {
		w.wrong = append(w.wrong, app.FieldError{Field: field, Code: code, Message: message})
	}
	return ok
}

// name reads who speaks and how the change is called.
func (w *work) name(c Change) {
	var err error
	if w.by.Door == app.DoorLink {
		c.Visitor = w.by.Visitor // a link says whose it is
	}
	w.id, err = uuid.Parse(c.ID)
	w.require(err == nil && len(c.ID) == 36, "id", "format", "The id must be a UUID.")
	w.require(locale.MatchString(c.Locale), "locale", "format", "This is no language tag.")
	if w.by.Visitor = ""; c.Visitor != "" {
		visitor, err := uuid.Parse(c.Visitor)
		w.require(err == nil && len(c.Visitor) == 36, "visitor", "format", "A visitor is a UUID.")
		w.by.Visitor = visitor.String()
	}
	if w.by.Door == app.DoorStaff {
		w.by.Visitor = "" // whom they speak for, they say themselves
		w.require(w.by.Customer != 0 || w.by.Order != 0, "customer", "required", "Staff speak for a customer, or for the guest of an order.")
		w.require(written(w.by.Why, mostReason), "reason", "required", "Say why you write this down for her.")
	}
}

// written reports whether a text says anything, and not too much.
func written(text string, most int) bool {
	return strings.TrimSpace(text) != "" && utf8.ValidString(text) && utf8.RuneCountInString(text) <= most && !strings.ContainsRune(text, 0)
}

func (w *work) set(set map[string]json.RawMessage) {
	for _, key := range sortedKeys(set) {
		field := "set." + key[:min(len(key), 64)]
		q, known := w.book.asked[key]
		if !w.require(known, field, "unknown", "There is no such question.") {
			continue
		}
		value, err := question.Parse(q.ever, set[key])
		if err != nil {
			w.wrong = append(w.wrong, question.Problem(err, field))
			continue
		}
		if w.require(value.JSON != nil, field, "required", "To take an answer back, clear it.") {
			w.values[key] = value
		}
	}
}

// clear takes back what there is to take back.
func (w *work) clear(keys []string) {
	for i, key := range keys {
		field := fmt.Sprintf("clear.%d", i)
		_, known := w.book.asked[key]
		if !w.require(known, field, "unknown", "There is no such question.") {
			continue
		}
		if _, too := w.values[key]; !w.require(!too, field, "repeated", "This is changed already.") {
			continue
		}
		if _, answered := w.book.said[key]; answered {
			w.values[key] = app.Forgotten()
		}
	}
}

func (w *work) choose(choices []Choice) {
	for i, c := range choices {
		at := fmt.Sprintf("consents.%d.", i)
		p, known := find(w.purposes, c.Purpose)
		if !w.require(known, at+"purpose", "unknown", "There is no such purpose.") ||
			!w.require(slices.Contains(p.Channels, c.Channel), at+"channel", "unknown", "There is no such consent for this purpose.") {
			continue
		}
		w.require(c.Wording == "" && !c.Granted || written(c.Wording, mostWording), at+"wording", "required", "Say what she read.")
		twice := slices.ContainsFunc(w.choices, func(o Choice) bool { return o.Channel == c.Channel && o.Purpose == c.Purpose })
		if w.require(!twice, at+"channel", "repeated", "This is decided already.") {
			w.choices = append(w.choices, c)
			w.follow(at, c)
		}
	}
}

// follow has the answers to consent questions say what she decides of their matter: it
// is one thing, however she is asked. What a sensitive question needs is only granted by
// who has its own words before her.
func (w *work) follow(at string, c Choice) {
	granted := app.Value{Kind: app.KindBoolean, JSON: json.RawMessage(fmt.Sprint(c.Granted))}
	for _, key := range sortedKeys(w.book.asked) {
		q := w.book.asked[key].ever
		if !question.IsConsent(q) || consent.Of(q) != (consent.Matter{Channel: c.Channel, Purpose: c.Purpose}) {
			continue
		}
		now, changed := w.values[key]
		_, answered := w.book.said[key]
		switch {
		case changed:
			w.require(string(now.JSON) == string(granted.JSON), at+"granted", "contradiction", "What is set says something else.")
		case answered && (!c.Granted || !guards(w.book.asked[key].version.Document, key)):
			w.values[key] = granted
		}
	}
}

// guards reports whether a sensitive question needs the consent that a question asks for.
func guards(d app.Document, key string) bool {
	return slices.ContainsFunc(d.Questions, func(q app.Question) bool { return q.Sensitive && q.Consent == key })
}

// guard refuses answers without the consent they need, which she may give with them.
func (w *work) guard() {
	all := w.responses()
	ledger := w.kept.Ledger
	for _, r := range all {
		ledger = slices.Concat(ledger, r.Consents)
	}
	for _, c := range w.choices {
		ledger = append(ledger, w.chosen(c))
	}
	for _, r := range all {
		d := w.book.asked[r.Response.Answers[0].Question].version.Document
		for _, wrong := range capture.Unpermitted(d, r.Response.Answers, ledger) {
			wrong.Field = "set." + strings.TrimPrefix(wrong.Field, "answers.")
			w.wrong = append(w.wrong, wrong)
		}
	}
}

func find(purposes []app.Purpose, key string) (app.Purpose, bool) {
	i := slices.IndexFunc(purposes, func(p app.Purpose) bool { return p.Key == key })
	if i < 0 {
		return app.Purpose{Key: key}, false
	}
	return purposes[i], true
}
