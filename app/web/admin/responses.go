package admin

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

type responsesIn struct {
	ResponseFilterBody
	PageIn
}

type responsesOut struct {
	PageOut
	Body struct {
		Responses   []responseBody `json:"responses"`
		Next        string         `json:"next,omitempty"`
		LookedUntil time.Time      `json:"looked_until,omitzero" doc:"What the filter leaves is rare: the page is short because looking was broken off here, so as to answer in time. More may be behind next"`
	}
}

type responseBody struct {
	ID          app.ResponseID `json:"id"`
	Survey      surveyRef      `json:"survey"`
	Surface     app.Surface    `json:"surface"`
	Customer    string         `json:"customer,omitempty" doc:"Shopify's number of the customer"`
	Order       string         `json:"order,omitempty" doc:"The order's name, or Shopify's number of it"`
	Cart        string         `json:"cart,omitempty" doc:"Token of the cart she had; of one that came to an order, order says which"`
	Locale      string         `json:"locale"`
	SubmittedAt time.Time      `json:"submitted_at"`
	Answers     []AnswerBody   `json:"answers"`
	Deliveries  []deliveryBody `json:"deliveries"`
}

type surveyRef struct {
	ID    app.SurveyID `json:"id"`
	Title string       `json:"title"`
}

// AnswerBody is an answer, in the words that were read.
type AnswerBody struct {
	Question string   `json:"question"`
	Prompt   string   `json:"prompt"`
	Values   []string `json:"values" doc:"In the survey's first language; what was written in as the merchant calls it"`
	Written  string   `json:"written,omitempty" doc:"As it was written, where the merchant calls it something else"`
}

type deliveryBody struct {
	ID          app.DeliveryID    `json:"id"`
	Destination app.DestinationID `json:"destination"`
	Title       string            `json:"title" doc:"The destination's"`
	State       app.DeliveryState `json:"state" enum:"waiting,done,parked,dropped"`
	Reason      string            `json:"reason,omitempty"`
	NextAt      time.Time         `json:"next_at,omitzero"`
	FinishedAt  time.Time         `json:"finished_at,omitzero"`
	Attempts    []attemptBody     `json:"attempts"`
}

type attemptBody struct {
	Number     int       `json:"number"`
	Class      string    `json:"class"`
	Reason     string    `json:"reason,omitempty"`
	Status     int       `json:"status,omitempty" doc:"Of the HTTP answer"`
	Excerpt    string    `json:"excerpt,omitempty" doc:"Of the answer, without what could name anybody"`
	Cost       int       `json:"cost"`
	StartedAt  time.Time `json:"started_at"`
	DurationMS int64     `json:"duration_ms"`
}

func (d *door) responses(ctx context.Context, shop app.ShopID, in *responsesIn) (*responsesOut, error) {
	var after store.Cursor
	if err := in.after("responses", &after.SubmittedAt, &after.ID); err != nil {
		return nil, err
	}
	filter, err := d.wanted(ctx, shop, in.ResponseFilterBody)
	if err != nil {
		return nil, err
	}
	found, err := d.Store.FindResponses(ctx, shop, filter, after, in.Limit)
	if err != nil {
		return nil, err
	}
	var out responsesOut
	if next := found.Next; next != nil {
		out.Body.Next = cursor("responses", next.SubmittedAt, next.ID)
		out.Link = callerOf(ctx).onward(out.Body.Next)
		if !found.Full {
			out.Body.LookedUntil = next.SubmittedAt
		}
	}
	names, err := d.Store.Namings(ctx, shop)
	if err != nil {
		return nil, err
	}
	titles, err := d.called(ctx, shop)
	if err != nil {
		return nil, err
	}
	out.Body.Responses = make([]responseBody, len(found.List))
	for i, one := range found.List {
		if out.Body.Responses[i], err = d.response(ctx, one, names, titles); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

type responseOut struct{ Body responseBody }

func (d *door) oneResponse(ctx context.Context, shop app.ShopID, in *ResponsePath) (*responseOut, error) {
	activity, err := d.Store.ActivityOf(ctx, shop, in.Response)
	if err != nil {
		return nil, err
	}
	names, err := d.Store.Namings(ctx, shop)
	if err != nil {
		return nil, err
	}
	titles, err := d.called(ctx, shop)
	if err != nil {
		return nil, err
	}
	body, err := d.response(ctx, activity, names, titles)
	return &responseOut{body}, err
}

func (d *door) response(ctx context.Context, a store.Activity, names store.Namings, titles func(app.DestinationID) string) (responseBody, error) {
	r := a.Response
	version, err := d.Store.SurveyVersion(ctx, r.Shop, r.Survey, r.Version)
	if err == nil {
		version.Document, err = catalogue.Ever(ctx, d.Store, r.Shop, version.Document)
	}
	body := responseBody{
		ID: r.ID, Survey: surveyRef{r.Survey, version.Document.Title}, Surface: r.Surface,
		Order: a.OrderName, Cart: r.Cart, Locale: r.Locale, SubmittedAt: r.SubmittedAt,
		Answers: answersOf(version.Document, r.Answers, names), Deliveries: deliveriesOf(a, titles),
	}
	if a.Customer != 0 {
		body.Customer = strconv.FormatInt(int64(a.Customer), 10)
	}
	if r.Order != 0 && body.Order == "" {
		body.Order = strconv.FormatInt(int64(r.Order), 10)
	}
	return body, err
}

// answersOf puts answers into words, in the document's order.
func answersOf(doc app.Document, answers []app.Answer, names store.Namings) []AnswerBody {
	list := make([]AnswerBody, 0, len(answers))
	language := ""
	if len(doc.Languages) > 0 {
		language = doc.Languages[0]
	}
	for _, q := range doc.Questions {
		i := slices.IndexFunc(answers, func(a app.Answer) bool { return a.Question == q.Key })
		if i >= 0 {
			body := AnswerBody{Question: q.Key, Prompt: q.Prompt.In(language, language)}
			_, other := answers[i].Value.Choices()
			if _, named := names.Of(q.Key, other); named {
				body.Written = other
			}
			body.Values = question.Spoken(q, names.Apply(answers[i : i+1])[0].Value, language, language)
			list = append(list, body)
		}
	}
	return list
}

func deliveriesOf(a store.Activity, titles func(app.DestinationID) string) []deliveryBody {
	list := make([]deliveryBody, len(a.Deliveries))
	for i, d := range a.Deliveries {
		list[i] = deliveryBody{
			ID: d.ID, Destination: d.Destination, Title: titles(d.Destination), State: d.State, Reason: d.Reason,
			FinishedAt: d.FinishedAt, Attempts: []attemptBody{},
		}
		if d.State == app.DeliveryWaiting {
			list[i].NextAt = d.NextAt
		}
		for _, t := range a.Attempts {
			if t.Delivery == d.ID {
				list[i].Attempts = append(list[i].Attempts,
					attemptBody{t.Number, t.Class, t.Reason, t.Status, t.Excerpt, t.Cost, t.StartedAt, t.Duration.Milliseconds()})
			}
		}
	}
	return list
}
