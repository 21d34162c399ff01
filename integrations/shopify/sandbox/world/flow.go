package world

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// Trigger is a Flow trigger the app declares: what starts a merchant's workflows.
type Trigger struct {
	Handle string
	Name   string
	Fields []TriggerField
}

// TriggerField is one thing a trigger tells.
type TriggerField struct {
	Type string `toml:"type"`
	Key  string `toml:"key"`
}

// FlowRun is a trigger that was fired.
type FlowRun struct {
	At      time.Time
	Trigger string // its handle
	Name    string
	Payload json.RawMessage
	Ran     bool // an enabled workflow began with it
}

const maxFlowRuns = 200

// ReadTriggers reads the Flow triggers among an app's extensions; nil files have
// none.
func ReadTriggers(files fs.FS) ([]Trigger, error) {
	if files == nil {
		return nil, nil
	}
	var out []Trigger
	err := eachManifest(files, func(text []byte) error {
		found, err := triggersIn(text)
		out = append(out, found...)
		return err
	})
	return out, err
}

// eachManifest reads the manifests of an app's extensions.
func eachManifest(files fs.FS, read func(text []byte) error) error {
	names, err := fs.Glob(files, "*/shopify.extension.toml")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err == nil {
			err = read(text)
		}
		if err != nil {
			return fmt.Errorf("flow: read %s: %w", name, err)
		}
	}
	return nil
}

func triggersIn(text []byte) ([]Trigger, error) {
	type settings struct {
		Fields []TriggerField `toml:"fields"`
	}
	var file struct {
		Settings   settings `toml:"settings"`
		Extensions []struct {
			Name     string   `toml:"name"`
			Handle   string   `toml:"handle"`
			Type     string   `toml:"type"`
			Settings settings `toml:"settings"`
		} `toml:"extensions"`
	}
	if err := toml.Unmarshal(text, &file); err != nil {
		return nil, err
	}
	var out []Trigger
	for _, e := range file.Extensions {
		if e.Type == "flow_trigger" {
			out = append(out, Trigger{e.Handle, e.Name, slices.Concat(e.Settings.Fields, file.Settings.Fields)})
		}
	}
	return out, nil
}

// FireTrigger keeps a payload for the trigger of a handle, or says what is wrong
// with it, each as a line of Shopify's refusal. The caller holds the lock.
func (w *World) FireTrigger(s *Shop, handle string, payload map[string]any) []string {
	if problem := tooLarge(payload); problem != "" {
		return []string{problem}
	}
	i := slices.IndexFunc(w.App.Triggers, func(t Trigger) bool { return t.Handle == handle })
	if i < 0 {
		return []string{"Invalid handle '" + handle + "'."}
	}
	t := w.App.Triggers[i]
	if problems := t.problems(s, payload); problems != nil {
		return problems
	}
	text, err := json.Marshal(payload)
	if err != nil {
		return []string{err.Error()}
	}
	s.FlowRuns = Keep(append(s.FlowRuns, &FlowRun{w.Now(), t.Handle, t.Name, text, s.Uses(t.Handle)}), maxFlowRuns)
	return nil
}

const maxProperties = 50_000

func tooLarge(properties any) string {
	if text, err := json.Marshal(properties); err != nil || len(text) > maxProperties {
		return fmt.Sprintf("Properties size exceeds the limit of %d bytes.", maxProperties)
	}
	return ""
}

// problems holds a payload against the trigger's fields.
func (t Trigger) problems(s *Shop, payload map[string]any) (out []string) {
	known := map[string]string{}
	for _, f := range t.Fields {
		known[f.name()] = f.Type
	}
	for _, name := range Sorted(payload) {
		if _, ok := known[name]; !ok {
			out = append(out, "Invalid field: '"+name+"'.")
		}
	}
	for _, name := range Sorted(known) {
		if _, given := payload[name]; !given {
			out = append(out, "Required field missing: '"+name+"'.")
		}
	}
	for _, name := range Sorted(payload) {
		if problem := s.fieldProblem(known[name], payload[name]); problem != "" {
			out = append(out, fmt.Sprintf("Type error for field '%s': %v %s.", name, payload[name], problem))
		}
	}
	return out
}

// name is the field's in a payload: a reference is told by the record's id.
func (f TriggerField) name() string {
	if record, ok := strings.CutSuffix(f.Type, "_reference"); ok {
		return record + "_id"
	}
	return f.Key
}

// fieldProblem says why a value is none of a field's type.
func (s *Shop) fieldProblem(kind string, value any) string {
	text, isText := value.(string)
	switch {
	case strings.HasSuffix(kind, "_reference"):
		if _, err := strconv.ParseInt(fmt.Sprint(value), 10, 64); err != nil {
			return "is not an Integer"
		}
	case kind == "boolean":
		if _, ok := value.(bool); !ok {
			return "is not a Boolean"
		}
	case kind == "number_decimal":
		if _, ok := decimal(fmt.Sprint(value)); !ok {
			return "is not a Number"
		}
	case kind == "" || strings.HasPrefix(kind, "schema."):
		return ""
	case !isText:
		return "is not a String"
	case kind == "url" && !absolute(text):
		return "is not an absolute URL"
	}
	return ""
}

func absolute(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.IsAbs() && u.Host != ""
}
