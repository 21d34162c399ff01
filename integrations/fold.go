package integrations

import "slices"

// Fold makes one change of all that are of one person by her email address, in the place
// of her first and as if they had been made one after the other: most vendors take a
// person once in a batch. at is where each change went, -1 for one without an address.
func Fold(changes []Change) (folded []Change, at []int) {
	places := map[string]int{}
	for _, change := range changes {
		email := change.Subject.Email
		place, there := places[email]
		switch {
		case email == "":
			place = -1
		case there:
			folded[place] = upon(folded[place], change)
		default:
			place = len(folded)
			places[email], folded = place, append(folded, change)
		}
		at = append(at, place)
	}
	return folded, at
}

// Unfold gives each change the outcome of what it was folded into, and without for those
// that went nowhere.
func Unfold(outcomes []Outcome, at []int, without Outcome) []Outcome {
	all := make([]Outcome, len(at))
	for i, place := range at {
		if all[i] = without; place >= 0 {
			all[i] = outcomes[place]
		}
	}
	return all
}

// upon is two changes of one subject as one.
func upon(first, then Change) Change {
	all := then
	all.Set = slices.Clone(then.Set)
	for _, p := range first.Set {
		named := func(q Property) bool { return q.Key == p.Key }
		if !slices.ContainsFunc(then.Set, named) && !slices.Contains(then.Unset, p.Key) {
			all.Set = append(all.Set, p)
		}
	}
	set := make([]string, len(then.Set))
	for i, p := range then.Set {
		set[i] = p.Key
	}
	all.Unset = both(first.Unset, then.Unset, set)
	all.AddTags, all.RemoveTags = both(first.AddTags, then.AddTags, then.RemoveTags), both(first.RemoveTags, then.RemoveTags, then.AddTags)
	all.JoinLists, all.LeaveLists = both(first.JoinLists, then.JoinLists, then.LeaveLists), both(first.LeaveLists, then.LeaveLists, then.JoinLists)
	all.Consents = slices.Concat(first.Consents, then.Consents)
	all.Events = slices.Concat(first.Events, then.Events)
	all.Quiet = first.Quiet && then.Quiet
	return all
}

// both is what two changes say, without what the second of them takes back of the first.
func both(first, then, back []string) []string {
	all := slices.Clone(then)
	for _, one := range first {
		if !slices.Contains(all, one) && !slices.Contains(back, one) {
			all = append(all, one)
		}
	}
	return all
}
