package question

import (
	"fmt"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/fold"
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
	meant := fold.Text(written)
	if meant == "" {
		return written
	}
	for _, n := range q.Other.Names {
		if fold.Text(n.Name) == meant || slices.ContainsFunc(n.Aliases, func(a string) bool { return fold.Text(a) == meant }) {
			return n.Name
		}
	}
	return written
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
		if n.Name != line(n.Name) || fold.Text(n.Name) == "" || checkLength(n.Name, most) != nil {
			wrong = append(wrong, field(at+"name", "format", fmt.Sprintf("Give one line of at most %d characters.", most)))
		}
		if len(n.Aliases) > mostAliases {
			wrong = append(wrong, field(at+"aliases", "count", fmt.Sprintf("At most %d aliases.", mostAliases)))
			continue
		}
		own := map[string]bool{}
		for _, spoken := range append([]string{n.Name}, n.Aliases...) {
			folded := fold.Text(cut(spoken, writeInLength))
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
