package question

import "github.com/askwell/askwell/app"

// CheckLanguages tells what is wrong with the languages something is written in, the
// fields named as in a document.
func CheckLanguages(list []string) []app.FieldError {
	var c check
	c.languages(list)
	return c.wrong
}
