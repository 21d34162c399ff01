package salesmanago

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations"
)

// What one call and one event may hold, by their own library.
const (
	mostEvents = 1000
	mostText   = 2048 // characters of a description
	mostDetail = 255
)

// kind is the one of their kinds of event that is ours.
const kind = "SURVEY"

// details are the fields of an event that hold what it tells, in this order for good:
// segments are built on their numbers.
var details = []string{
	"survey", "question", "prompt", "answer", "answer_key", "surface", "order_id", "given_at", "questions", "removed", "changed_at", "channel", "purpose", "state",
}

type batchEvents struct {
	auth
	Events []sent `json:"events"`
}

type sent struct {
	Email string         `json:"email"`
	Event map[string]any `json:"contactEvent"`
	id    string
	of    *person
}

// told is an event in their fields: what it is called first, then its details.
func told(e integrations.Event) map[string]any {
	all := map[string]any{
		"date": e.At.UnixMilli(), "contactExtEventType": kind, "externalId": cut(e.ID, mostDetail), "description": cut(e.Properties["prompt"], mostText),
		"detail1": string(e.Name),
	}
	for i, name := range details {
		if value := e.Properties[name]; value != "" {
			all["detail"+strconv.Itoa(i+2)] = cut(value, mostDetail)
		}
	}
	return all
}

func cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}

// tell sends the events of all people, each one's in their order. An event that is told
// again is there twice, with the same external id.
func (c *conn) tell(ctx context.Context, people []*person) {
	var all []sent
	for _, p := range people {
		for _, e := range p.Events {
			all = append(all, sent{Email: p.email(), Event: told(e), id: e.ID, of: p})
		}
	}
	for some := range slices.Chunk(all, mostEvents) {
		var answer struct {
			Failed []string `json:"failedContacts"`
		}
		o := c.call(ctx, "v2/contact/addBatchContactExtEvent", &batchEvents{Events: some}, &answer)
		failed := map[string]bool{}
		for _, email := range answer.Failed {
			failed[strings.ToLower(email)] = true
		}
		for _, one := range some {
			switch {
			case o.Class != integrations.OK:
				one.of.fail(o)
			case failed[one.Email]:
				one.of.fail(integrations.Outcome{Class: integrations.Transient, Reason: "the contact was not there yet when her event came"})
			default:
				one.of.outcome.Told = append(one.of.outcome.Told, one.id)
			}
		}
	}
}
