package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
)

// mostRare is how many responses may have a word that is looked for by it. Those of a
// more common word are come across soon enough by looking through all of them.
const mostRare = 5_000

// seat is where a response stands in the list.
type seat struct {
	at int64
	id app.ResponseID
}

// findRare lists where the responses stand that have the rarest of some words, the newest
// first; known is false where that is too common, or nobody knows all of them yet.
func (s *Store) findRare(ctx context.Context, shop app.ShopID, words []string) (list []seat, known bool, err error) {
	p := s.people(s.read.WithContext(ctx), shop)
	var behind bool
	if err := p.tx.Raw("SELECT EXISTS (SELECT 1 FROM word_work WHERE shop_id = ?)", shop).Scan(&behind).Error; err != nil || behind {
		return nil, false, err
	}
	rarest, fewest := "", mostRare+1
	for _, word := range words {
		var n int
		if err := p.tx.Raw("SELECT COUNT(*) FROM (SELECT 1 FROM response_words WHERE shop_id = ? AND word >= ? AND word < ? LIMIT ?) AS few",
			shop, []byte(word), beyond(word), mostRare+1).Scan(&n).Error; err != nil {
			return nil, false, err
		}
		if n < fewest {
			rarest, fewest = word, n
		}
	}
	if fewest > mostRare {
		return nil, false, nil
	}
	err = p.each("SELECT submitted_at, response_id FROM response_words WHERE shop_id = ? AND word >= ? AND word < ?",
		[]any{shop, []byte(rarest), beyond(rarest)}, func(rows *sql.Rows) error {
			var one seat
			err := rows.Scan(&one.at, &one.id)
			list = append(list, one)
			return err
		})
	slices.SortFunc(list, func(a, b seat) int { return b.compare(a) })
	return slices.Compact(list), true, err
}

func (p seat) compare(other seat) int {
	if p.at != other.at {
		return int(min(max(p.at-other.at, -1), 1))
	}
	return strings.Compare(string(p.id), string(other.id))
}

// beyond is the first in order that does not begin with a word. Folded words are UTF-8,
// which has no byte of all ones.
func beyond(word string) []byte {
	end := []byte(word)
	end[len(end)-1]++
	return end
}

// hasWords reports whether answers have a word that begins with each of some.
func hasWords(answers []app.Answer, words []string) bool {
	said := wordsOf(answers)
	return !slices.ContainsFunc(words, func(word string) bool {
		at, _ := slices.BinarySearch(said, word)
		return at == len(said) || !strings.HasPrefix(said[at], word)
	})
}
