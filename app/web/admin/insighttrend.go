package admin

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/insight"
)

type trendIn struct {
	InsightIn
	Question string        `path:"question" maxLength:"64"`
	By       insight.Every `query:"by" enum:"day,week,month" default:"week" doc:"Weeks begin on Mondays"`
}

type trendOut struct {
	Body struct {
		FrameBody
		By       insight.Every     `json:"by"`
		Question insightOfQuestion `json:"question" doc:"Over the whole time"`
		Spans    []spanBody        `json:"spans" doc:"All there are, the oldest first; the first and the last are cut where the time is"`
	}
}

type spanBody struct {
	From   string      `json:"from"`
	To     string      `json:"to"`
	N      int         `json:"n"`
	Small  bool        `json:"small"`
	Values []shareBody `json:"values" doc:"Of the question's values, in their order"`
	Score  *scoreBody  `json:"score,omitempty"`
}

// insightTrend tells what was answered to a question over time.
func (d *door) insightTrend(ctx context.Context, shop app.ShopID, in *trendIn) (*trendOut, error) {
	filter, err := in.filter()
	if err != nil {
		return nil, err
	}
	trend, err := d.reader().Question(ctx, shop, in.ID, in.Question, filter, in.By)
	if err != nil {
		return nil, err
	}
	var out trendOut
	out.Body.FrameBody, out.Body.By = frameOf(trend.Frame, trend.Survey), in.By
	out.Body.Question, out.Body.Spans = questionOf(trend.Question), []spanBody{}
	for _, s := range trend.Spans {
		body := spanBody{From: date(s.From), To: date(s.To), N: s.N, Small: s.N < insight.Small, Values: []shareBody{}}
		for _, v := range s.Values {
			body.Values = append(body.Values, shareOf(v))
		}
		if s.Score != nil {
			of := scoreOf(*s.Score)
			body.Score = &of
		}
		out.Body.Spans = append(out.Body.Spans, body)
	}
	return &out, nil
}

type ratesOut struct {
	Body struct {
		FrameBody
		Surfaces []reachedBody `json:"surfaces" doc:"That the survey is asked on, or that something was counted on"`
	}
}

type reachedBody struct {
	Surface   app.Surface `json:"surface"`
	Placed    bool        `json:"placed" doc:"The published version is asked there"`
	There     *thereBody  `json:"there,omitempty" doc:"When in these days the survey was asked there: the orders are those of then; nothing where there are none"`
	Orders    *int        `json:"orders,omitempty" doc:"That led past it while a published version was asked there; nothing where orders do not, or of a country"`
	Shown     *int        `json:"shown,omitempty" doc:"Nothing of a country: who only saw something is of none we know"`
	Started   *int        `json:"started,omitempty"`
	Answered  int         `json:"answered" doc:"People, each once a day"`
	Completed int         `json:"completed"`
	Rates     ratesBody   `json:"rates"`
}

type ratesBody struct {
	Shown     rateBody `json:"shown" doc:"Of the orders"`
	Started   rateBody `json:"started" doc:"Of shown"`
	Answered  rateBody `json:"answered" doc:"Of started; of shown where nobody tells that she begins"`
	Completed rateBody `json:"completed" doc:"Of answered"`
}

// insightRates tells how far a survey came on each surface.
func (d *door) insightRates(ctx context.Context, shop app.ShopID, in *InsightIn) (*ratesOut, error) {
	filter, err := in.filter()
	if err != nil {
		return nil, err
	}
	reached, err := d.reader().Reached(ctx, shop, in.ID, filter)
	if err != nil {
		return nil, err
	}
	var out ratesOut
	out.Body.FrameBody, out.Body.Surfaces = frameOf(reached.Frame, reached.Survey), []reachedBody{}
	for _, s := range reached.Surfaces {
		body := reachedBody{Surface: s.Surface, Placed: s.Placed, Answered: s.Counts.Answered, Completed: s.Counts.Completed}
		if in.Country == "" {
			body.Shown, body.Started = &s.Counts.Shown, &s.Counts.Started
			if insight.ByOrder(s.Surface) {
				body.Orders, body.There = &s.Orders, thereOf(s.Surface, s.There)
			}
		}
		r := s.Rates
		body.Rates = ratesBody{rateOf(r.Shown), rateOf(r.Started), rateOf(r.Answered), rateOf(r.Completed)}
		out.Body.Surfaces = append(out.Body.Surfaces, body)
	}
	return &out, nil
}
