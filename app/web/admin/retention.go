package admin

import (
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/retention"
)

// RetentionBody is the part of the settings that says how long things are kept.
type RetentionBody struct {
	Retention      app.Retention `json:"retention" doc:"How long things are kept, in days"`
	UsualRetention app.Retention `json:"usual_retention" doc:"What a shop keeps that says nothing else"`
	Kept           []keptBody    `json:"kept" doc:"All that is kept, and how long"`
}

type keptBody struct {
	What string `json:"what"`
	Days int    `json:"days" doc:"0: see why"`
	Why  string `json:"why"`
}

func retentionOf(shop app.Shop) RetentionBody {
	out := RetentionBody{Retention: retention.Of(shop), UsualRetention: retention.Of(app.Shop{}), Kept: []keptBody{}}
	for _, rule := range retention.Rules(shop) {
		out.Kept = append(out.Kept, keptBody{rule.What, rule.Days, rule.Why})
	}
	return out
}
