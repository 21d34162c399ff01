package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/askwell/askwell/app/written"
)

// count says how many people the changes of questions touch, and how.
func (p planner) count(ctx context.Context, questions []questionChange) error {
	keys := make([]string, len(questions))
	for i, q := range questions {
		keys[i] = q.Key
	}
	people, err := p.store.CountAnswered(ctx, p.shop, keys)
	for i := range questions {
		q := &questions[i]
		q.Shoppers = people[q.Key]
		var chose map[string]int
		if gone := withdrawn(*q); err == nil && len(gone) > 0 {
			chose, err = p.store.CountChosen(ctx, p.shop, q.Key, gone)
		}
		q.Effects = effects(*q, chose)
	}
	return err
}

// withdrawn are the options a change takes away.
func withdrawn(q questionChange) (options []string) {
	for _, c := range q.Changes {
		if option, gone := withdraws(c); gone && q.Action == "changed" {
			options = append(options, option)
		}
	}
	return options
}

// withdraws is the option that one change takes away.
func withdraws(c written.Change) (option string, gone bool) {
	list, option, within := strings.Cut(c.Path, ".")
	return option, within && (list == "options" || list == "parts") && c.New == nil && !strings.Contains(option, ".")
}

// effects says what a question's changes mean for those who have answered it; chose
// is how many of them chose an option.
func effects(q questionChange, chose map[string]int) (list []string) {
	who := shoppers(q.Shoppers)
	switch q.Action {
	case "added":
		return nil
	case "removed":
		return []string{"it is asked no more; the answers of " + who + " are kept"}
	}
	for _, c := range q.Changes {
		option, gone := withdraws(c)
		switch {
		case gone && chose[option] == 0:
			list = append(list, "nobody can choose "+option+" any more; nobody has")
		case gone:
			list = append(list, "nobody can choose "+option+" any more; "+shoppers(chose[option])+" did: that answer is kept, and no new key takes it over")
		case c.Path == "mapping" || strings.HasPrefix(c.Path, "mapping."):
			list = append(list, "it touches "+who+": what they said is written anew with what they say next, or all at once by a backfill")
		}
	}
	return slices.Compact(list)
}

func shoppers(n int) string {
	if n == 1 {
		return "1 shopper"
	}
	return fmt.Sprintf("%d shoppers", n)
}
