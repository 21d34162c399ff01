// Package settings owns what a merchant decides for the whole shop: how much of a
// shopper's time it takes, what answers may be used for, how long things are kept, in which
// languages it asks, and how its tags begin.
package settings

import (
	"fmt"
	"math"

	"github.com/askwell/askwell/app"
)

// What a budget may come to: more is none.
const (
	mostQuestions = 1_000
	mostSeconds   = 100_000
)

// CheckBudget refuses more than anybody can be asked. Errors: Invalid with the fields that
// are wrong.
func CheckBudget(budget *app.Budget) error {
	if budget == nil {
		return nil
	}
	return app.InvalidFields(append(check("budget.visit", budget.Visit), check("budget.month", budget.Month)...))
}

func check(field string, l app.Limit) (wrong []app.FieldError) {
	if l.Questions < 0 || l.Questions > mostQuestions {
		wrong = append(wrong, app.FieldError{Field: field + ".questions", Code: "range", Message: fmt.Sprintf("Use 0 to %d.", mostQuestions)})
	}
	if math.IsNaN(l.Seconds) || l.Seconds < 0 || l.Seconds > mostSeconds {
		wrong = append(wrong, app.FieldError{Field: field + ".seconds", Code: "range", Message: fmt.Sprintf("Use 0 to %d.", mostSeconds)})
	}
	return wrong
}
