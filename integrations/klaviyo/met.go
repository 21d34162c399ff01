package klaviyo

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// met are the imports of a job that Klaviyo has already, "" for a load that has none.
// Klaviyo keeps nothing of ours with an import but what it wrote: one that began since the
// job was planned, of as many profiles, is ours where those hold what we would write. What
// an older import of the same people wrote is something else, or there would be nothing to
// write. Errors: Unavailable while it cannot be told.
func (c conn) met(ctx context.Context, name string, all []load) ([]string, error) {
	ids := make([]string, len(all))
	recent, err := c.recent(ctx, name)
	if err != nil || len(recent) == 0 {
		return ids, err
	}
	taken := c.begun.imports()
	for i, l := range all {
		waits := false
		for _, one := range recent {
			if taken[one.ID] || one.Attributes.Total != len(l.profiles) {
				continue
			}
			if one.Attributes.Status != complete {
				waits = true
				continue
			}
			ours, err := c.wrote(ctx, one.ID, l)
			if err != nil {
				return nil, err
			}
			if ours {
				ids[i], taken[one.ID], waits = one.ID, true, false
				break
			}
		}
		if waits {
			return nil, app.Errorf(app.Unavailable, "an import that may be this one is not done yet")
		}
	}
	return ids, nil
}

// recent are the imports that have begun since a job was planned; where its name does not
// tell when that was, the newest hundred.
func (c conn) recent(ctx context.Context, name string) (some []importJob, err error) {
	since := integrations.NotBefore(name)
	enough := func(all []importJob) bool {
		return since.IsZero() || client.Before(all[len(all)-1].Attributes.At, since)
	}
	query := url.Values{"page[size]": {"100"}, "sort": {"-created_at"}}
	all, o := every(ctx, c, imports, "/api/profile-bulk-import-jobs?"+query.Encode(), enough)
	for _, one := range all {
		if !client.Before(one.Attributes.At, since) && one.Attributes.Status != cancelled && idForm.MatchString(one.ID) {
			some = append(some, one)
		}
	}
	return some, client.Error(o)
}

// wrote reports whether an import wrote what a load would. It looks at a page of it: where
// one of them holds something else, it is another.
func (c conn) wrote(ctx context.Context, id string, l load) (bool, error) {
	query := url.Values{"page[size]": {"100"}, "fields[profile]": {"email,properties"}}
	var answer page[profile]
	o := c.call(ctx, imports, http.MethodGet, "/api/profile-bulk-import-jobs/"+id+"/profiles?"+query.Encode(), nil, &answer)
	if o.Class != integrations.OK {
		return false, client.Error(o)
	}
	changes := make(map[string]integrations.Change, len(l.changes))
	for _, one := range l.changes {
		changes[strings.ToLower(one.Subject.Email)] = one
	}
	for _, one := range answer.Data {
		change, ours := changes[strings.ToLower(one.Attributes.Email)]
		if !ours || !one.holds(change) {
			return false, nil
		}
	}
	return len(answer.Data) > 0, nil
}

// holds reports whether a profile is as a change would leave it.
func (p *profile) holds(c integrations.Change) bool {
	for _, set := range c.Set {
		var want, is any
		held, there := p.Attributes.Properties[set.Key]
		if !there || json.Unmarshal(set.Value.JSON, &want) != nil || json.Unmarshal(held, &is) != nil || !reflect.DeepEqual(want, is) {
			return false
		}
	}
	for _, key := range c.Unset {
		if held, there := p.Attributes.Properties[key]; there && kindOf(held) != "" {
			return false
		}
	}
	return true
}
