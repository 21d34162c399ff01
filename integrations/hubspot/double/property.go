package double

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

// Property is one of a contact's.
type Property struct {
	Name        string   `json:"name"`
	Label       string   `json:"label"`
	Description string   `json:"description"`
	Group       string   `json:"groupName"`
	Type        string   `json:"type"`
	Field       string   `json:"fieldType"`
	Options     []Option `json:"options"`
	Calculated  bool     `json:"calculated"`
	Hidden      bool     `json:"hidden"`
}

// Option is one value that an enumeration takes.
type Option struct {
	Label  string `json:"label"`
	Value  string `json:"value"`
	Order  int    `json:"displayOrder"`
	Hidden bool   `json:"hidden"`
}

// standard are some that every account has.
func standard() map[string]*Property {
	all := map[string]*Property{}
	for _, p := range []Property{
		{Name: "email", Label: "Email", Type: "string", Field: "text"},
		{Name: "firstname", Label: "First name", Type: "string", Field: "text"},
		{Name: "hs_additional_emails", Label: "Additional email addresses", Type: "enumeration", Field: "checkbox", Hidden: true},
		{Name: "hs_marketable_status", Label: "Marketing contact status", Type: "enumeration", Field: "select", Options: []Option{{Label: "Yes", Value: "true"}, {Label: "No", Value: "false"}}},
		{Name: "createdate", Label: "Create date", Type: "datetime", Field: "date", Calculated: true},
	} {
		p.Group = "contactinformation"
		all[p.Name] = &p
	}
	return all
}

// mostText is the longest value of a property.
const mostText = 65_536

// takes reports whether a value fits the property.
func (p *Property) takes(value string) bool {
	_, number := strconv.ParseFloat(value, 64)
	_, date := time.Parse(time.DateOnly, value)
	switch p.Type {
	case "number":
		return number == nil
	case "bool":
		return value == "true" || value == "false"
	case "date":
		return date == nil
	case "enumeration":
		for one := range strings.SplitSeq(value, ";") {
			if !slices.ContainsFunc(p.Options, func(o Option) bool { return o.Value == one }) || one != value && p.Field != "checkbox" {
				return false
			}
		}
		return true
	default:
		return len(value) <= mostText
	}
}

func allProperties(c *call, _ []string) double.Answer {
	all := []*Property{}
	for _, name := range slices.Sorted(maps.Keys(c.State.Properties)) {
		all = append(all, c.State.Properties[name])
	}
	return double.Answer{Status: http.StatusOK, Body: map[string]any{"results": all}}
}

// Types HubSpot knows, and how they may be edited.
var fields = map[string][]string{
	"string": {"text", "textarea", "phonenumber", "html"}, "number": {"number"}, "bool": {"booleancheckbox"}, "date": {"date"}, "datetime": {"date"},
	"enumeration": {"select", "radio", "checkbox", "booleancheckbox"},
}

// propertyName is what one may be called: small letters, digits and underscores.
var propertyName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,99}$`)

func makeProperty(c *call, _ []string) double.Answer {
	var p Property
	switch {
	case !c.JSON(&p), !propertyName.MatchString(p.Name), p.Label == "", !slices.Contains(fields[p.Type], p.Field):
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Invalid input JSON")
	case c.State.Groups[p.Group] == "":
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Property group "+p.Group+" does not exist")
	case p.Type == "bool" && len(p.Options) != 2:
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "A bool property has two options")
	case c.State.Properties[p.Name] != nil:
		return refused(http.StatusConflict, "CONFLICT", "Property "+p.Name+" already exists")
	}
	p.Calculated, p.Hidden = false, false
	c.State.Properties[p.Name] = &p
	return double.Answer{Status: http.StatusCreated, Body: p}
}

func changeProperty(c *call, names []string) double.Answer {
	p := c.State.Properties[names[0]]
	var in struct{ Options []Option }
	switch {
	case p == nil:
		return refused(http.StatusNotFound, "OBJECT_NOT_FOUND", "no such property")
	case !c.JSON(&in) || in.Options == nil:
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Invalid input JSON")
	}
	p.Options = in.Options // all of them: what is not named is gone
	return double.Answer{Status: http.StatusOK, Body: p}
}

func readGroup(c *call, names []string) double.Answer {
	label := c.State.Groups[names[0]]
	if label == "" {
		return refused(http.StatusNotFound, "OBJECT_NOT_FOUND", "no such group")
	}
	return double.Answer{Status: http.StatusOK, Body: map[string]any{"name": names[0], "label": label, "archived": false}}
}

func makeGroup(c *call, _ []string) double.Answer {
	var in struct{ Name, Label string }
	switch {
	case !c.JSON(&in) || !propertyName.MatchString(in.Name) || in.Label == "":
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Invalid input JSON")
	case c.State.Groups[in.Name] != "":
		return refused(http.StatusConflict, "CONFLICT", "the group exists")
	}
	c.State.Groups[in.Name] = in.Label
	return double.Answer{Status: http.StatusCreated, Body: map[string]any{"name": in.Name, "label": in.Label, "archived": false}}
}
