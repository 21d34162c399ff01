package klaviyo

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/askwell/askwell/integrations"
)

// mostMembers is how many people one call puts on a list, or takes off.
const mostMembers = 1000

// join puts people on lists and takes them off. It is membership alone: whether she may be
// mailed stays what it was.
func (b *batch) join(ctx context.Context, works []*work) {
	b.lists(ctx, works, http.MethodDelete, func(w *work) []string { return w.LeaveLists })
	b.lists(ctx, living(works), http.MethodPost, func(w *work) []string { return w.JoinLists })
}

func (b *batch) lists(ctx context.Context, works []*work, method string, of func(*work) []string) {
	by := map[string][]*work{}
	for _, w := range works {
		for _, list := range of(w) {
			if w.id != "" { // who is not there is on no list
				by[list] = append(by[list], w)
			}
		}
	}
	for _, list := range slices.Sorted(maps.Keys(by)) {
		b.together(by[list], mostMembers, "list:"+list, func(some []*work) integrations.Outcome {
			return b.members(ctx, method, list, some)
		})
	}
}

func (b *batch) members(ctx context.Context, method, list string, of []*work) integrations.Outcome {
	members := make([]reference, len(of))
	for i, w := range of {
		members[i] = reference{"profile", w.id}
	}
	o := b.call(ctx, putMembers, method, "/api/lists/"+url.PathEscape(list)+"/relationships/profiles", data[[]reference]{members}, nil)
	if o.Class == integrations.Missing {
		o.Class, o.Reason = integrations.Config, "the list is not there any more"
	}
	return o
}
