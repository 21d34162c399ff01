package double

import (
	"maps"
	"slices"
	"strconv"

	"github.com/askwell/askwell/integrations/double"
)

// lookup names one contact.
type lookup struct {
	auth
	Email string `json:"email"`
}

func hasContact(c *call) double.Answer {
	var in lookup
	if !strictly(c, &in) || in.Email == "" {
		return no("Invalid request")
	}
	if one := c.State.Contacts[in.Email]; one != nil {
		return yes(map[string]any{"result": true, "contactId": one.ID})
	}
	return yes(map[string]any{"result": false, "contactId": nil})
}

func remove(c *call) double.Answer {
	var in lookup
	switch {
	case !strictly(c, &in) || in.Email == "":
		return no("Invalid request")
	case c.State.Contacts[in.Email] == nil:
		return no("Contact not found")
	case !c.Liar:
		delete(c.State.Contacts, in.Email)
	}
	return yes(map[string]any{"result": nil})
}

func list(c *call) double.Answer {
	var in struct {
		auth
		Email []string `json:"email"`
	}
	if !strictly(c, &in) || len(in.Email) > mostRead {
		return no("Invalid request")
	}
	found := []any{}
	for _, email := range in.Email {
		if one := c.State.Contacts[email]; one != nil {
			found = append(found, one.told())
		}
	}
	return yes(map[string]any{"contacts": found})
}

func (o *Contact) told() map[string]any {
	tags, properties := []any{}, []any{}
	for _, tag := range slices.Sorted(maps.Keys(o.Tags)) {
		score := o.Tags[tag]
		tags = append(tags, map[string]any{"tag": tag, "tagName": tag, "score": score, "tagWithScore": tag + " (" + strconv.Itoa(score) + ")"})
	}
	for _, key := range slices.Sorted(maps.Keys(o.Properties)) {
		properties = append(properties, map[string]any{"name": key, "value": o.Properties[key]})
	}
	told := map[string]any{
		"id": o.ID, "email": o.Email, "name": o.Name, "company": o.Company, "phone": o.Phone, "score": 0, "state": "PROSPECT",
		"optedOut": o.OptedOut, "optedOutPhone": o.PhoneOut, "deleted": false, "invalid": false, "mainContactOwner": Owner, "address": o.Address,
		"birthdayYear": nil, "birthdayMonth": nil, "birthdayDay": nil, "contactTags": tags, "properties": properties, "contactExtEvents": []any{},
		"createdOn": o.CreatedAt.UnixMilli(), "modifiedOn": o.ModifiedAt.UnixMilli(),
	}
	if n := len(o.Birthday); n >= 4 {
		told["birthdayMonth"], told["birthdayDay"] = whole(o.Birthday[n-4:n-2]), whole(o.Birthday[n-2:])
		if n == 8 {
			told["birthdayYear"] = whole(o.Birthday[:4])
		}
	}
	return told
}

func whole(digits string) int {
	n, _ := strconv.Atoi(digits) // digits, as the pattern has seen
	return n
}

func tags(c *call) double.Answer {
	var in auth
	if !strictly(c, &in) {
		return no("Invalid request")
	}
	counts := map[string]int{}
	for _, one := range c.State.Contacts {
		for tag := range one.Tags {
			counts[tag]++
		}
	}
	all := []any{}
	for _, tag := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, map[string]any{"tag": tag, "numberOfTagged": counts[tag]})
	}
	return yes(map[string]any{"tags": all})
}
