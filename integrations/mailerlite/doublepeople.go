package mailerlite

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/double"
)

// subscriber is somebody.
type subscriber struct {
	ID             string                     `json:"id"`
	Email          string                     `json:"email"`
	Status         string                     `json:"status"`
	UnsubscribedAt string                     `json:"unsubscribed_at"`
	OptedInAt      string                     `json:"opted_in_at"`
	Fields         map[string]json.RawMessage `json:"fields"`
	Groups         []named                    `json:"groups"`
}

// Tell implements double.Teller.
func (v *vendor) Tell(name, email string) (told integrations.Change) {
	v.Look(name, func(a *account) {
		for _, her := range a.People {
			if her.Email == email {
				told = her.told()
			}
		}
	})
	return told
}

func (s *subscriber) told() (c integrations.Change) {
	for key, value := range s.Fields {
		if string(value) != "null" {
			c.Set = append(c.Set, integrations.Property{Key: key, Value: app.Value{JSON: value}})
		}
	}
	for _, g := range s.Groups {
		c.JoinLists = append(c.JoinLists, g.ID)
	}
	said := integrations.Consent{Channel: app.ChannelEmail, State: app.ConsentWithdrawn}
	switch s.Status {
	case "active":
		said.State = app.ConsentGranted
		said.At, _ = time.Parse(time.DateTime, s.OptedInAt)
	case "unconfirmed":
		said.State = app.ConsentPending
	}
	c.Consents = []integrations.Consent{said}
	return c
}

// upsert makes somebody, and takes a word for a subscription: without a status she is active.
func upsert(c *double.Call[account]) double.Answer {
	var said struct{ Email string }
	if !c.JSON(&said) || !strings.Contains(said.Email, "@") {
		return invalid("email", "The email must be a valid email address.")
	}
	at := slices.IndexFunc(c.State.People, func(s *subscriber) bool { return s.Email == said.Email })
	if at >= 0 {
		return update(c, c.State.People[at])
	}
	c.State.Made++
	her := &subscriber{ID: strconv.Itoa(1000 + c.State.Made), Email: said.Email, Status: "active", Fields: map[string]json.RawMessage{}, Groups: []named{}}
	a := update(c, her)
	if a.Status == 200 {
		a.Status, c.State.People = 201, append(c.State.People, her)
	}
	return a
}

// update writes what is named. Who has left is brought back by a word of its own alone,
// which is only known where people are made; a bounce and a complaint are for good.
func update(c *double.Call[account], her *subscriber) double.Answer {
	var said struct {
		Status         string
		Resubscribe    bool
		UnsubscribedAt string   `json:"unsubscribed_at"`
		OptedInAt      string   `json:"opted_in_at"`
		Groups         []string // of one who is there: all she is left with
		Fields         map[string]json.RawMessage
	}
	if !c.JSON(&said) || said.Groups != nil {
		return invalid("groups", "The groups are not taken here.")
	}
	upserts := c.Method == http.MethodPost
	back := said.Status == "active" || said.Status == "unconfirmed" || said.Status == "" && upserts
	left := her.Status == "bounced" || her.Status == "junk" || her.Status == "unsubscribed" && (!upserts || !said.Resubscribe)
	if back && left {
		return invalid("email", "This subscriber is "+her.Status+" and cannot be imported")
	}
	for key, value := range said.Fields {
		at := slices.IndexFunc(c.State.Fields, func(f named) bool { return f.Key == key })
		if at >= 0 && c.State.Fields[at].Type == "number" && string(value) != "null" && value[0] == '"' {
			return invalid("fields."+key, "The field must be a number.")
		}
	}
	for key, value := range said.Fields {
		if slices.ContainsFunc(c.State.Fields, func(f named) bool { return f.Key == key }) { // another is dropped and not spoken of
			her.Fields[key] = value
		}
	}
	if said.Status == "unsubscribed" && said.UnsubscribedAt == "" && her.Status != said.Status {
		said.UnsubscribedAt = c.Now.UTC().Format(time.DateTime)
	}
	her.Status, her.OptedInAt = cmp.Or(said.Status, her.Status), cmp.Or(said.OptedInAt, her.OptedInAt)
	if her.UnsubscribedAt = cmp.Or(said.UnsubscribedAt, her.UnsubscribedAt); her.Status == "active" {
		her.UnsubscribedAt = ""
	}
	return found(her)
}
