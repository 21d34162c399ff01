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

// untag takes the tags that are still there after the contact was written, and adds those
// that are not. People with the same to be done to them share a call.
func (b *batch) untag(ctx context.Context, works []*work) {
	for _, call := range []struct {
		method string
		names  func(*work) []string
	}{{http.MethodDelete, (*work).surplus}, {http.MethodPost, (*work).wanting}} {
		groups := map[string][]*work{}
		for _, w := range works {
			if names := call.names(w); w.alive() && w.held != nil && len(names) > 0 {
				key := strings.Join(names, "\x00")
				groups[key] = append(groups[key], w)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(groups)) {
			for some := range slices.Chunk(groups[key], mostTagged) {
				o := b.line.Call(func() integrations.Outcome { return b.tag(ctx, call.method, emails(some), strings.Split(key, "\x00")) })
				for _, w := range some {
					w.fail(o)
				}
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
