package omnisend

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations"
)

// mostTagged is how many people one call about tags names.
const mostTagged = 250

// tagging is a call about tags. Emails that are nobody's are passed over.
type tagging struct {
	Emails []string `json:"emails"`
	Tags   []string `json:"tags"`
}

func (c conn) tag(ctx context.Context, method string, emails, names []string) integrations.Outcome {
	return c.call(ctx, tags, method, "/contacts/tags", tagging{emails, names}, nil)
}

// untag takes the tags that are still there after the contact was written, waits until they
// are gone, and adds those that are not there.
func (b *batch) untag(ctx context.Context, works []*work) {
	some := slices.DeleteFunc(slices.Clone(works), func(w *work) bool { return !w.alive() || len(w.surplus()) == 0 })
	for _, w := range some {
		b.removals.begin(b.whose(w.email), w.surplus(), b.client.Now())
	}
	b.group(ctx, http.MethodDelete, some, (*work).surplus)
	b.each(some, func(w *work) (o integrations.Outcome) {
		_, o = b.settled(ctx, w.email, w.RemoveTags)
		return o
	})
	b.group(ctx, http.MethodPost, works, (*work).wanting)
}

// group makes a call for all people with the same tags to be put on them, or taken off.
func (b *batch) group(ctx context.Context, method string, works []*work, of func(*work) []string) {
	groups := map[string][]*work{}
	for _, w := range works {
		if names := of(w); w.alive() && w.held != nil && len(names) > 0 {
			key := strings.Join(names, "\x00")
			groups[key] = append(groups[key], w)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		for some := range slices.Chunk(groups[key], mostTagged) {
			o := b.line.Call(func() integrations.Outcome { return b.tag(ctx, method, emails(some), strings.Split(key, "\x00")) })
			for _, w := range some {
				w.fail(o)
			}
		}
	}
}

// surplus are the tags that she has and is to lose.
func (w *work) surplus() (names []string) {
	for _, tag := range w.RemoveTags {
		if w.held != nil && slices.Contains(w.held.Tags, tag) {
			names = append(names, tag)
		}
	}
	slices.Sort(names)
	return names[:min(len(names), mostTags)]
}

// wanting are the tags that she is to have and has not.
func (w *work) wanting() (names []string) {
	for _, tag := range w.AddTags {
		if w.held != nil && !slices.Contains(w.held.Tags, tag) {
			names = append(names, tag)
		}
	}
	slices.Sort(names)
	return names[:min(len(names), mostTags)]
}

func emails(of []*work) []string {
	all := make([]string, len(of))
	for i, w := range of {
		all[i] = w.email
	}
	return all
}
