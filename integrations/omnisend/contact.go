package omnisend

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// The states of a channel.
const (
	subscribed    = "subscribed"
	unsubscribed  = "unsubscribed"
	nonSubscribed = "nonSubscribed"
)

// birthdate is a field of its own: the one property of theirs that an answer fits.
const birthdate = "birthdate"

// contact is a person as Omnisend holds her.
type contact struct {
	ID          string                     `json:"id"`
	Email       string                     `json:"email"`
	Identifiers []identifier               `json:"identifiers"`
	Properties  map[string]json.RawMessage `json:"customProperties"`
	Birthdate   string                     `json:"birthdate"`
	Tags        []string                   `json:"tags"`
}

type identifier struct {
	Type     string                   `json:"type"`
	ID       string                   `json:"id"`
	Channels map[app.Channel]standing `json:"channels,omitempty"`
	Consent  *evidence                `json:"consent,omitempty"`
	// Welcome is sent unless it says no, so that it has to be said.
	Welcome *bool `json:"sendWelcomeMessage,omitempty"`
}

type standing struct {
	Status    string `json:"status"`
	ChangedAt string `json:"statusChangedAt,omitempty"`
}

// evidence is why somebody may be written to.
type evidence struct {
	Source    string `json:"source"`
	CreatedAt string `json:"createdAt"`
}

// change is what is sent: what is not there is left as it is.
type change struct {
	Identifiers []identifier               `json:"identifiers,omitempty"`
	Properties  map[string]json.RawMessage `json:"customProperties,omitempty"`
	Birthdate   *string                    `json:"birthdate,omitempty"`
	Tags        []string                   `json:"tags,omitempty"`
}

func (c change) empty() bool {
	return len(c.Identifiers) == 0 && len(c.Properties) == 0 && c.Birthdate == nil && c.Tags == nil
}

// identifierOf is which name of a person a channel uses.
var identifierOf = map[app.Channel]string{app.ChannelEmail: "email", app.ChannelSMS: "phone"}

// reached is the name by which a channel reaches her, "" where it does not.
func (c *contact) reached(channel app.Channel) string {
	for _, one := range c.Identifiers {
		if one.Type == identifierOf[channel] {
			return one.ID
		}
	}
	return ""
}

// standing is how a channel stands, and since when.
func (c *contact) standing(channel app.Channel) (status string, at time.Time) {
	for _, one := range c.Identifiers {
		if held, any := one.Channels[channel]; any {
			at, _ = time.Parse(time.RFC3339, held.ChangedAt) // a date that is none is long ago
			return held.Status, at
		}
	}
	return "", at
}

// get reads a contact by its email, nil for nobody.
func (c conn) get(ctx context.Context, email string) (*contact, integrations.Outcome) {
	var answer struct {
		Contacts []contact `json:"contacts"`
	}
	o := c.call(ctx, usual, http.MethodGet, "/contacts?"+url.Values{"email": {email}}.Encode(), nil, &answer)
	for i := range answer.Contacts {
		if one := &answer.Contacts[i]; strings.EqualFold(one.Email, email) || strings.EqualFold(one.reached(app.ChannelEmail), email) {
			return one, o
		}
	}
	return nil, o
}

// create makes a contact that is subscribed to nothing and is sent nothing.
func (c conn) create(ctx context.Context, email string, with change) (*contact, integrations.Outcome) {
	no := false
	with.Identifiers = []identifier{{
		Type: "email", ID: email, Channels: map[app.Channel]standing{app.ChannelEmail: {Status: nonSubscribed}}, Welcome: &no,
	}}
	made := new(contact)
	return made, c.call(ctx, usual, http.MethodPost, "/contacts", with, made)
}

func (c conn) patch(ctx context.Context, id string, with change) (*contact, integrations.Outcome) {
	now := new(contact)
	return now, c.call(ctx, usual, http.MethodPatch, "/contacts/"+url.PathEscape(id), with, now)
}

// differing is a change as what of it is not so already. Tags are sent with those that are
// there: whether Omnisend adds or replaces it does not say, and either way nobody's is lost.
func (c *contact) differing(w *work) change {
	out := change{Properties: map[string]json.RawMessage{}}
	for _, p := range w.Set {
		switch {
		case p.Key == birthdate:
			if text := plain(p.Value.JSON); text != c.Birthdate {
				out.Birthdate = &text
			}
		case !same(c.Properties[p.Key], p.Value.JSON):
			out.Properties[p.Key] = p.Value.JSON
		}
	}
	for _, key := range w.Unset {
		switch {
		case key == birthdate && c.Birthdate != "":
			out.Birthdate = new(string)
		case key != birthdate && !blank(c.Properties[key]):
			out.Properties[key] = json.RawMessage("null")
		}
	}
	want := slices.DeleteFunc(slices.Clone(c.Tags), func(tag string) bool { return slices.Contains(w.RemoveTags, tag) })
	for _, tag := range w.AddTags {
		if !slices.Contains(want, tag) {
			want = append(want, tag)
		}
	}
	if !slices.Equal(want, c.Tags) {
		out.Tags = want
	}
	return out
}

// fitting leaves out more tags than a contact takes at a time: all of hers stay then, and
// ours are added by themselves.
func (c change) fitting() change {
	if len(c.Tags) > mostTags {
		c.Tags = nil
	}
	return c
}

func plain(value json.RawMessage) (text string) {
	_ = json.Unmarshal(value, &text) // what is no text is none
	return text
}

// blank reports whether a property is not there: what was cleared may be left as null.
func blank(value json.RawMessage) bool {
	return len(value) == 0 || slices.Contains([]string{"null", `""`, "[]"}, string(value))
}

// same compares values, however they are written.
func same(a, b json.RawMessage) bool {
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}
