package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/insight"
)

// InsightIn narrows what is summarised. It is exported because huma fills what is embedded only then.
type InsightIn struct {
	ID      app.SurveyID `path:"id" maxLength:"64"`
	From    string       `query:"from" format:"date" maxLength:"10" doc:"The first of the shop's days; thirty days, today the last, unless said otherwise"`
	To      string       `query:"to" format:"date" maxLength:"10" doc:"The last of the shop's days; two years at most"`
	Surface app.Surface  `query:"surface" maxLength:"20"`
	Country string       `query:"country" maxLength:"10" doc:"ISO 3166, of the order an answer was given with; none: without an order we know"`
}

func (in InsightIn) filter() (f insight.Filter, err error) {
	f.Surface, f.Country = in.Surface, in.Country
	if f.From, err = day("from", in.From); err != nil {
		return f, err
	}
	f.To, err = day("to", in.To)
	return f, err
}

// day reads a date, the zero time for "".
func day(field, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return at, app.InvalidFields([]app.FieldError{{Field: field, Code: "format", Message: "A date such as 2026-11-22."}})
	}
	return at, nil
}

// FrameBody is what a summary is of.
type FrameBody struct {
	Survey surveyRef `json:"survey"`
	Zone   string    `json:"zone" doc:"Whose days these are: the shop's time zone, else UTC"`
	From   string    `json:"from" doc:"2026-11-01"`
	To     string    `json:"to"`
	AsOf   time.Time `json:"as_of" doc:"What was said and ordered until then is counted"`
	Small  int       `json:"small" doc:"Of fewer answers any figure says little: a share's interval is wider than seventeen points to either side"`
}

func frameOf(f insight.Frame, s app.Survey) FrameBody {
	return FrameBody{surveyRef{s.ID, s.Draft.Title}, f.Zone, date(f.From), date(f.To), f.AsOf.UTC(), insight.Small}
}

type overviewOut struct {
	Body struct {
		FrameBody
		Surfaces  []placeBody         `json:"surfaces" doc:"Where anything was answered in these days, whatever is filtered by"`
		Countries []placeBody         `json:"countries" doc:"The same by country"`
		People    peopleBody          `json:"people"`
		Questions []insightOfQuestion `json:"questions" doc:"In the order they are asked, then those that are asked no more"`
	}
}

type placeBody struct {
	Name     string `json:"name" doc:"To filter by"`
	Answered int    `json:"answered"`
}

type peopleBody struct {
	Answered  int `json:"answered" doc:"People who answered something, each once a day and surface"`
	Completed int `json:"completed" doc:"Of them, those who answered all of it"`

	Completion shareBody `json:"completion" doc:"Those who answered all of it, of those who answered something"`

	Timed            int     `json:"timed" doc:"Of them, those of whom it is known how long they took"`
	SecondsPerPerson float64 `json:"seconds_per_person" doc:"That these spent, on average; 0 when timed is"`
	UsefulAnswers    int     `json:"useful_answers" doc:"Of the timed: answers that count and are known"`
	SecondsPerAnswer float64 `json:"seconds_per_answer" doc:"That a useful answer cost shoppers, on average"`
}

type insightOfQuestion struct {
	Key       string `json:"key"`
	Type      string `json:"type"`
	Prompt    string `json:"prompt"`
	Sensitive bool   `json:"sensitive"`
	Retired   bool   `json:"retired" doc:"The newest version asks it no more"`

	N      int          `json:"n" doc:"Answers that are known, one for each order, or, without an order, one a day for each person. Shares are of these."`
	Values []valueBody  `json:"values" doc:"Nothing of what is only hers, such as a text"`
	Score  *scoreBody   `json:"score,omitempty" doc:"Of a promoter score question"`
	Orders int          `json:"orders" doc:"Given with an order that counts: not tried out, not cancelled"`
	Money  []moneyBody  `json:"money"`
	Drop   dropBody     `json:"drop"`
	Time   questionTime `json:"time"`
}

type valueBody struct {
	Value     string      `json:"value" doc:"An option's key; 1:price for what was ranked first; true or false; where a number's span begins; 2026-11 or --11 of a date; evening/door of a slot; nothing for what was written in"`
	Label     string      `json:"label,omitempty" doc:"What it is called, where the value does not say it"`
	Other     bool        `json:"other,omitempty" doc:"All that was written in"`
	Below     *float64    `json:"below,omitempty" doc:"Of a number: where its span ends, which is not in it"`
	Count     shareBody   `json:"count"`
	Orders    int         `json:"orders"`
	First     int         `json:"first" doc:"Of the orders, those of customers who had not ordered before as far as Askwell has seen"`
	Returning int         `json:"returning" doc:"Of the orders, those of customers who had; the rest are guests'"`
	Money     []moneyBody `json:"money"`
}

type shareBody struct {
	N       int     `json:"n" doc:"So many"`
	Of      int     `json:"of" doc:"out of so many"`
	Percent float64 `json:"percent"`
	Low     float64 `json:"low" doc:"Percent; with a confidence of 95 percent it is between low and high"`
	High    float64 `json:"high"`
	Small   bool    `json:"small" doc:"Of too few to say much"`
}

type scoreBody struct {
	Score      float64 `json:"score" doc:"-100 to 100"`
	Low        float64 `json:"low" doc:"With a confidence of 95 percent"`
	High       float64 `json:"high"`
	Promoters  int     `json:"promoters" doc:"9 or 10"`
	Detractors int     `json:"detractors" doc:"0 to 6"`
	N          int     `json:"n"`
	Small      bool    `json:"small"`
}

type moneyBody struct {
	Currency string `json:"currency"`
	Orders   int    `json:"orders" doc:"That the revenue is of"`
	Revenue  string `json:"revenue" doc:"A decimal, after refunds. Currencies are never added up."`
	Average  string `json:"average" doc:"Of an order"`
	Small    bool   `json:"small"`
}

type dropBody struct {
	Answered shareBody     `json:"answered" doc:"Who answered, of those it stood before who sent anything"`
	Versions []versionDrop `json:"versions" doc:"The newest first"`
}

type versionDrop struct {
	Version  int       `json:"version"`
	Answered shareBody `json:"answered"`
}

type questionTime struct {
	Median float64 `json:"median" doc:"Seconds, off by nine percent at most: from when the questions stood there to when they were answered, in equal parts. 0 when n is."`
	N      int     `json:"n"`
	Small  bool    `json:"small"`
}

// insight tells what was answered to a survey.
func (d *door) insight(ctx context.Context, shop app.ShopID, in *InsightIn) (*overviewOut, error) {
	filter, err := in.filter()
	if err != nil {
		return nil, err
	}
	over, err := d.reader().Survey(ctx, shop, in.ID, filter)
	if err != nil {
		return nil, err
	}
	var out overviewOut
	out.Body.FrameBody = frameOf(over.Frame, over.Survey)
	p := over.People
	out.Body.People = peopleBody{p.Answered, p.Completed, shareOf(insight.ShareOf(p.Completed, p.Answered)), p.Timed, tenths(p.SecondsEach), p.UsefulAnswers, tenths(p.SecondsOfUseful)}
	out.Body.Surfaces, out.Body.Countries, out.Body.Questions = placesOf(over.Surfaces), placesOf(over.Countries), []insightOfQuestion{}
	for _, q := range over.Questions {
		out.Body.Questions = append(out.Body.Questions, questionOf(q))
	}
	return &out, nil
}

func (d *door) reader() *insight.Reader { return &insight.Reader{Store: d.Store, Now: d.Now} }
