package world

import (
	"encoding/json"
	"io/fs"
	"net/url"
	"slices"
	"strconv"

	"github.com/pelletier/go-toml/v2"
)

// ReadFlowCallback finds where an app wants to be told which of its triggers are in use,
// "" for nowhere.
func ReadFlowCallback(files fs.FS) (address string, err error) {
	if files == nil {
		return "", nil
	}
	err = eachManifest(files, func(text []byte) error {
		var file struct {
			Extensions []struct {
				Type string `toml:"type"`
				URL  string `toml:"url"`
			} `toml:"extensions"`
		}
		if err := toml.Unmarshal(text, &file); err != nil {
			return err
		}
		for _, e := range file.Extensions {
			if e.Type == "flow_trigger_lifecycle_callback" {
				address = e.URL
			}
		}
		return nil
	})
	return address, err
}

// FlowAddress is where the callback goes: an address of the app's own host, as deployed,
// is one of wherever it runs now.
func (a App) FlowAddress() string {
	u, err := url.Parse(a.FlowCallback)
	if err != nil || a.FlowCallback == "" {
		return ""
	}
	return a.URL.ResolveReference(&url.URL{Path: u.Path, RawQuery: u.RawQuery}).String()
}

// Uses reports whether an enabled workflow of the shop begins with a trigger.
func (s *Shop) Uses(trigger string) bool { return slices.Contains(s.Workflows, trigger) }

// Use turns the shop's workflow that begins with a trigger on or off.
func (s *Shop) Use(trigger string, on bool) {
	s.Workflows = slices.DeleteFunc(s.Workflows, func(one string) bool { return one == trigger })
	if on {
		s.Workflows = append(s.Workflows, trigger)
	}
}

// Lifecycle is what the app is told when a workflow is turned on or off, before it is:
// unless the app takes it, a workflow stays off.
func (w *World) Lifecycle(s *Shop, t Trigger, on bool) []byte {
	body, err := json.Marshal(map[string]any{
		"flow_trigger_definition_id": t.Name, "has_enabled_flow": on, "shop_id": strconv.FormatInt(s.ID, 10),
		"shopify_domain": s.Domain, "timestamp": w.Now().UTC().Format("2006-01-02T15:04:05.000Z"),
	})
	if err != nil {
		panic(err) // strings and a boolean always marshal
	}
	return body
}
