package question

import (
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/contact"
)

// MaxLength is the most characters a shopper may write in answer to a question,
// 0 where she only chooses: what a form tells her before she types.
func MaxLength(q app.Question) int {
	switch {
	case q.Type == text{}.Name():
		return limit(q.MaxLength, textLength)
	case q.Type == email{}.Name():
		return contact.EmailLength
	case q.Type == phone{}.Name():
		return contact.PhoneLength
	case q.Other != nil:
		return limit(q.MaxLength, writeInLength)
	default:
		return 0
	}
}
