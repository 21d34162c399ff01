package admin

import (
	"context"
	"math"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/insight"
)

type surfacesIn struct {
	Days int `query:"days" minimum:"1" maximum:"90" default:"30" doc:"Days of the shop's, today the last"`
}

type surfacesOut struct {
	Body struct {
		Zone     string        `json:"zone" doc:"Whose days these are: the shop's time zone, else UTC"`
		From     string        `json:"from" doc:"2026-11-01"`
		To       string        `json:"to"`
		Surfaces []surfaceBody `json:"surfaces"`
		Gaps     []gapBody     `json:"gaps" doc:"Where a block went missing, the oldest first"`
	}
}

type surfaceBody struct {
	Surface app.Surface `json:"surface"`
	Placed  bool        `json:"placed" doc:"A published survey is asked there"`
	There   *thereBody  `json:"there,omitempty" doc:"When in these days any survey was asked there: the orders are those of then; nothing where orders do not lead past it"`
	CountBody
	Rates struct {
		Shown     rateBody `json:"shown" doc:"Of the orders"`
		Started   rateBody `json:"started" doc:"Of shown"`
		Answered  rateBody `json:"answered" doc:"Of started; of shown where nobody tells that she begins"`
		Completed rateBody `json:"completed" doc:"Of answered"`
	} `json:"rates"`
	Days    []dayBody     `json:"days"`
	Surveys []versionBody `json:"surveys"`
}

// CountBody is how often a survey was shown, started, answered and completed.
type CountBody struct {
	Orders    *int `json:"orders,omitempty" doc:"That led past it while a published version was asked there; nothing where orders do not"`
	Shown     int  `json:"shown"`
	Started   int  `json:"started"`
	Answered  int  `json:"answered" doc:"People, each once a day"`
	Completed int  `json:"completed"`
}

type thereBody struct {
	Since  string `json:"since,omitempty" doc:"The first of these days that it was asked there; nothing when it was on none"`
	First  bool   `json:"first" doc:"It had never been asked there before"`
	Breaks bool   `json:"breaks" doc:"Since then there were times when it was not"`
	Whole  bool   `json:"whole" doc:"It was, from the first of these days to the last"`
}

type rateBody struct {
	Percent *float64    `json:"percent,omitempty"`
	Low     *float64    `json:"low,omitempty" doc:"Percent; with a confidence of 95 percent it is between low and high"`
	High    *float64    `json:"high,omitempty"`
	Of      int         `json:"of"`
	Out     int         `json:"out"`
	Small   bool        `json:"small" doc:"Of too few to say much"`
	Why     insight.Why `json:"why,omitempty" doc:"There is no percentage"`
}

type dayBody struct {
	Day string `json:"day"`
	CountBody
}

type versionBody struct {
	Survey  surveyRef `json:"survey"`
	Version int       `json:"version"`
	CountBody
}

type gapBody struct {
	Surface app.Surface `json:"surface"`
	From    string      `json:"from"`
	To      string      `json:"to"`
	Open    bool        `json:"open" doc:"It lasts"`
	Shown   int         `json:"shown"`
	Orders  int         `json:"orders"`
	Usual   float64     `json:"usual" doc:"Percent of orders it is usually shown on; 0: it never was"`
}

// surfaces tells what was shown, begun, answered and completed on each surface.
func (d *door) surfaces(ctx context.Context, shop app.ShopID, in *surfacesIn) (*surfacesOut, error) {
	reader := insight.Reader{Store: d.Store, Now: d.Now}
	report, err := reader.Surfaces(ctx, shop, in.Days)
	if err != nil {
		return nil, err
	}
	titles, err := d.titles(ctx, shop)
	if err != nil {
		return nil, err
	}
	var out surfacesOut
	out.Body.Zone, out.Body.From, out.Body.To = report.Zone, date(report.From), date(report.To)
	out.Body.Surfaces, out.Body.Gaps = []surfaceBody{}, []gapBody{}
	for _, one := range report.Surfaces {
		out.Body.Surfaces = append(out.Body.Surfaces, surfaceOf(one, titles))
	}
	for _, gap := range report.Gaps {
		out.Body.Gaps = append(out.Body.Gaps, gapBody{gap.Surface, date(gap.From), date(gap.To), gap.Open, gap.Shown, gap.Orders, percent(gap.Usual)})
	}
	return &out, nil
}

// titles are what the shop's surveys are called.
func (d *door) titles(ctx context.Context, shop app.ShopID) (map[app.SurveyID]string, error) {
	surveys, err := d.Store.Surveys(ctx, shop)
	titles := make(map[app.SurveyID]string, len(surveys))
	for _, one := range surveys {
		titles[one.ID] = one.Draft.Title
	}
	return titles, err
}

func surfaceOf(one insight.Surface, titles map[app.SurveyID]string) surfaceBody {
	count := func(c insight.Counts) CountBody {
		body := CountBody{Shown: c.Shown, Started: c.Started, Answered: c.Answered, Completed: c.Completed}
		if insight.ByOrder(one.Surface) {
			body.Orders = &c.Orders
		}
		return body
	}
	body := surfaceBody{Surface: one.Surface, Placed: one.Placed, CountBody: count(one.Counts), Surveys: []versionBody{}}
	body.There = thereOf(one.Surface, one.There)
	rates := insight.RatesOf(one.Surface, one.Counts)
	body.Rates.Shown, body.Rates.Started = rateOf(rates.Shown), rateOf(rates.Started)
	body.Rates.Answered, body.Rates.Completed = rateOf(rates.Answered), rateOf(rates.Completed)
	for _, day := range one.Days {
		body.Days = append(body.Days, dayBody{date(day.Day), count(day.Counts)})
	}
	for _, v := range one.Surveys {
		counted := count(v.Counts)
		counted.Orders = nil // an order leads past the surface, and not past one survey
		body.Surveys = append(body.Surveys, versionBody{surveyRef{v.Survey, titles[v.Survey]}, v.Version, counted})
	}
	return body
}

// thereOf says when something was asked where orders lead past.
func thereOf(on app.Surface, t insight.There) *thereBody {
	if !insight.ByOrder(on) {
		return nil
	}
	body := &thereBody{First: t.First, Breaks: t.Breaks, Whole: t.Whole}
	if !t.Since.IsZero() {
		body.Since = date(t.Since)
	}
	return body
}

func rateOf(r insight.Rate) rateBody {
	body := rateBody{Of: r.Of, Out: r.Out, Why: r.Why}
	if r.Why == "" {
		share := shareOf(r.Share())
		body.Percent, body.Low, body.High, body.Small = &share.Percent, &share.Low, &share.High, share.Small
	}
	return body
}

// percent rounds a share to tenths of a percent: more would not be known.
func percent(share float64) float64 { return math.Round(share*1000) / 10 }

func date(day time.Time) string { return day.Format(time.DateOnly) }
