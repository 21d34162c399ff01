package store

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
)

// look shows so many responses after a cursor at most, the newest first, and says behind
// which the next ones are, if there may be any.
type look func(at Cursor, most int, see func(candidate) bool) (last Cursor, more bool, err error)

// looking is how to look for what a filter leaves: among the responses that have a word
// which few have, or at all of them.
func (s *Store) looking(ctx context.Context, shop app.ShopID, f ResponseFilter) (look, error) {
	if len(f.Words) > 0 {
		rare, known, err := s.findRare(ctx, shop, f.Words)
		if err != nil || known {
			return s.lookAmong(ctx, shop, f, rare), err
		}
	}
	return func(at Cursor, most int, see func(candidate) bool) (Cursor, bool, error) {
		where, args := f.where(shop)
		args = append(args, millis(at.SubmittedAt), at.ID, most)
		seen := 0
		err := s.lookAt(ctx, shop, f, func(row candidate) bool {
			seen, at = seen+1, row.cursor()
			return see(row)
		}, where+" AND (r.submitted_at, r.id) < (?, ?) ORDER BY r.submitted_at DESC, r.id DESC LIMIT ?", args...)
		return at, seen == most, err
	}, nil
}

// lookAmong looks at some responses that are known by where they stand. Nothing else is
// asked for: PostgreSQL without statistics would go by another index, and read them all.
func (s *Store) lookAmong(ctx context.Context, shop app.ShopID, f ResponseFilter, list []seat) look {
	return func(at Cursor, most int, see func(candidate) bool) (Cursor, bool, error) {
		here := seat{millis(at.SubmittedAt), at.ID}
		behind, there := slices.BinarySearchFunc(list, here, func(one, at seat) int { return at.compare(one) })
		if there {
			behind++
		}
		some := list[behind:min(behind+most, len(list))]
		if len(some) == 0 {
			return at, false, nil
		}
		ids := make([]app.ResponseID, len(some))
		for i, one := range some {
			ids[i] = one.id
		}
		last := some[len(some)-1]
		err := s.lookAt(ctx, shop, f, see, "? ORDER BY r.submitted_at DESC, r.id DESC", among(s.read, shop, "r.id", ids))
		return Cursor{fromMillis(last.at), last.id}, behind+len(some) < len(list), err
	}
}
