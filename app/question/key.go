package question

import (
	"strconv"
	"strings"

	"github.com/askwell/askwell/app/fold"
)

// mostKey is how long an option's key may be.
const mostKey = 64

// KeyOf makes an option's key of its name, one that is not taken.
func KeyOf(name string, taken func(key string) bool) string {
	key := strings.Trim(strings.Map(func(r rune) rune {
		if r == ' ' {
			return '_'
		}
		if r < 128 { // fold leaves letters and digits, of every alphabet
			return r
		}
		return -1
	}, fold.Text(name)), "_")
	for strings.Contains(key, "__") {
		key = strings.ReplaceAll(key, "__", "_")
	}
	if key = key[:min(len(key), mostKey)]; key == "" {
		key = "option"
	}
	for n, first := 2, key; key == OtherKey || taken(key); n++ {
		suffix := "_" + strconv.Itoa(n)
		key = first[:min(len(first), mostKey-len(suffix))] + suffix
	}
	return key
}
