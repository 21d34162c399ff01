package double

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

// What custom events are allowed, by HubSpot's documentation.
const (
	mostEvents     = 500
	mostProperties = 50
	mostEventText  = 1024
)

// Definition is a custom event that can be sent.
type Definition struct {
	Name       string          `json:"name"`
	Label      string          `json:"label"`
	Properties map[string]bool `json:"properties"`
}

func (a *Account) full(name string) string { return "pe" + strconv.Itoa(a.hub) + "_" + name }

func (a *Account) told(d *Definition) map[string]any {
	properties := []any{}
	for _, name := range slices.Sorted(maps.Keys(d.Properties)) {
		properties = append(properties, map[string]any{"name": name, "label": name, "type": "string"})
	}
	return map[string]any{
		"id": d.Name, "name": d.Name, "fullyQualifiedName": a.full(d.Name), "labels": map[string]string{"singular": d.Label}, "properties": properties,
		"archived": false, "associations": []any{}, "objectTypeId": "6-1",
	}
}

// enterprise is what an account without custom events is told of them.
func enterprise(c *call) (double.Answer, bool) {
	return scopeMissing("analytics.behavioral_events.send"), c.State.Enterprise
}

func findDefinitions(c *call, _ []string) double.Answer {
	if no, ok := enterprise(c); !ok {
		return no
	}
	found := []any{}
	for _, name := range slices.Sorted(maps.Keys(c.State.Definitions)) {
		if strings.Contains(name, c.URL.Query().Get("searchString")) {
			found = append(found, c.State.told(c.State.Definitions[name]))
		}
	}
	return double.Answer{Status: http.StatusOK, Body: map[string]any{"total": len(found), "results": found}}
}

func makeDefinition(c *call, _ []string) double.Answer {
	if no, ok := enterprise(c); !ok {
		return no
	}
	var in struct {
		Name, Label         string
		PropertyDefinitions []struct{ Name, Type string }
	}
	switch {
	case !c.JSON(&in) || !propertyName.MatchString(in.Name) || in.Label == "" || len(in.PropertyDefinitions) > mostProperties:
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Invalid input JSON")
	case c.State.Definitions[in.Name] != nil:
		return refused(http.StatusConflict, "CONFLICT", "the event exists")
	}
	d := &Definition{Name: in.Name, Label: in.Label, Properties: map[string]bool{}}
	for _, p := range in.PropertyDefinitions {
		d.Properties[p.Name] = true
	}
	c.State.Definitions[in.Name] = d
	return double.Answer{Status: http.StatusCreated, Body: c.State.told(d)}
}

// defined is the definition with a full name, nil for none.
func (a *Account) defined(full string) *Definition {
	return a.Definitions[strings.TrimPrefix(full, a.full(""))]
}

func addDefinitionProperty(c *call, names []string) double.Answer {
	d := c.State.defined(names[0])
	var in struct{ Name, Label, Type string }
	switch {
	case d == nil:
		return refused(http.StatusNotFound, "OBJECT_NOT_FOUND", "no such event")
	case !c.JSON(&in) || !propertyName.MatchString(in.Name) || in.Label == "" || len(d.Properties) >= mostProperties:
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Invalid input JSON")
	case d.Properties[in.Name]:
		return refused(http.StatusConflict, "CONFLICT", "the property exists")
	}
	d.Properties[in.Name] = true
	return double.Answer{Status: http.StatusCreated, Body: map[string]any{"name": in.Name, "label": in.Label, "type": in.Type}}
}

// sendEvents takes what it is sent, and all of it twice: a uuid is for tracing alone.
func sendEvents(c *call, _ []string) double.Answer {
	if no, ok := enterprise(c); !ok {
		return no
	}
	var in struct {
		Inputs []struct {
			EventName, Email, UUID string
			OccurredAt             time.Time
			Properties             map[string]string
		}
	}
	if !c.JSON(&in) || len(in.Inputs) > mostEvents {
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Invalid input JSON")
	}
	for _, e := range in.Inputs {
		d := c.State.defined(e.EventName)
		if d == nil || !strings.HasPrefix(e.EventName, c.State.full("")) || !address.MatchString(e.Email) {
			return refused(http.StatusBadRequest, "VALIDATION_ERROR", "unknown event or person")
		}
		for name, text := range e.Properties {
			if !d.Properties[name] || len([]rune(text)) > mostEventText {
				return refused(http.StatusBadRequest, "VALIDATION_ERROR", "property "+name+" is not defined, or too long")
			}
		}
	}
	for _, e := range in.Inputs {
		if c.State.find(e.Email) == nil && !c.State.Blocked[e.Email] {
			c.State.Add(e.Email, c.Now) // an event makes the contact that it is about
		}
		c.State.Events = append(c.State.Events, Event{Name: e.EventName, Email: e.Email, UUID: e.UUID, At: e.OccurredAt, Properties: e.Properties})
	}
	return double.Answer{Status: http.StatusNoContent}
}
