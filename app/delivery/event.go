package delivery

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/purpose"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/stream"
	"github.com/askwell/askwell/integrations"
)

// eventPrefix begins the receipts of events. What one says is what was told last of a
// matter, so that nothing is told twice, however often a person's deliveries are made.
const eventPrefix = "event:"

// mostEvents is how many events of one person one call takes; the rest is for the next.
const mostEvents = 25

// happening is an event that may have to be told: of a matter, what there is to tell now.
type happening struct {
	value string // of the receipt, once it is told
	event integrations.Event
}

// since is when a destination began to listen to an event; false where it does not.
func (w *drain) since(name integrations.EventName) (time.Time, bool) {
	if !w.spec.Events {
		return time.Time{}, false
	}
	if listener, some := w.conn.(integrations.Listener); some {
		return listener.Listens(name)
	}
	return w.connected, true
}

// listens reports whether what happened at a moment is to be told.
func (w *drain) listens(name integrations.EventName, at time.Time) bool {
	since, ok := w.since(name)
	return ok && !at.Before(since)
}

// happen notes what there is to tell of an answer that counts and may go there.
func (w *drain) happen(to *wish, said store.Said, d app.Document, q app.Question, aged bool) {
	about := map[string]string{"survey": d.Handle, "question": said.Key, "prompt": w.prompt(d, q)}
	given := said.At.UTC().Format(time.RFC3339)
	if stale, _ := stream.StaleAt(said.At, q.HalfLife); aged {
		if w.listens(integrations.AnswerWentStale, stale) {
			to.happen(said.Key, string(said.Response), w.event(integrations.AnswerWentStale, stale, with(about, "given_at", given), string(said.Response), said.Key))
		}
		return
	}
	if w.listens(integrations.ProfileChanged, said.At) {
		to.changed[said.Key] = said
	}
	if !w.listens(integrations.AnswerGiven, said.At) {
		return
	}
	words, keys := w.spoken(d, q, said.Value)
	w.given(to, said, with(about, "answer", words, "answer_key", keys))
}

// given notes an answer that is to be told, about which something is said already.
func (w *drain) given(to *wish, said store.Said, about map[string]string) {
	order := ""
	if said.With != 0 {
		order = strconv.FormatInt(int64(said.With), 10)
	}
	at := said.At.UTC().Format(time.RFC3339)
	to.happen(said.Key, string(said.Response), w.event(integrations.AnswerGiven, said.At,
		with(about, "surface", string(said.Surface), "order_id", order, "given_at", at), string(said.Response), said.Key))
}

// tellAnswer notes an answer that a mapping has told, in its words.
func (w *drain) tellAnswer(to *wish, t app.Target, said store.Said, d app.Document, q app.Question) {
	if said.At.Before(t.Since) || !w.listens(integrations.AnswerGiven, said.At) {
		return
	}
	words := inWords(t, said.Value)
	if own := written(said.Value); own != "" {
		words = append(words, own)
	}
	w.given(to, said, map[string]string{
		"survey": d.Handle, "question": said.Key, "prompt": w.prompt(d, q),
		"answer": strings.Join(words, ", "), "answer_key": strings.Join(keysOf(said.Value), ", "),
	})
}

// prompt is a question in the shop's language.
func (w *drain) prompt(d app.Document, q app.Question) string {
	if len(d.Languages) == 0 {
		return ""
	}
	return q.Prompt.In(w.shop.Locale, d.Languages[0])
}

// agreed notes what there is to tell of a person's consents.
func (w *drain) agreed(to *wish, from permits, by app.ProfileID) {
	for about, c := range consent.Standing(from.ledgers[by]) {
		wanted, known := purpose.Find(from.shop, about.Purpose)
		kept := known && wanted.Destinations != nil && !slices.Contains(wanted.Destinations, from.kind)
		if kept || !w.listens(integrations.ConsentChanged, c.ChangedAt) {
			continue
		}
		to.happen(string(about.Channel)+":"+about.Purpose, string(c.State)+" "+strconv.FormatInt(c.ChangedAt.UnixMilli(), 10),
			w.event(integrations.ConsentChanged, c.ChangedAt, map[string]string{
				"channel": string(about.Channel), "purpose": about.Purpose, "state": string(c.State),
				"changed_at": c.ChangedAt.UTC().Format(time.RFC3339),
			}, c.ID))
	}
}

