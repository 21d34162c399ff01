package question

import (
	"math"

	"github.com/askwell/askwell/app"
)

const (
	glance    = 2.0 // to read the prompt
	perOption = 0.7 // to read one, up to a row of them
	mostRead  = 10
)

// effort is what answering costs a shopper beyond reading, in seconds. Typing on
// a telephone is what takes long.
var effort = map[app.ValueKind]float64{
	app.KindChoice: 1, app.KindChoices: 3, app.KindBoolean: 1, app.KindNumber: 3, app.KindSlot: 4, app.KindDate: 5,
	app.KindBirthday: 5, app.KindEmail: 8, app.KindPhone: 9, app.KindText: 18,
}

// perPlace is what putting one option into a ranking costs.
const perPlace = 3.0

// Seconds is what a question costs a shopper of her time: as its definition
// says, else an estimate by what there is to read and to do.
func Seconds(q app.Question) float64 {
	if q.Seconds > 0 {
		return q.Seconds
	}
	kind := Kind(q)
	spent := glance + effort[kind] + perOption*float64(min(len(q.Options)+len(q.Parts), mostRead))
	switch {
	case kind == app.KindRanking:
		spent += perPlace * float64(limit(q.Most, len(q.Options)))
	case Scale(q) != nil:
		spent = glance + effort[app.KindChoice] // one touch on a row
	}
	return math.Round(spent*10) / 10
}
