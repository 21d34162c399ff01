package admin

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/store"
)

type peopleIn struct {
	PageIn
	Query string `query:"query" maxLength:"320" doc:"A customer's or order's number, as it is or as Shopify writes it, an order's name, a phone number or a card's that is proven to be hers, or how an email address begins; without it who answered last"`
}

type peopleOut struct {
	PageOut
	Body struct {
		People []personBody `json:"people"`
		Next   string       `json:"next,omitempty"`
	}
}

type personBody struct {
	Customer  string    `json:"customer,omitempty" doc:"Shopify's number of the customer; none of a guest"`
	Email     string    `json:"email,omitempty"`
	Order     string    `json:"order,omitempty" doc:"Shopify's number of the order"`
	OrderName string    `json:"order_name,omitempty"`
	At        time.Time `json:"at,omitzero" doc:"When she answered last, or ordered"`
}

// people lists who a text may mean, page by page. A page may be short with another behind it.
func (d *door) people(ctx context.Context, shop app.ShopID, in *peopleIn) (*peopleOut, error) {
	var after store.PeopleAfter
	if err := in.after("people", &after.Way, &after.Customer, &after.Order, &after.At, &after.Response); err != nil {
		return nil, err
	}
	found, next, err := d.Store.PageOfPeople(ctx, shop, in.Query, after, in.Limit)
	if err != nil {
		return nil, err
	}
	var out peopleOut
	if next != nil {
		out.Body.Next = cursor("people", next.Way, next.Customer, next.Order, next.At, next.Response)
		out.Link = callerOf(ctx).onward(out.Body.Next)
	}
	out.Body.People = make([]personBody, len(found))
	for i, one := range found {
		out.Body.People[i] = personBody{
			Customer: numberText(int64(one.Customer)), Email: one.Email, Order: numberText(int64(one.Order)), OrderName: one.OrderName, At: one.At,
		}
	}
	return &out, nil
}

func numberText(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// PersonPath names a person: a customer by Shopify's number of her, or 0 and a
// guest by her order. Any customer of the shop may be named: of one who never answered
// nothing is known, which is an answer too.
type PersonPath struct {
	Customer int64 `path:"customer" minimum:"0"`
	Order    int64 `query:"order" minimum:"0"`
}

func (p PersonPath) who() (store.Whom, error) {
	who := store.Whom{Customer: app.CustomerID(p.Customer), Order: app.OrderID(p.Order)}
	if who.Nobody() {
		return who, app.InvalidFields([]app.FieldError{{Field: "order", Code: "required", Message: "A guest is known by her order."}})
	}
	return who, nil
}

// whom is who the path names today. Another shop's number is nobody's here, and so is
// one that no shop has.
func (d *door) whom(ctx context.Context, shop app.ShopID, path PersonPath) (store.Whom, error) {
	who, err := path.who()
	if err != nil {
		return who, err
	}
	return d.Identities.Person(ctx, shop, who)
}

type personOut struct {
	Body struct {
		Person     personBody     `json:"person"`
		Answers    []saidBody     `json:"answers" doc:"The newest to each question"`
		Promises   []earnedBody   `json:"promises" doc:"What she was promised for answering, the oldest first"`
		Identities []identityBody `json:"identities" doc:"By what else she goes"`
		Joins      []joinBody     `json:"joins" doc:"Who turned out to be her, and from whom she was parted again, the oldest first"`
		Withheld   []withheldBody `json:"withheld" doc:"Answers that are kept from a destination, and why"`
	}
}

type saidBody struct {
	AnswerBody
	Survey     surveyRef `json:"survey"`
	AnsweredAt time.Time `json:"answered_at"`
}

type earnedBody struct {
	Reward     string    `json:"reward"`
	Title      string    `json:"title"`
	Code       string    `json:"code,omitempty"`
	PromisedAt time.Time `json:"promised_at"`
}

func (d *door) person(ctx context.Context, shop app.ShopID, in *PersonPath) (*personOut, error) {
	who, err := d.whom(ctx, shop, *in)
	if err != nil {
		return nil, err
	}
	var out personOut
	if out.Body.Person, err = d.personBody(ctx, shop, who); err != nil {
		return nil, err
	}
	if out.Body.Answers, err = d.saidBy(ctx, shop, who); err != nil {
		return nil, err
	}
	if out.Body.Withheld, err = d.withheldOf(ctx, shop, who); err != nil {
		return nil, err
	}
	if out.Body.Promises, err = d.earnedBy(ctx, shop, who); err != nil {
		return nil, err
	}
	if out.Body.Identities, err = d.identitiesOf(ctx, shop, who); err != nil {
		return nil, err
	}
	out.Body.Joins, err = d.joinsOf(ctx, shop, who)
	return &out, err
}

func (d *door) personBody(ctx context.Context, shop app.ShopID, who store.Whom) (personBody, error) {
	body := personBody{Customer: numberText(int64(who.Customer)), Order: numberText(int64(who.Order))}
	profile, err := d.Store.CustomerProfile(ctx, shop, who.Customer)
	if err == nil {
		body.Email, body.At = profile.Email, profile.UpdatedAt
	} else if !app.Is(err, app.NotFound) {
		return body, err
	}
	if who.Order == 0 {
		return body, nil
	}
	order, err := d.Store.Order(ctx, shop, who.Order)
	if app.Is(err, app.NotFound) {
		return body, nil
	}
	body.OrderName, body.At = order.Name, cmp.Or(body.At, order.CreatedAt)
	return body, err
}

// saidBy puts the newest answer to each question into words, the newest first.
func (d *door) saidBy(ctx context.Context, shop app.ShopID, who store.Whom) ([]saidBody, error) {
	said, err := d.Store.SaidBy(ctx, shop, who)
	list := make([]saidBody, 0, len(said))
	versions := map[surveyVersion]app.Document{}
	for _, one := range said {
		doc, err := d.documentOf(ctx, shop, one, versions)
		if err != nil {
			return nil, err
		}
		answer := AnswerBody{Question: one.Key, Prompt: one.Key, Values: []string{}}
		if known := answersOf(doc, []app.Answer{{Question: one.Key, Value: one.Value}}, store.Namings{}); len(known) > 0 {
			answer = known[0]
		}
		list = append(list, saidBody{answer, surveyRef{one.Survey, doc.Title}, one.At})
	}
	slices.SortStableFunc(list, func(a, b saidBody) int { return b.AnsweredAt.Compare(a.AnsweredAt) })
	return list, err
}

type surveyVersion struct {
	survey  app.SurveyID
	version int
}

func (d *door) documentOf(ctx context.Context, shop app.ShopID, said store.Said, read map[surveyVersion]app.Document) (app.Document, error) {
	key := surveyVersion{said.Survey, said.Version}
	if doc, known := read[key]; known {
		return doc, nil
	}
	version, err := d.Store.SurveyVersion(ctx, shop, said.Survey, said.Version)
	if err == nil {
		version.Document, err = catalogue.Ever(ctx, d.Store, shop, version.Document)
	}
	read[key] = version.Document
	return version.Document, err
}

func (d *door) earnedBy(ctx context.Context, shop app.ShopID, who store.Whom) ([]earnedBody, error) {
	promises, err := d.Store.Promises(ctx, shop, who)
	list := make([]earnedBody, len(promises))
	for i, p := range promises {
		list[i] = earnedBody{Reward: p.Reward, Title: p.Reward, Code: p.Code, PromisedAt: p.PromisedAt}
		if state, err := d.Store.Reward(ctx, shop, p.Reward); err == nil {
			list[i].Title = state.Rule.Title
		}
	}
	return list, err
}
