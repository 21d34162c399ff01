package world

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// MembersQuery is a query whose members are looked up beside the request.
type MembersQuery struct {
	ID    string
	Query string
	Sort  string
	Down  bool // sorted downwards
	later
}

const maxMembersQueries = 100

// AskMembers starts a members query that was checked.
func (w *World) AskMembers(s *Shop, query, sort string, down bool) *MembersQuery {
	q := &MembersQuery{ID: uuid.NewString(), Query: query, Sort: sort, Down: down, later: later{At: w.Now()}}
	s.MemberQueries = append(Keep(s.MemberQueries, maxMembersQueries), q)
	return q
}

// MembersQuery finds a query by its id, nil when there is none.
func (s *Shop) MembersQuery(id string) *MembersQuery {
	i := slices.IndexFunc(s.MemberQueries, func(q *MembersQuery) bool { return strings.EqualFold(q.ID, id) })
	if i < 0 {
		return nil
	}
	return s.MemberQueries[i]
}

// later is work Shopify does beside the request that asks for it: who looks at
// once finds it not done, who looks again or a second later finds it done.
type later struct {
	At   time.Time
	Seen bool
}

const workTime = time.Second

// Look reports whether the work is done.
func (l *later) Look(now time.Time) bool {
	done := l.Seen || now.Sub(l.At) >= workTime
	l.Seen = true
	return done
}
