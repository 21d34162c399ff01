package double

import (
	"net/http"
	"time"

	"github.com/google/uuid"
)

type eventIn struct {
	Name    string    `json:"eventName"`
	Origin  string    `json:"origin"`
	ID      string    `json:"eventID"`
	At      time.Time `json:"eventTime"`
	Version string    `json:"eventVersion"`
	Contact struct {
		Email string `json:"email"`
	} `json:"contact"`
	Properties map[string]any `json:"properties"`
}

// hear takes an event. Its id keeps it from the history a second time, and not from
// starting automations a second time.
func hear(c *call, _ string) answer {
	var in eventIn
	if !c.JSON(&in) {
		return invalid("", "The body is no document.")
	}
	id, err := uuid.Parse(in.ID)
	switch {
	case in.Name == "":
		return invalid("eventName", "An event has a name.")
	case err != nil || id.Version() < 4 || id.Version() > 7:
		return invalid("eventID", "The id is a UUID of version 4 to 7.")
	case in.Version != "":
		return invalid("eventVersion", "An event of one's own has none.")
	case !emailForm.MatchString(in.Contact.Email):
		return invalid("contact.email", in.Contact.Email+" is no email")
	}
	b := *c.State
	b.later(c.Now, func() {
		if b.started++; b.heard[in.ID] {
			return
		}
		b.heard[in.ID] = true
		if b.known(in.Contact.Email) == nil {
			one := b.add()
			b.call(one, "email", in.Contact.Email)
			one.channels["email"] = channel{"nonSubscribed", c.Now}
		}
		b.events = append(b.events, Event{in.Contact.Email, in.Name, in.ID, in.At, in.Properties})
	})
	return answer{Status: http.StatusAccepted}
}
