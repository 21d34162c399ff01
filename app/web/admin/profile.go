package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/contact"
	"github.com/askwell/askwell/app/profile"
)

type profileIn struct {
	PersonPath
	At time.Time `query:"at" doc:"As of this moment; without it, now"`
}

type profileOut struct {
	Body struct {
		At       time.Time      `json:"at" doc:"As of when"`
		Since    time.Time      `json:"since,omitzero" doc:"When we first heard of her"`
		Zone     string         `json:"zone" doc:"The shop's time zone, in which its days are told"`
		Declared []declaredBody `json:"declared" doc:"What she has told us, by question"`
		Observed observedBody   `json:"observed" doc:"What was seen of her: never an answer"`
		Contact  []contactBody  `json:"contact" doc:"Where both speak of the same thing; her own word wins"`
		Consents []consentBody  `json:"consents" doc:"What stands of each channel and purpose"`
	}
}

// TellingBody is one thing she said, in the words she read.
type TellingBody struct {
	Values     []string       `json:"values" doc:"Nothing of what was taken back"`
	At         time.Time      `json:"at"`
	Response   app.ResponseID `json:"response"`
	Survey     string         `json:"survey" doc:"Its handle"`
	Version    int            `json:"version"`
	Surface    app.Surface    `json:"surface"`
	Proof      app.Proof      `json:"proof,omitempty"`
	CapturedBy string         `json:"captured_by,omitempty"`
	ToldAs     string         `json:"told_as,omitempty" doc:"As whom, when she has turned out to be more than one since"`
}

type declaredBody struct {
	Question string `json:"question"`
	Prompt   string `json:"prompt"`
	TellingBody
	State     app.Freshness `json:"state" enum:"fresh,stale,doubted,cleared"`
	StaleAt   time.Time     `json:"stale_at,omitzero"`
	DoubtedAt time.Time     `json:"doubted_at,omitzero"`
	History   []TellingBody `json:"history" doc:"What she said before, the newest first"`
	Written   []heldBody    `json:"written" doc:"Where her newest answer stands now, whatever the moment"`
}

// heldBody is a destination that holds something of hers.
type heldBody struct {
	Destination app.DestinationID `json:"destination"`
	Title       string            `json:"title" doc:"The destination's"`
	Names       []string          `json:"names" doc:"The places it stands in"`
	At          time.Time         `json:"at,omitzero" doc:"When it was written last; missing while that is not certain"`
}

type observedBody struct {
	Facts    map[string]any    `json:"facts" doc:"By the names that rules have for them"`
	Orders   []app.OrderData   `json:"orders" doc:"The oldest first"`
	Standing *app.StandingData `json:"standing,omitempty" doc:"Shopify's account of her, once there was one"`
	Currency string            `json:"currency" doc:"The shop's, in which what she spent is told"`
}

type contactBody struct {
	Name     app.IdentityKind `json:"name"`
	Value    string           `json:"value" doc:"What counts, masked"`
	Declared string           `json:"declared,omitempty" doc:"As she says, masked"`
	Question string           `json:"question,omitempty"`
	Observed string           `json:"observed,omitempty" doc:"As Shopify says, masked"`
}

type consentBody struct {
	Channel   app.Channel      `json:"channel"`
	Purpose   string           `json:"purpose"`
	State     app.ConsentState `json:"state"`
	Source    string           `json:"source"`
	ChangedAt time.Time        `json:"changed_at"`

	Wording    string         `json:"wording,omitempty" doc:"What she read"`
	CapturedBy string         `json:"captured_by,omitempty"`
	Response   app.ResponseID `json:"response,omitempty" doc:"In which she said so"`
	Written    []heldBody     `json:"written" doc:"Where it stands now"`
}

// profile tells what is known of a shopper as of a moment.
func (d *door) profile(ctx context.Context, shop app.ShopID, in *profileIn) (*profileOut, error) {
	who, err := d.whom(ctx, shop, in.PersonPath)
	if err != nil {
		return nil, err
	}
	reader := profile.Reader{Store: d.Store, Now: d.Now}
	v, err := reader.Profile(ctx, shop, who, in.At)
	if err != nil {
		return nil, err
	}
	details, err := d.Store.Shop(ctx, shop)
	if err != nil {
		return nil, err
	}
	to, err := d.stations(ctx, shop)
	if err != nil {
		return nil, err
	}
	var out profileOut
	out.Body.At, out.Body.Since, out.Body.Zone = v.At, v.Since, details.Zone().String()
	out.Body.Declared = make([]declaredBody, len(v.Declared))
	for i, one := range v.Declared {
		out.Body.Declared[i] = declaredOf(one)
		out.Body.Declared[i].Written = writtenOf(to, one.Question, v.Written)
	}
	out.Body.Observed = observedBody{Facts: v.Observed.Facts, Orders: v.Observed.Orders, Standing: v.Observed.Standing, Currency: details.Currency}
	if out.Body.Observed.Orders == nil {
		out.Body.Observed.Orders = []app.OrderData{}
	}
	out.Body.Contact = make([]contactBody, len(v.Contact))
	for i, one := range v.Contact {
		masked := func(value string) string {
			if value == "" {
				return ""
			}
			return contact.Mask(one.Name, value)
		}
		out.Body.Contact[i] = contactBody{one.Name, masked(one.Value), masked(one.Declared), one.Key, masked(one.Observed)}
	}
	out.Body.Consents = make([]consentBody, len(v.Consents))
	for i, c := range v.Consents {
		out.Body.Consents[i] = consentBody{
			Channel: c.Channel, Purpose: c.Purpose, State: c.State, Source: c.Source, ChangedAt: c.ChangedAt, Wording: c.Wording, CapturedBy: c.By, Response: c.Response,
			Written: writtenOf(to, app.Question{Channel: c.Channel, Purpose: c.Purpose}, v.Written),
		}
	}
	return &out, nil
}

// writtenOf are the destinations at which something stands that was written for a
// question, each once.
func writtenOf(to []station, q app.Question, written []app.DestinationData) []heldBody {
	list := []heldBody{}
	for _, at := range to {
		var held []string
		var last time.Time
		for _, one := range written {
			if one.Destination == at.ID && one.Refused == "" && at.places.Hold(q, one.Property) {
				held = append(held, one.Property)
				if one.WrittenAt.After(last) {
					last = one.WrittenAt
				}
			}
		}
		if len(held) > 0 {
			list = append(list, heldBody{at.ID, at.title, append([]string{}, at.places.Names(q, held...)...), last})
		}
	}
	return list
}

func declaredOf(one profile.Declared) declaredBody {
	body := declaredBody{
		Question: one.Key, Prompt: one.Prompt, TellingBody: tellingOf(one.Said), State: one.State, StaleAt: one.StaleAt, DoubtedAt: one.DoubtedAt,
		History: make([]TellingBody, len(one.History)),
	}
	for i, before := range one.History {
		body.History[i] = tellingOf(before)
	}
	return body
}

func tellingOf(one profile.Said) TellingBody {
	body := TellingBody{
		Values: one.Words, At: one.At, Response: one.Response, Survey: one.Survey, Version: one.Version, Surface: one.Surface, Proof: one.Proof,
		CapturedBy: one.By, ToldAs: one.Told,
	}
	if body.Values == nil {
		body.Values = []string{}
	}
	return body
}
