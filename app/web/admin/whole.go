package admin

import (
	"context"
	"slices"
)

// WholeIn is how a list is asked for that cannot grow without end: mostly one page is all
// of it.
type WholeIn struct {
	Cursor string `query:"cursor" maxLength:"400" doc:"The next of the page before; what it says is our affair"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"100" doc:"How many at most"`
}

// allOf asks for as many as there may be.
var allOf = &WholeIn{Limit: 100}

// part is a page of a list that is at hand whole; key names one among the others. Where
// the last of the page before has gone, this one begins where it stood. Errors: Invalid
// for what is no cursor of this list.
func part[T any](ctx context.Context, in *WholeIn, list string, all []T, key func(T) string) (page []T, next string, out PageOut, err error) {
	var last string
	var stood, from int
	if err := PageIn(*in).after(list, &last, &stood); err != nil {
		return nil, "", PageOut{}, err
	}
	name := func(one T) string { return digest(key(one))[:16] }
	if in.Cursor != "" {
		from = min(max(stood, 0), len(all))
		if at := slices.IndexFunc(all, func(one T) bool { return name(one) == last }); at >= 0 {
			from = at + 1
		}
	}
	page, next, out = paged(ctx, PageIn(*in), list, all[from:], func(one T) []any { return []any{name(one), from + in.Limit - 1} })
	return page, next, out, nil
}
