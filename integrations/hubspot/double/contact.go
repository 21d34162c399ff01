package double

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

// mostInputs is what a batch of contacts takes.
const mostInputs = 100

// address is what HubSpot takes for one, near enough.
var address = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[a-z]{2,}$`)

func firstContacts(c *call, _ []string) double.Answer {
	results := []any{}
	for _, one := range c.State.Contacts {
		if results = append(results, one.record(nil)); len(results) == 1 {
			break
		}
	}
	return double.Answer{Status: http.StatusOK, Body: map[string]any{"results": results}}
}

// record is a contact as answers tell it: with the properties that were asked for.
func (c *Contact) record(keys []string) map[string]any {
	shown := map[string]any{"hs_object_id": c.ID, "email": c.Properties["email"]}
	for _, key := range keys {
		if shown[key] = nil; c.Properties[key] != "" {
			shown[key] = c.Properties[key]
		}
	}
	return map[string]any{
		"id": c.ID, "properties": shown, "archived": false,
		"createdAt": c.CreatedAt.UTC().Format(time.RFC3339), "updatedAt": c.UpdatedAt.UTC().Format(time.RFC3339),
	}
}

func done(c *call, status int, results any) double.Answer {
	at := c.Now.UTC().Format(time.RFC3339)
	return double.Answer{Status: status, Body: map[string]any{"status": "COMPLETE", "startedAt": at, "completedAt": at, "results": results}}
}

type upsertInput struct {
	ID         string            `json:"id"`
	IDProperty string            `json:"idProperty"`
	Properties map[string]string `json:"properties"`
}

// upsert takes a batch whole or not at all.
func upsert(c *call, _ []string) double.Answer {
	var in struct{ Inputs []upsertInput }
	if !c.JSON(&in) || len(in.Inputs) == 0 || len(in.Inputs) > mostInputs {
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Invalid input JSON")
	}
	seen := map[string]bool{}
	for _, one := range in.Inputs {
		if one.IDProperty != "email" {
			return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Unable to perform update/upsert by non-unique property")
		}
		if seen[one.ID] {
			return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Duplicate IDs found in batch input: ["+one.ID+"]. IDs must be unique")
		}
		seen[one.ID] = true
	}
	for _, one := range in.Inputs {
		if wrong := c.State.wrong(one); wrong != nil {
			return invalidProperty(*wrong)
		}
	}
	results := make([]any, len(in.Inputs))
	for i, one := range in.Inputs {
		results[i] = c.State.write(one, c.Now)
	}
	return done(c, http.StatusOK, results)
}

func (a *Account) write(in upsertInput, now time.Time) map[string]any {
	held := a.find(in.ID)
	isNew := held == nil
	if isNew {
		held = a.Contacts[a.Add(in.ID, now)]
	}
	for key, value := range in.Properties {
		if held.Properties[key] = value; value == "" {
			delete(held.Properties, key)
		}
		if key == "hs_marketable_status" {
			a.Marketing++
		}
	}
	held.UpdatedAt = now
	record := held.record(nil)
	record["new"] = isNew
	return record
}

// wrong is the first thing that is wrong with an input, nil for nothing.
func (a *Account) wrong(in upsertInput) *fault {
	switch {
	case !address.MatchString(in.ID):
		return &fault{Code: "INVALID_EMAIL", Name: "email", Text: "Email address " + in.ID + " is invalid"}
	case a.Blocked[in.ID]:
		return &fault{Code: "BLOCKED_EMAIL", Name: "email", Text: "Email address " + in.ID + " was deleted under GDPR and cannot be added"}
	}
	for key, value := range in.Properties {
		p := a.Properties[key]
		switch {
		case p == nil:
			return &fault{Code: "PROPERTY_DOESNT_EXIST", Name: key, Text: `Property "` + key + `" does not exist`}
		case p.Calculated:
			return &fault{Code: "READ_ONLY_VALUE", Name: key, Text: key + " is a read only property"}
		case value != "" && !p.takes(value):
			return &fault{Code: "INVALID_" + strings.ToUpper(p.Type), Name: key, Text: value + " was not a valid " + p.Type}
		}
	}
	return nil
}

// invalidProperty is said in one of two ways: what does not exist as JSON at the end of
// the message, the rest as errors with a context.
func invalidProperty(f fault) double.Answer {
	if f.Code == "PROPERTY_DOESNT_EXIST" || f.Name == "email" {
		text, _ := json.Marshal([]fault{f}) // strings always marshal
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Property values were not valid: "+string(text))
	}
	body := said("VALIDATION_ERROR", f.Text)
	body["errors"] = []any{map[string]any{"message": f.Text, "code": f.Code, "context": map[string][]string{"propertyName": {f.Name}}}}
	return double.Answer{Status: http.StatusBadRequest, Body: body}
}

func batchRead(c *call, _ []string) double.Answer {
	var in struct {
		IDProperty string
		Inputs     []struct{ ID string }
		Properties []string
	}
	if !c.JSON(&in) || len(in.Inputs) > mostInputs || in.IDProperty != "email" {
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Invalid input JSON")
	}
	results, missing := []any{}, []string{}
	for _, one := range in.Inputs {
		if held := c.State.find(one.ID); held != nil {
			results = append(results, held.record(in.Properties))
		} else {
			missing = append(missing, one.ID)
		}
	}
	if len(missing) == 0 {
		return done(c, http.StatusOK, results)
	}
	answer := done(c, http.StatusMultiStatus, results)
	body := answer.Body.(map[string]any)
	body["numErrors"] = 1
	body["errors"] = []any{map[string]any{
		"status": "error", "category": "OBJECT_NOT_FOUND", "message": "Could not get some CONTACT objects, they may be deleted or not exist.",
		"context": map[string][]string{"ids": missing},
	}}
	return answer
}

// gdprDelete deletes for good: the address cannot be added again, even where nobody had it.
func gdprDelete(c *call, _ []string) double.Answer {
	var in struct{ ObjectID, IDProperty string }
	if !c.JSON(&in) || in.ObjectID == "" || in.IDProperty != "email" {
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Invalid input JSON")
	}
	if c.Liar {
		return double.Answer{Status: http.StatusNoContent}
	}
	a := c.State
	a.Blocked[in.ObjectID] = true
	delete(a.Statuses, in.ObjectID)
	if held := a.find(in.ObjectID); held != nil {
		delete(a.Contacts, held.ID)
		for _, l := range a.Lists {
			delete(l.Members, held.ID)
		}
	}
	a.Events = slices.DeleteFunc(a.Events, func(e Event) bool { return e.Email == in.ObjectID })
	return double.Answer{Status: http.StatusNoContent}
}
