package admin

import (
	"context"
	"encoding/json"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/mapping"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

type previewIn struct {
	ConnectedPath
	Body struct {
		Mapping *mappingBody `json:"mapping,omitempty" doc:"One that need not be saved; without it, the one that is"`
		Person  string       `json:"person,omitempty" maxLength:"254" doc:"A customer's number, an order's, or an email address; without it, who answered last"`
	}
	found store.Whom
}

// who is whose data was shown. Errors: NotFound before somebody is found.
func (in *previewIn) who() (store.Whom, error) {
	if in.found.Nobody() {
		return store.Whom{}, app.Errorf(app.NotFound, "nobody was found")
	}
	return in.found, nil
}

type previewOut struct {
	Body struct {
		Person     string         `json:"person" doc:"customer/42, or the order of a guest"`
		Email      string         `json:"email,omitempty" doc:"By which the destination knows her"`
		Unknown    string         `json:"unknown,omitempty" doc:"Why the destination cannot be told about her"`
		Properties []writtenBody  `json:"properties"`
		Tags       []string       `json:"tags"`
		Lists      []string       `json:"lists"`
		Consents   []toldBody     `json:"consents"`
		Events     []happenedBody `json:"events" doc:"Those that are still to be told"`
		Withheld   []barredBody   `json:"withheld" doc:"Answers that may not go there, and why"`
		Changes    int            `json:"changes" doc:"How much of it is not there yet"`
	}
}

type writtenBody struct {
	Key   string          `json:"key"`
	Label string          `json:"label,omitempty"`
	Type  app.FieldType   `json:"type"`
	Value json.RawMessage `json:"value" doc:"In the mapping's words"`
	New   bool            `json:"new" doc:"Whether it is not there yet"`
}

type toldBody struct {
	Channel app.Channel      `json:"channel"`
	State   app.ConsentState `json:"state"`
	At      time.Time        `json:"at"`
}

type happenedBody struct {
	Name       integrations.EventName `json:"name"`
	At         time.Time              `json:"at"`
	Properties map[string]string      `json:"properties"`
}

type barredBody struct {
	Question string `json:"question"`
	Reason   string `json:"reason"`
}

// previewMapping shows what a destination would be told of one person.
func (d *door) previewMapping(ctx context.Context, shop app.ShopID, in *previewIn) (*previewOut, error) {
	var draft *app.Mapping
	if in.Body.Mapping != nil {
		m := in.Body.Mapping.mapping(in.ID)
		draft = &m
	}
	p, err := d.Mappings.Preview(ctx, shop, in.ID, draft, in.Body.Person)
	if err != nil {
		return nil, err
	}
	in.found = p.Who
	return previewOf(p), nil
}

func previewOf(p mapping.Preview) *previewOut {
	var out previewOut
	b := &out.Body
	b.Person, b.Email, b.Unknown = app.OrderSubject(p.Who.Order), p.Subject.Email, p.Unknown
	if p.Who.Customer != 0 {
		b.Person = app.CustomerSubject(p.Who.Customer)
	}
	fresh := map[string]bool{}
	for _, one := range p.Change.Set {
		fresh[one.Key] = true
	}
	b.Properties, b.Tags, b.Lists = []writtenBody{}, some(p.Tags), some(p.Lists)
	for _, one := range p.Properties {
		b.Properties = append(b.Properties, writtenBody{one.Key, one.Label, one.Type, one.Value.JSON, fresh[one.Key]})
	}
	b.Consents, b.Events, b.Withheld = []toldBody{}, []happenedBody{}, []barredBody{}
	for _, c := range p.Consents {
		b.Consents = append(b.Consents, toldBody{c.Channel, c.State, c.At})
	}
	for _, e := range p.Events {
		b.Events = append(b.Events, happenedBody{e.Name, e.At, e.Properties})
	}
	for _, r := range p.Withheld {
		b.Withheld = append(b.Withheld, barredBody{r.Question, r.Reason})
	}
	b.Changes = changes(p.Change)
	return &out
}

func changes(c integrations.Change) int {
	return len(c.Set) + len(c.Unset) + len(c.AddTags) + len(c.RemoveTags) + len(c.JoinLists) + len(c.LeaveLists) + len(c.Consents) + len(c.Events)
}
