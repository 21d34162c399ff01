package admin

import (
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/purpose"
)

// PurposesBody is what the settings say of purposes.
type PurposesBody struct {
	Purposes      []app.Purpose `json:"purposes" doc:"What answers may be used for, and what has to hold before they leave"`
	UsualPurposes []app.Purpose `json:"usual_purposes" doc:"Those of a shop that says nothing else"`
}

func purposesOf(shop app.Shop) PurposesBody {
	return PurposesBody{Purposes: purpose.Of(shop), UsualPurposes: app.DefaultPurposes()}
}
