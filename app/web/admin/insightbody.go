package admin

import (
	"math"
	"strconv"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/insight"
	"github.com/askwell/askwell/app/recount"
)

func questionOf(q insight.Question) insightOfQuestion {
	body := insightOfQuestion{
		Key: q.Key, Type: q.Type, Prompt: q.Prompt, Sensitive: q.Sensitive, Retired: q.Retired,
		N: q.N, Values: []valueBody{}, Orders: q.Orders, Money: moneyOf(q.Money),
		Drop: dropBody{shareOf(insight.ShareOf(q.Answered, q.Shown)), []versionDrop{}},
		Time: questionTime{tenths(q.Seconds.Seconds), q.Seconds.N, q.Seconds.N < insight.Small},
	}
	if q.Score != nil {
		s := scoreOf(*q.Score)
		body.Score = &s
	}
	for _, v := range q.Values {
		body.Values = append(body.Values, valueOf(q.Type, v))
	}
	for _, v := range q.Versions {
		body.Drop.Versions = append(body.Drop.Versions, versionDrop{v.Version, shareOf(insight.ShareOf(v.Answered, v.Shown))})
	}
	return body
}

func valueOf(kind string, v insight.Value) valueBody {
	body := valueBody{
		Value: v.Key, Label: v.Label, Other: v.Key == app.OtherValue, Count: shareOf(v.Count),
		Orders: v.Orders, First: v.First, Returning: v.Again, Money: moneyOf(v.Money),
	}
	if begins, err := strconv.ParseFloat(v.Key, 64); err == nil && kind == "number" {
		ends := recount.SpanEnd(begins)
		body.Below = &ends
	}
	return body
}

func shareOf(s insight.Share) shareBody {
	return shareBody{N: s.Of, Of: s.Out, Percent: percent(s.Value()), Low: percent(s.Low), High: percent(s.High), Small: s.Small()}
}

func scoreOf(s insight.Score) scoreBody {
	return scoreBody{tenths(s.Value), tenths(s.Low), tenths(s.High), s.Promoters, s.Detractors, s.N, s.N < insight.Small}
}

func moneyOf(list []insight.Money) []moneyBody {
	body := []moneyBody{}
	for _, m := range list {
		body = append(body, moneyBody{m.Currency, m.Orders, m.Revenue.String(), m.Average.String(), m.Orders < insight.Small})
	}
	return body
}

func placesOf(list []insight.Place) []placeBody {
	body := []placeBody{}
	for _, p := range list {
		body = append(body, placeBody{p.Name, p.Answered})
	}
	return body
}

// tenths rounds to tenths: more would not be known.
func tenths(n float64) float64 { return math.Round(n*10) / 10 }
