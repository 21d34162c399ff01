package world

import (
	"fmt"
	"slices"
)

// FireBody fires a trigger as it was done before handles: one JSON text that
// names it. No trigger here can be named so, and every refusal is Shopify's.
func (w *World) FireBody(body string) []string {
	if why := JSONProblem(body); why != "" {
		return []string{why}
	}
	var in map[string]any
	if Unmarshal([]byte(body), &in) != nil {
		return []string{"Type error for field 'body': it is not an Object."}
	}
	if problems := bodyProblems(in); problems != nil {
		return problems
	}
	if problem := tooLarge(in["properties"]); problem != "" {
		return []string{problem}
	}
	for _, name := range []string{"trigger_id", "trigger_title"} {
		if given, ok := in[name]; ok {
			return []string{fmt.Sprintf("Invalid %s '%v'.", name, given)}
		}
	}
	return []string{"Required field missing: 'trigger_id'."}
}

// bodyProblems holds a body against the form it had.
func bodyProblems(in map[string]any) (out []string) {
	for _, name := range Sorted(in) {
		if !slices.Contains([]string{"trigger_id", "trigger_title", "properties", "resources"}, name) {
			out = append(out, "Invalid field: '"+name+"'.")
		}
	}
	if given, ok := in["properties"]; ok {
		if _, object := given.(map[string]any); !object {
			out = append(out, fmt.Sprintf("Type error for field 'properties': %v is not an Object.", given))
		}
	}
	resources, _ := in["resources"].([]any)
	for _, r := range resources {
		r, _ := r.(map[string]any)
		for _, name := range []string{"name", "url"} {
			if r[name] == nil {
				out = append(out, "Required field missing: '"+name+"'.")
			}
		}
		if address, ok := r["url"].(string); ok && !absolute(address) {
			out = append(out, "Type error for field 'url': "+address+" is not an absolute URL.")
		}
	}
	return out
}
