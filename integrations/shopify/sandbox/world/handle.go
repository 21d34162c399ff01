package world

import (
	"strconv"
	"strings"
	"unicode"
)

// Handle is a text as an address: letters and digits of any script in lower
// case, and a hyphen for what is between them; otherwise for a text without any.
func Handle(text, otherwise string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return otherwise
	}
	return strings.Join(words, "-")
}

// FreeHandle counts a handle's number on until nobody has it.
func FreeHandle(handle string, taken func(string) bool) string {
	for taken(handle) {
		stem := strings.TrimRight(handle, "0123456789")
		n, err := strconv.ParseUint(handle[len(stem):], 10, 63)
		if err != nil {
			handle += "-1"
			continue
		}
		handle = stem + strconv.FormatUint(n+1, 10)
	}
	return handle
}
