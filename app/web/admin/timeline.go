package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/profile"
)

type timelineIn struct {
	PersonPath
	PageIn
	Kind profile.Happened `query:"kind" enum:"answer,consent,reward,order,join,delivery,request" doc:"Only this kind of thing"`
}

type timelineOut struct {
	PageOut
	Body struct {
		Events []eventBody `json:"events" doc:"The newest first"`
		Next   string      `json:"next,omitempty"`
		Zone   string      `json:"zone" doc:"The shop's time zone, in which its days are told"`
	}
}

// eventBody is one thing that happened; what it tells of stands in the field of its kind.
type eventBody struct {
	ID   string           `json:"id"`
	Kind profile.Happened `json:"kind" enum:"answer,consent,reward,order,join,delivery,request"`
	At   time.Time        `json:"at"`
	Over bool             `json:"over,omitempty" doc:"Of an order: it was cancelled; of a join: they were parted; of a reward: it was given"`

	Response *respondedBody `json:"response,omitempty"`
	Consent  *agreedBody    `json:"consent,omitempty"`
	Reward   *earnedBody    `json:"reward,omitempty"`
	Order    *boughtBody    `json:"order,omitempty"`
	Join     *metBody       `json:"join,omitempty"`
	Delivery *sentBody      `json:"delivery,omitempty"`
	Request  *askedForBody  `json:"request,omitempty"`
}

type respondedBody struct {
	ID         app.ResponseID `json:"id"`
	Survey     surveyRef      `json:"survey"`
	Surface    app.Surface    `json:"surface"`
	Proof      app.Proof      `json:"proof,omitempty"`
	CapturedBy string         `json:"captured_by,omitempty"`
	Reason     string         `json:"reason,omitempty" doc:"Why a member of staff wrote it down"`
	Answers    []AnswerBody   `json:"answers" doc:"In the words she read"`
}

type agreedBody struct {
	Channel    app.Channel      `json:"channel"`
	Purpose    string           `json:"purpose"`
	State      app.ConsentState `json:"state"`
	Source     string           `json:"source"`
	Wording    string           `json:"wording,omitempty"`
	CapturedBy string           `json:"captured_by,omitempty"`
	Response   app.ResponseID   `json:"response,omitempty"`
}

type boughtBody struct {
	ID       string `json:"id" doc:"Shopify's number of it"`
	Name     string `json:"name"`
	Total    string `json:"total"`
	Currency string `json:"currency"`
}

type metBody struct {
	Customer string        `json:"customer,omitempty" doc:"Shopify's number of the other; none of a guest"`
	Cause    app.JoinCause `json:"cause" enum:"login,order,merge,identity"`
}

type sentBody struct {
	ID          app.DeliveryID    `json:"id"`
	Destination app.DestinationID `json:"destination"`
	Title       string            `json:"title" doc:"The destination's"`
	Cause       app.Cause         `json:"cause"`
	State       app.DeliveryState `json:"state"`
	Reason      string            `json:"reason,omitempty"`
}

type askedForBody struct {
	Topic string    `json:"topic" doc:"customers/data_request or customers/redact"`
	DueAt time.Time `json:"due_at"`
}

// timeline lists what happened to a shopper, page by page.
func (d *door) timeline(ctx context.Context, shop app.ShopID, in *timelineIn) (*timelineOut, error) {
	who, err := d.whom(ctx, shop, in.PersonPath)
	if err != nil {
		return nil, err
	}
	var at int64
	var key string
	if err := in.after("timeline", &at, &key); err != nil {
		return nil, err
	}
	details, err := d.Store.Shop(ctx, shop)
	if err != nil {
		return nil, err
	}
	reader := profile.Reader{Store: d.Store, Now: d.Now}
	all, err := reader.Timeline(ctx, shop, who)
	if err != nil {
		return nil, err
	}
	found, next, page := paged(ctx, in.PageIn, "timeline", in.some(all, at, key), func(e profile.Event) []any { return []any{e.At.UnixMilli(), e.Key} })
	titles, err := d.called(ctx, shop)
	out := timelineOut{PageOut: page}
	out.Body.Next, out.Body.Zone, out.Body.Events = next, details.Zone().String(), make([]eventBody, len(found))
	for i, e := range found {
		out.Body.Events[i] = d.eventOf(ctx, shop, e, titles)
	}
	return &out, err
}

// some are the events that a page is asked for, and one more.
func (in timelineIn) some(all []profile.Event, at int64, key string) (some []profile.Event) {
	for _, e := range all {
		if in.Cursor != "" && !e.Before(time.UnixMilli(at), key) || in.Kind != "" && e.Kind != in.Kind {
			continue
		}
		if some = append(some, e); len(some) > in.Limit {
			break
		}
	}
	return some
}

func (d *door) eventOf(ctx context.Context, shop app.ShopID, e profile.Event, titles func(app.DestinationID) string) eventBody {
	body := eventBody{ID: e.Key, Kind: e.Kind, At: e.At, Over: e.Over}
	switch e.Kind {
	case profile.HappenedAnswer:
		body.Response = respondedOf(e)
	case profile.HappenedConsent:
		c := e.Consent
		body.Consent = &agreedBody{c.Channel, c.Purpose, c.State, c.Source, c.Wording, c.By, c.Response}
	case profile.HappenedReward:
		body.Reward = &earnedBody{Reward: e.Reward.Reward, Title: e.Reward.Reward, Code: e.Reward.Code, PromisedAt: e.Reward.PromisedAt}
		if state, err := d.Store.Reward(ctx, shop, e.Reward.Reward); err == nil {
			body.Reward.Title = state.Rule.Title
		}
	case profile.HappenedOrder:
		body.Order = &boughtBody{numberText(int64(e.Order.ID)), e.Order.Name, e.Order.Total, e.Order.Currency}
	case profile.HappenedJoin:
		body.Join = &metBody{numberText(int64(e.Join.Customer)), e.Join.Cause}
	case profile.HappenedDelivery:
		t := e.Delivery
		body.Delivery = &sentBody{t.ID, t.Destination, titles(t.Destination), t.Cause, t.State, t.Reason}
	case profile.HappenedRequest:
		body.Request = &askedForBody{e.Request.Topic, e.Request.DueAt}
	}
	return body
}

func respondedOf(e profile.Event) *respondedBody {
	r := e.Response
	body := respondedBody{
		ID: r.ID, Survey: surveyRef{e.Survey.Survey, e.Survey.Document.Title}, Surface: r.Surface, Proof: r.Proof, CapturedBy: r.By, Reason: r.Why,
		Answers: make([]AnswerBody, len(e.Said)),
	}
	if body.Survey.Title == "" {
		body.Survey.Title = r.Survey
	}
	for i, one := range e.Said {
		body.Answers[i] = AnswerBody{Question: one.Key, Prompt: one.Prompt, Values: append([]string{}, one.Words...)}
	}
	return &body
}
