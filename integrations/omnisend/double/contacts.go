package double

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"time"
)

type contactIn struct {
	Identifiers []struct {
		Type     string `json:"type"`
		ID       string `json:"id"`
		Channels map[string]struct {
			Status string     `json:"status"`
			At     *time.Time `json:"statusChangedAt"`
		} `json:"channels"`
		Consent map[string]any `json:"consent"`
		Welcome *bool          `json:"sendWelcomeMessage"`
	} `json:"identifiers"`
	Properties map[string]json.RawMessage `json:"customProperties"`
	Birthdate  *string                    `json:"birthdate"`
	Tags       []string                   `json:"tags"`
}

var (
	emailForm    = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)
	phoneForm    = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
	propertyForm = regexp.MustCompile(`^[A-Za-z0-9_]{1,128}$`)
	dateForm     = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2})?$`)
)

// mostTags is how many tags one document has.
const mostTags = 100

// wrong is what Omnisend refuses of a contact.
func (in contactIn) wrong() (answer, bool) {
	for i, one := range in.Identifiers {
		at := "identifiers[" + strconv.Itoa(i) + "]."
		form, ok := map[string]*regexp.Regexp{"email": emailForm, "phone": phoneForm}[one.Type]
		if !ok || !form.MatchString(one.ID) {
			return invalid(at+"id", one.ID+" is no "+one.Type), true
		}
		for name, said := range one.Channels {
			if !slices.Contains([]string{"subscribed", "nonSubscribed", "unsubscribed"}, said.Status) || name != map[string]string{"email": "email", "phone": "sms"}[one.Type] {
				return invalid(at+"channels", "A channel that there is not, or a status."), true
			}
		}
	}
	if len(in.Tags) > mostTags {
		return invalid("tags", "At most 100 tags."), true
	}
	if in.Birthdate != nil && !dateForm.MatchString(*in.Birthdate) {
		return invalid("birthdate", "A date is YYYY-MM-DD."), true
	}
	for key := range in.Properties {
		if !propertyForm.MatchString(key) {
			return invalid("customProperties", "A name has letters, digits and underscores."), true
		}
	}
	return answer{}, false
}

// mostRead is how many contacts a page has.
const mostRead = 100

func readContacts(c *call, _ string) answer {
	some := (*c.State).contacts
	if query := c.URL.Query(); query.Has("email") {
		some = nil
		if one := (*c.State).known(query.Get("email")); one != nil {
			some = append(some, one)
		}
	}
	all := []object{}
	for _, one := range some[:min(len(some), mostRead)] {
		all = append(all, one.document())
	}
	return found(http.StatusOK, object{"contacts": all, "paging": object{
		"hasMore": len(some) > mostRead, "limit": mostRead, "cursors": object{"after": nil, "before": nil},
	}})
}

func readContact(c *call, id string) answer {
	if one := (*c.State).ids[id]; one != nil {
		return found(http.StatusOK, one.document())
	}
	return problem(http.StatusNotFound, "There is no such contact.")
}

func postContact(c *call, _ string) answer {
	var in contactIn
	if !c.JSON(&in) {
		return invalid("", "The body is no document.")
	}
	one, made, wrong := (*c.State).upsert(in, c.Now)
	if wrong != nil {
		return *wrong
	}
	status := http.StatusOK
	if made {
		status = http.StatusCreated
	}
	return found(status, one.document())
}

// upsert makes a contact or changes the one with the email.
func (b *brand) upsert(in contactIn, now time.Time) (one *contact, made bool, wrong *answer) {
	if w, bad := in.wrong(); bad {
		return nil, false, &w
	}
	for _, id := range in.Identifiers {
		if id.Type == "email" {
			one = b.known(id.ID)
		} else if one == nil {
			one = b.known(id.ID)
		}
	}
	if len(in.Identifiers) == 0 {
		w := invalid("identifiers", "One identifier is needed.")
		return nil, false, &w
	}
	if made = one == nil; made {
		one = b.add()
	}
	b.change(one, in, now)
	return one, made, nil
}

func patchContact(c *call, id string) answer {
	b := *c.State
	one := b.ids[id]
	if id == "" {
		one = b.known(c.URL.Query().Get("email"))
	}
	var in contactIn
	switch {
	case one == nil:
		return problem(http.StatusNotFound, "There is no such contact.")
	case !c.JSON(&in):
		return invalid("", "The body is no document.")
	}
	if wrong, bad := in.wrong(); bad {
		return wrong
	}
	for _, id := range in.Identifiers {
		if owner := b.known(id.ID); id.Type == "email" && owner != nil && owner != one {
			return problem(http.StatusConflict, "identifier already exists")
		}
	}
	b.change(one, in, c.Now)
	return found(http.StatusOK, one.document())
}

// change writes what is there into a contact. A phone number that is another's is passed
// over without a word, a status overwrites what stood there, and null clears a property.
func (b *brand) change(one *contact, in contactIn, now time.Time) {
	for key, value := range in.Properties {
		if string(value) == "null" {
			delete(one.properties, key)
			continue
		}
		one.properties[key] = value
	}
	if in.Birthdate != nil {
		one.birthdate = *in.Birthdate
	}
	if b.replaces && in.Tags != nil {
		one.tags = nil
	}
	one.tag(in.Tags)
	b.identify(one, in, now)
}

func (b *brand) identify(one *contact, in contactIn, now time.Time) {
	for _, id := range in.Identifiers {
		name := "email"
		if id.Type == "phone" {
			if owner := b.known(id.ID); owner != nil && owner != one {
				continue
			}
			name = "sms"
		}
		b.call(one, id.Type, id.ID)
		before, any := one.channels[name]
		if !any {
			one.channels[name] = channel{"nonSubscribed", now}
		}
		said, any := id.Channels[name]
		if !any {
			continue
		}
		if said.Status == "subscribed" && before.status != "subscribed" && (id.Welcome == nil || *id.Welcome) {
			b.mails = append(b.mails, Mail{id.ID, "welcome by " + name})
		}
		at := now
		if said.At != nil {
			at = *said.At
		}
		one.channels[name] = channel{said.Status, at}
		if id.Consent != nil {
			id.Consent["channel"] = name
			one.consents = append(one.consents, id.Consent)
		}
	}
}

func (c *contact) tag(names []string) {
	for _, name := range names {
		if !slices.Contains(c.tags, name) {
			c.tags = append(c.tags, name)
		}
	}
}
