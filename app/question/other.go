package question

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/askwell/askwell/app"
)

const (
	mostNames   = 200
	mostAliases = 20
	mostSpoken  = 1_000 // names and aliases together: each is compared with what was written
)

// Canonical is the name a question has for what was written: itself, where the
// question has none. Case, accents, punctuation and spaces do not matter.
func Canonical(q app.Question, written string) string {
	if q.Other == nil || len(q.Other.Names) == 0 {
		return written
	}
	meant := fold(written)
	if meant == "" {
		return written
	}
	for _, n := range q.Other.Names {
		if fold(n.Name) == meant || slices.ContainsFunc(n.Aliases, func(a string) bool { return fold(a) == meant }) {
			return n.Name
		}
	}
	return written
}

// Letters that Unicode does not take apart, though people write them without.
var plainLetters = strings.NewReplacer("ß", "ss", "æ", "ae", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "œ", "oe", "þ", "th", "ı", "i")

// fold leaves of a text what people agree on: lower-case letters without marks
// and digits, one space between words.
func fold(s string) string {
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
		b.WriteRune(r)
	}
	return b.String()
}

func checkOther(q app.Question) []app.FieldError {
	if q.Other == nil {
		return nil
	}
	names := q.Other.Names
	if len(names) > mostNames {
		return []app.FieldError{field("other.names", "count", fmt.Sprintf("At most %d names.", mostNames))}
	}
	var wrong []app.FieldError
	most := limit(q.MaxLength, writeInLength)
	meant := map[string]bool{} // a name that means two things means nothing
	for i, n := range names {
		at := fmt.Sprintf("other.names.%d.", i)
		if n.Name != line(n.Name) || fold(n.Name) == "" || checkLength(n.Name, most) != nil {
			wrong = append(wrong, field(at+"name", "format", fmt.Sprintf("Give one line of at most %d characters.", most)))
		}
		if len(n.Aliases) > mostAliases {
			wrong = append(wrong, field(at+"aliases", "count", fmt.Sprintf("At most %d aliases.", mostAliases)))
			continue
		}
		own := map[string]bool{}
		for _, spoken := range append([]string{n.Name}, n.Aliases...) {
			folded := fold(cut(spoken, writeInLength))
			if meant[folded] && !own[folded] {
				wrong = append(wrong, field(at+"aliases", "taken", fmt.Sprintf("%q stands for two names.", cut(spoken, 40))))
			}
			own[folded], meant[folded] = true, true
		}
	}
	if len(meant) > mostSpoken {
		wrong = append(wrong, field("other.names", "count", fmt.Sprintf("At most %d names and aliases together.", mostSpoken)))
	}
	return wrong
}

// cut keeps the first characters.
func cut(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most])
	}
	return s
}
