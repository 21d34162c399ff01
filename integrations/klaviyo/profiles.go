package klaviyo

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/askwell/askwell/integrations"
)

// profile is a person as Klaviyo holds her.
type profile struct {
	Type       string     `json:"type"`
	ID         string     `json:"id,omitempty"`
	Attributes attributes `json:"attributes"`
	Meta       *meta      `json:"meta,omitempty"`
}

type attributes struct {
	Email         string                     `json:"email,omitempty"`
	Phone         string                     `json:"phone_number,omitempty"`
	Properties    map[string]json.RawMessage `json:"properties,omitempty"`
	Subscriptions any                        `json:"subscriptions,omitempty"`
}

// meta clears properties: null would leave them there, and mean nothing to an import.
type meta struct {
	Patch struct {
		Unset []string `json:"unset"`
	} `json:"patch_properties"`
}

// written is a change as a document. Values travel as they are: a list of texts replaces
// the one that is there, so that what she does not say any more is gone.
func written(w *work) profile {
	p := profile{Type: "profile", Attributes: attributes{Email: w.email, Phone: w.phone}}
	if len(w.Set) > 0 {
		p.Attributes.Properties = make(map[string]json.RawMessage, len(w.Set))
	}
	for _, one := range w.Set {
		p.Attributes.Properties[one.Key] = one.Value.JSON
	}
	if len(w.Unset) > 0 {
		p.Meta = &meta{}
		p.Meta.Patch.Unset = w.Unset
	}
	return p
}

// write puts profiles there. A phone number that is another's is left out: whose it is has
// to be settled by people, and never by merging two of them.
func (b *batch) write(ctx context.Context, works []*work) {
	b.each(works, (*work).writes, func(w *work) integrations.Outcome {
		o := b.put(ctx, w)
		if o.Class == integrations.Conflict && w.phone != "" {
			w.takePhone(integrations.Outcome{Class: integrations.Conflict, Reason: "the phone number is another profile's at Klaviyo"})
			o = b.put(ctx, w)
		}
		return o
	})
}

// writes reports whether there is anything to write. Who is not there is not made only to
// have something taken from her.
func (w *work) writes() bool {
	return len(w.Set) > 0 || len(w.JoinLists) > 0 || w.phone != "" || len(w.Unset) > 0 && w.held != nil
}

func (b *batch) put(ctx context.Context, w *work) integrations.Outcome {
	var made data[reference]
	o := b.call(ctx, putProfile, http.MethodPost, "/api/profile-import", data[profile]{written(w)}, &made)
	if o.Class == integrations.OK {
		w.id = made.Data.ID
	}
	return o
}

// look reads the people whose changes depend on what is there: whose consent may be newer,
// and who is only to lose something.
func (b *batch) look(ctx context.Context, works []*work) {
	var some []*work
	for _, w := range works {
		writes := len(w.Set) > 0 || len(w.JoinLists) > 0
		if len(w.Consents) > 0 || !writes && len(w.Unset)+len(w.LeaveLists) > 0 {
			some = append(some, w)
		}
	}
	if len(some) == 0 {
		return
	}
	emails := make([]string, len(some))
	for i, w := range some {
		emails[i] = w.email
	}
	var held map[string]*profile
	o := b.line.Call(func() (o integrations.Outcome) {
		held, o = b.find(ctx, emails)
		return o
	})
	for _, w := range some {
		if w.fail(o); !w.alive() {
			continue
		}
		if w.held = held[w.email]; w.held != nil {
			w.id = w.held.ID
		}
		b.weigh(w)
	}
}

// mostFound is how many people one question names, and mostAddress how long it gets:
// addresses of people are as long as they like, those of pages are not.
const (
	mostFound   = 100
	mostAddress = 4000
)

// find reads profiles by email.
func (c conn) find(ctx context.Context, emails []string) (map[string]*profile, integrations.Outcome) {
	found := make(map[string]*profile, len(emails))
	for len(emails) > 0 {
		n := fitting(emails)
		query := url.Values{
			"filter": {anyOf(emails[:n])}, "page[size]": {"100"},
			"additional-fields[profile]": {"subscriptions"}, "fields[profile]": {"email,phone_number,properties,subscriptions"},
		}
		var answer page[profile]
		o := c.call(ctx, getProfiles, http.MethodGet, "/api/profiles?"+query.Encode(), nil, &answer)
		if o.Class != integrations.OK {
			return nil, o
		}
		for i := range answer.Data {
			one := &answer.Data[i]
			found[strings.ToLower(one.Attributes.Email)] = one
		}
		emails = emails[n:]
	}
	return found, integrations.Outcome{Class: integrations.OK}
}

// fitting is how many of the first emails one question holds, at least one.
func fitting(emails []string) int {
	size := 0
	for i, email := range emails {
		if size += len(url.QueryEscape(email)) + 9; i > 0 && (i == mostFound || size > mostAddress) {
			return i
		}
	}
	return len(emails)
}

// anyOf is the filter for any of some emails.
func anyOf(emails []string) string {
	list, _ := json.Marshal(emails) // strings always marshal
	return "any(email," + string(list) + ")"
}
