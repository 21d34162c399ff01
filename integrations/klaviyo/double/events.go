package double

import (
	"encoding/json"
	"strings"
	"time"
)

// The bounds of an event.
const (
	mostName       = 128 // characters of a metric's name
	mostProperties = 400
	longest        = 100 << 10 // a string
)

// event is what an account was told.
type event struct {
	of         *person
	metric     string
	unique     string
	at         time.Time
	properties map[string]json.RawMessage
	backfill   bool
}

type eventIn struct {
	Data struct {
		Attributes struct {
			Properties map[string]json.RawMessage `json:"properties"`
			Time       *time.Time                 `json:"time"`
			Unique     string                     `json:"unique_id"`
			Backfill   bool                       `json:"backfill"`
			Metric     struct {
				Data struct{ Attributes struct{ Name string } }
			} `json:"metric"`
			Profile struct{ Data profileIn } `json:"profile"`
		} `json:"attributes"`
	} `json:"data"`
}

// createEvent takes an event. One that repeats a profile's metric and unique id is
// accepted and dropped; without an id one a second is kept.
func createEvent(c *call, _ string) answer {
	var in eventIn
	if !c.JSON(&in) {
		return invalid("The body is no document.", "/data/")
	}
	e := in.Data.Attributes
	at := c.Now
	if e.Time != nil {
		at = *e.Time
	}
	name := e.Metric.Data.Attributes.Name
	switch {
	case name == "" || len(name) >= mostName:
		return invalid("A metric's name has 1 to 127 characters.", "/data/attributes/metric")
	case len(e.Properties) > mostProperties:
		return invalid("At most 400 properties.", "/data/attributes/properties")
	case at.Year() < 1990 || at.After(c.Now.AddDate(1, 0, 0)):
		return invalid("The time is out of range.", "/data/attributes/time")
	}
	for _, value := range e.Properties {
		if len(value) > longest {
			return invalid("A string is at most 100 KB.", "/data/attributes/properties")
		}
	}
	p, _, wrong := (*c.State).upsert(e.Profile.Data, true)
	if wrong != nil {
		return *wrong
	}
	a, told := *c.State, &event{of: p, metric: name, unique: e.Unique, at: at.Truncate(time.Second), properties: e.Properties, backfill: e.Backfill}
	a.later(c.Now, func() { a.hear(told) })
	return accepted()
}

func (a *account) hear(e *event) {
	key := strings.Join([]string{e.of.id, e.metric, e.unique}, "\x00")
	if e.unique == "" {
		key += e.at.String()
	}
	if a.seen[key] {
		return
	}
	a.seen[key] = true
	a.events = append(a.events, e)
	if !e.backfill {
		a.started++
	}
}
