package brevo

import (
	"context"
	"slices"

	"github.com/askwell/askwell/integrations"
)

// lists puts her into lists and takes her out of others, each by its own call: one that
// is gone is then no reason to refuse the rest.
func (t *telling) lists(ctx context.Context) bool {
	for _, id := range t.LeaveLists {
		o := gone
		if n, ok := number(id); ok && n != 0 {
			o = listGone(t.patch(ctx, map[string]any{"unlinkListIds": []int64{n}}))
		}
		if !t.part("list:"+id, o) {
			return false
		}
	}
	if t.unconfirmed() && t.grants {
		return true // they go with the confirmation
	}
	for _, id := range t.JoinLists {
		o := gone
		if n, ok := number(id); t.unconfirmed() {
			o = integrations.Outcome{Class: integrations.Blocked, Reason: "she has not confirmed that she may be mailed"}
		} else if ok && n != 0 {
			o = listGone(t.upsert(ctx, nil, n))
		}
		if !t.part("list:"+id, o) {
			return false
		}
	}
	return true
}

// unconfirmed reports whether she has to confirm before any list has her: who is in one
// may be mailed.
func (t *telling) unconfirmed() bool {
	return t.template != 0 && (t.standing.Blocklisted || !slices.Contains(t.standing.Lists, t.list))
}

// confirmable are the lists that she is in once she has confirmed.
func (t *telling) confirmable() []int64 {
	all := []int64{t.list}
	for _, id := range t.JoinLists {
		if n, ok := number(id); ok && n != 0 && n != t.list {
			all = append(all, n)
		}
	}
	return all
}

// gone is the outcome for a list that is not there.
var gone = integrations.Outcome{Class: integrations.Config, Reason: "the list is not there any more"}

// listGone is what it means that a call with nothing but a list in it was not taken.
func listGone(o integrations.Outcome) integrations.Outcome {
	if o.Class == integrations.Rejected {
		o.Class, o.Reason = gone.Class, gone.Reason
	}
	return o
}
