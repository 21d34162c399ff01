package double

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// largest is the most a profile may weigh.
const largest = 100 << 10

type profileIn struct {
	Attributes struct {
		Email      string                     `json:"email"`
		Phone      string                     `json:"phone_number"`
		Properties map[string]json.RawMessage `json:"properties"`
	} `json:"attributes"`
	Meta struct {
		Patch struct {
			Unset []string `json:"unset"`
		} `json:"patch_properties"`
	} `json:"meta"`
}

var (
	emailForm = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)
	phoneForm = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
)

func importProfile(c *call, _ string) answer {
	var in struct{ Data profileIn }
	if len(c.Body) > largest {
		return problem(http.StatusRequestEntityTooLarge, "payload_too_large", "A profile is at most 100 KB.", "/data/")
	}
	if !c.JSON(&in) {
		return invalid("The body is no document.", "/data/")
	}
	p, made, wrong := (*c.State).upsert(in.Data, true)
	if wrong != nil {
		return *wrong
	}
	status := http.StatusOK
	if made {
		status = http.StatusCreated
	}
	return found(status, data{p.document()})
}

// upsert makes or changes a profile. clears says that null clears a property, which an
// import of many does not.
func (a *account) upsert(in profileIn, clears bool) (p *person, made bool, wrong *answer) {
	email, phone := in.Attributes.Email, in.Attributes.Phone
	byEmail, byPhone := a.find(email, phone)
	no := func(w answer) (*person, bool, *answer) { return nil, false, &w }
	switch {
	case email == "" && phone == "":
		return no(invalid("One identifier is needed.", "/data/attributes"))
	case email != "" && !emailForm.MatchString(email):
		return no(invalid(email+" is not a valid email address.", "/data/attributes/email"))
	case phone != "" && !phoneForm.MatchString(phone):
		return no(invalid(phone+" is not a valid phone number.", "/data/attributes/phone_number"))
	case byEmail != nil && byPhone != nil && byEmail != byPhone:
		return no(problem(http.StatusConflict, "duplicate_profile", "A profile already exists with one of these identifiers.", "/data/attributes"))
	}
	if p = byEmail; p == nil {
		p = byPhone
	}
	if made = p == nil; made {
		p = a.make(email, phone)
	}
	a.call(p, email, phone)
	a.set(p, in, clears)
	return p, made, nil
}

func (a *account) set(p *person, in profileIn, clears bool) {
	for key, value := range in.Attributes.Properties {
		switch null := string(value) == "null"; {
		case null && clears:
			delete(p.properties, key)
		case !null:
			p.properties[key] = value
		}
	}
	for _, key := range in.Meta.Patch.Unset {
		delete(p.properties, key)
	}
	a.touch(p)
}

func (p *person) document() object {
	return object{"type": "profile", "id": p.id, "attributes": object{
		"email": p.email, "phone_number": orNull(p.phone), "properties": p.properties,
		"subscriptions": object{"email": object{"marketing": p.mail.document("email")}, "sms": object{"marketing": p.sms.document("sms")}},
	}, "links": object{"self": "https://a.klaviyo.com/api/profiles/" + p.id}}
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func readProfiles(c *call, _ string) answer {
	people, wrong := (*c.State).filtered(c.URL.Query())
	if wrong != nil {
		return *wrong
	}
	all := []object{}
	for _, p := range people {
		one := p.document()
		if c.URL.Query().Get("additional-fields[profile]") != "subscriptions" {
			delete(one["attributes"].(object), "subscriptions")
		}
		all = append(all, one)
	}
	return paged(c, all, 100)
}

// filtered are the people a filter by email names, everybody without one.
func (a *account) filtered(query url.Values) ([]*person, *answer) {
	filter := query.Get("filter")
	if filter == "" {
		return a.people(), nil
	}
	list, any := strings.CutPrefix(filter, "any(email,")
	var emails []string
	if json.Unmarshal([]byte(strings.TrimSuffix(list, ")")), &emails) != nil || !any || len(emails) > 100 {
		w := invalid("Invalid filter provided.", "/data/")
		return nil, &w
	}
	var some []*person
	for _, email := range emails {
		if p, _ := a.find(email, ""); p != nil {
			some = append(some, p)
		}
	}
	return some, nil
}

// paged answers with one page, and where the next is.
func paged(c *call, all []object, most int) answer {
	query := c.URL.Query()
	size, err := strconv.Atoi(query.Get("page[size]"))
	if query.Has("page[size]") && (err != nil || size < 1 || size > most) {
		return invalid("Page size must be an integer between 1 and "+strconv.Itoa(most)+".", "/data/")
	} else if err != nil {
		size = min(20, most)
	}
	from, _ := strconv.Atoi(query.Get("page[cursor]"))
	from = min(max(from, 0), len(all))
	to := min(from+size, len(all))
	links := object{"self": "https://a.klaviyo.com" + c.URL.Path, "next": nil, "prev": nil}
	if to < len(all) {
		query.Set("page[cursor]", strconv.Itoa(to))
		links["next"] = "https://a.klaviyo.com" + c.URL.Path + "?" + query.Encode()
	}
	return found(http.StatusOK, object{"data": all[from:to], "links": links})
}

func deleteProfile(c *call, _ string) answer {
	var in struct {
		Data struct {
			Attributes struct{ Profile struct{ Data profileIn } }
		}
	}
	if !c.JSON(&in) {
		return invalid("The body is no document.", "/data/")
	}
	email, phone := in.Data.Attributes.Profile.Data.Attributes.Email, in.Data.Attributes.Profile.Data.Attributes.Phone
	if (email == "") == (phone == "") {
		return invalid("Exactly one identifier is needed.", "/data/attributes/profile")
	}
	if a := *c.State; !c.Liar {
		a.later(c.Now, func() { a.forget(email, phone) })
	}
	return accepted()
}

func (a *account) forget(email, phone string) {
	byEmail, byPhone := a.find(email, phone)
	for _, p := range []*person{byEmail, byPhone} {
		if p == nil {
			continue
		}
		delete(a.profiles, p.id)
		delete(a.named, p.email)
		delete(a.named, p.phone)
		for _, l := range a.lists {
			delete(l.members, p.id)
		}
		kept := a.events[:0]
		for _, e := range a.events {
			if e.of != p {
				kept = append(kept, e)
			}
		}
		a.events = kept
	}
}
