package question

import (
	"time"

	"github.com/askwell/askwell/app"
)

// KeptUntil is when an answer given then has been kept as long as its question said;
// zero for one that is kept until she takes it back.
func KeptUntil(q app.Question, answered time.Time) time.Time {
	if q.KeepDays <= 0 {
		return time.Time{}
	}
	return answered.Add(time.Duration(q.KeepDays) * 24 * time.Hour)
}
