package double

import (
	"regexp"
	"slices"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

// What events may hold, as their own plugin keeps to it.
const (
	mostEvents      = 1000
	mostDescription = 2048
	mostText        = 255
)

// detail is one of the twenty fields of an event that are the sender's.
var detail = regexp.MustCompile(`^detail([1-9]|1[0-9]|20)$`)

// kinds of external event.
var kinds = []string{"CART", "PURCHASE", "SURVEY", "OTHER", "DOWNLOAD", "LOGIN", "REGISTER", "VISIT", "RETURN", "CANCELLATION"}

type eventIn struct {
	Email string         `json:"email"`
	Event map[string]any `json:"contactEvent"`
}

// sound reports whether an event says nothing but what it may.
func (in eventIn) sound() bool {
	kind, _ := in.Event["contactExtEventType"].(string)
	_, at := in.Event["date"].(float64)
	for key, value := range in.Event {
		text, ok := value.(string)
		switch {
		case key == "date", key == "value", key == "contactExtEventType":
		case key == "description":
			ok = ok && len([]rune(text)) <= mostDescription
		case key == "externalId", detail.MatchString(key):
			ok = ok && len([]rune(text)) <= mostText
		default:
			return false
		}
		if !ok && key != "date" && key != "value" {
			return false
		}
	}
	return at && slices.Contains(kinds, kind)
}

// addEvents takes events of who is there, those that were told before too: an external id
// is no key.
func addEvents(c *call) double.Answer {
	var in struct {
		auth
		Events []eventIn `json:"events"`
	}
	unsound := func(e eventIn) bool { return !e.sound() }
	if !strictly(c, &in) || len(in.Events) == 0 || len(in.Events) > mostEvents || slices.ContainsFunc(in.Events, unsound) {
		return no("Invalid request")
	}
	failed := []string{}
	for _, e := range in.Events {
		one := c.State.Contacts[e.Email]
		if one == nil {
			failed = append(failed, e.Email)
			continue
		}
		id, _ := e.Event["externalId"].(string)
		one.Events = append(one.Events, Event{
			ID: id, Kind: e.Event["contactExtEventType"].(string), At: time.UnixMilli(int64(e.Event["date"].(float64))), Details: e.Event,
		})
		one.Started++
	}
	return yes(map[string]any{"createdAmount": len(in.Events) - len(failed), "failedAmount": len(failed), "failedContacts": failed})
}
