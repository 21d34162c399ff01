// Package fold owns what texts have in common that people would call the same: neither
// case nor accents, punctuation nor spaces make a difference.
package fold

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Letters that Unicode does not take apart, though people write them without.
var plainLetters = strings.NewReplacer("ß", "ss", "æ", "ae", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "œ", "oe", "þ", "th", "ı", "i")

// Text leaves of a text what people agree on: lower-case letters without marks and
// digits, one space between words.
func Text(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(plainLetters.Replace(strings.ToLower(s))) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(unicode.ToLower(r)) // taking letters apart can make capitals
	}
	return b.String()
}

// longestWord is how many characters of a word count.
const longestWord = 40

// Words are the words of a text, folded, each once and in order: the first ones, at most so
// many. Of scripts that are written without spaces each character is one.
func Words(s string, most int) []string {
	var list []string
	met := map[string]bool{}
	add := func(word []rune) {
		text := string(word[:min(len(word), longestWord)])
		if text != "" && !met[text] && len(list) < most {
			list, met[text] = append(list, text), true
		}
	}
	var word []rune
	for _, r := range Text(s) {
		switch {
		case r == ' ':
			add(word)
			word = nil
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			add(word)
			add([]rune{r})
			word = nil
		default:
			word = append(word, r)
		}
	}
	add(word)
	slices.Sort(list)
	return list
}
