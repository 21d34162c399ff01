package admin

import (
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/purpose"
)

// PurposesBody is what the settings say of purposes.
type PurposesBody struct {
	Purposes      []app.Purpose `json:"purposes" doc:"What answers may be used for, and what has to hold before they leave"`
	UsualPurposes []app.Purpose `json:"usual_purposes" doc:"Those of a shop that says nothing else"`
	Kinds         []choiceBody  `json:"kinds" doc:"The kinds of destination that a purpose can name"`
}

func (d *door) purposesOf(shop app.Shop) PurposesBody {
	body := PurposesBody{Purposes: purpose.Of(shop), UsualPurposes: app.DefaultPurposes()}
	for _, kind := range []string{string(app.ShopifyDestination), string(app.FlowDestination)} {
		body.Kinds = append(body.Kinds, choiceBody{kind, d.Connections.Title(kind)})
	}
	for _, spec := range d.Connections.Specs() {
		body.Kinds = append(body.Kinds, choiceBody{spec.Name, spec.Title})
	}
	return body
}
