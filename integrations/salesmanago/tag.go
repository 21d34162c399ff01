package salesmanago

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// mostTag is the longest tag, in characters.
const mostTag = 100

// plainLetters are those that stand for letters which are no other letter with a mark.
var plainLetters = strings.NewReplacer("ł", "l", "Ł", "L", "ø", "o", "Ø", "O", "ß", "ss", "æ", "ae", "Æ", "AE", "œ", "oe", "Œ", "OE", "đ", "d", "Đ", "D")

// Tag is what SALESmanago makes of a tag: capitals, letters without their marks, and an
// underscore for what a tag may not hold. A comma would make two tags of it.
func Tag(tag string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(plainLetters.Replace(strings.TrimSpace(tag))) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_()[]{}", r)):
			b.WriteRune(unicode.ToUpper(r))
		default:
			b.WriteByte('_')
		}
	}
	made := b.String()
	return made[:min(len(made), mostTag)]
}

func called(tags []string) []string {
	all := make([]string, len(tags))
	for i, tag := range tags {
		all[i] = Tag(tag)
	}
	return all
}