// event makes an event whose id hangs on what happened alone: told again, it is the same.
func (w *drain) event(name integrations.EventName, at time.Time, properties map[string]string, what ...string) integrations.Event {
	identity := strings.Join(append([]string{string(w.shop.ID), string(name)}, what...), "\n")
	return integrations.Event{
		ID: uuid.NewSHA1(uuid.NameSpaceOID, []byte(identity)).String(), Name: name, At: at, Properties: properties,
	}
}

func (w *wish) happen(matter, value string, e integrations.Event) {
	w.happened[eventReceipt(e.Name, matter)] = happening{value, e}
}

func eventReceipt(name integrations.EventName, matter string) string {
	return eventPrefix + string(name) + ":" + matter
}

// news is an event of a step and the receipts it comes with: those it makes and those
// it does away with.
type news struct {
	event      integrations.Event
	told, gone []app.Receipt
}

// news are the events that were not told yet, the oldest first.
func (w *drain) news(to *wish, held map[string]app.Receipt, cause app.DeliveryID) []news {
	receipt := func(property, value string) app.Receipt {
		return app.Receipt{Destination: w.lane.Destination, Subject: to.name, Property: property, Value: value, Delivery: cause}
	}
	known := func(property, value string) bool {
		r, any := held[property]
		return any && r.Value == value && !r.WrittenAt.IsZero()
	}
	var all []news
	for property, one := range to.happened {
		if !known(property, one.value) {
			one.event.Again = held[property].Value == one.value
			all = append(all, news{event: one.event, told: []app.Receipt{receipt(property, one.value)}})
		}
	}
	if profile := w.profileNews(to, held, receipt, known); len(profile.told)+len(profile.gone) > 0 {
		all = append(all, profile)
	}
	slices.SortFunc(all, func(a, b news) int {
		return cmp.Or(a.event.At.Compare(b.event.At), strings.Compare(string(a.event.Name), string(b.event.Name)), strings.Compare(a.event.ID, b.event.ID))
	})
	return all
}

// profileNews is one event about all of a person's answers that changed since the last
// one: those that count now and those that do not any more.
func (w *drain) profileNews(to *wish, held map[string]app.Receipt, receipt func(property, value string) app.Receipt, known func(property, value string) bool) news {
	var one news
	var changed, removed, identity []string
	again := true
	var at time.Time
	for _, key := range slices.Sorted(maps.Keys(to.changed)) {
		said := to.changed[key]
		property := eventReceipt(integrations.ProfileChanged, key)
		if known(property, string(said.Response)) {
			continue
		}
		one.told, again = append(one.told, receipt(property, string(said.Response))), again && held[property].Value == string(said.Response)
		changed, identity = append(changed, key), append(identity, key, string(said.Response))
		if said.At.After(at) {
			at = said.At
		}
	}
	for _, property := range slices.Sorted(maps.Keys(held)) {
		key, profile := strings.CutPrefix(property, eventReceipt(integrations.ProfileChanged, ""))
		if _, wanted := w.since(integrations.ProfileChanged); !wanted || !profile || to.counts[key] {
			continue
		}
		one.gone = append(one.gone, receipt(property, held[property].Value))
		removed, identity, at = append(removed, key), append(identity, key, "gone", held[property].Value), w.now()
	}
	one.event = w.event(integrations.ProfileChanged, at, map[string]string{
		"questions": strings.Join(changed, ", "), "removed": strings.Join(removed, ", "), "changed_at": at.UTC().Format(time.RFC3339),
	}, identity...)
	one.event.Again = again && len(one.told) > 0
	return one
}

// with adds names and values to a copy of properties.
func with(properties map[string]string, more ...string) map[string]string {
	all := maps.Clone(properties)
	for pair := range slices.Chunk(more, 2) {
		all[pair[0]] = pair[1]
	}
	return all
}
