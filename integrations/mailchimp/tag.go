package mailchimp

import (
	"context"
	"net/http"

	"github.com/askwell/askwell/integrations"
)

// tag is one of a member's tags.
type tag struct {
	Name   string `json:"name"`
	Status string `json:"status,omitempty"` // active puts it on her, inactive takes it off
}

// tagging is one call for all of a change's tags: an exclusive one comes as another goes.
type tagging struct {
	Tags  []tag `json:"tags"`
	Quiet bool  `json:"is_syncing,omitempty"` // starts no automation
}

func taggingOf(c integrations.Change) tagging {
	all := tagging{Quiet: c.Quiet}
	for _, name := range c.RemoveTags {
		all.Tags = append(all.Tags, tag{name, "inactive"})
	}
	for _, name := range c.AddTags {
		all.Tags = append(all.Tags, tag{name, "active"})
	}
	return all
}

// tags puts tags on her and takes others off. Who is not there has none to lose.
func (t *telling) tags(ctx context.Context) bool {
	body := taggingOf(t.Change)
	if len(body.Tags) == 0 {
		return true
	}
	tell := func() integrations.Outcome {
		_, o := t.call(ctx, http.MethodPost, t.member(t.Subject.Email, "/tags"), body)
		return o
	}
	if len(t.AddTags) == 0 {
		o := tell()
		return o.Class == integrations.Missing || t.fail(o)
	}
	return t.fail(t.there(ctx, tell))
}
