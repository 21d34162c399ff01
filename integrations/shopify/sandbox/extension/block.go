package extension

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Block is a piece of a theme extension that a merchant puts on a page.
type Block struct {
	Handle      string    // the file's name
	Name        string    // as the theme editor shows it
	Target      string    // "section"; "head", "body" and "compliance_head" for app embeds
	Templates   []string  // where it may stand; "*": everywhere
	Disabled    []string  // where it may not, when Templates says nothing
	Tag, Class  string    // of the element around it
	JavaScript  string    // an asset the page loads with it
	Stylesheet  string    // another
	AvailableIf string    // Liquid that must be true: "{{ app.metafields.plan.paid }}"
	Settings    []Setting // what a merchant may choose
}

// Setting is one choice of a merchant's in the theme editor.
type Setting struct {
	Type    string          `json:"type"`
	ID      string          `json:"id"` // "" for a heading
	Label   string          `json:"label"`
	Info    string          `json:"info"`
	Content string          `json:"content"` // of a heading or a paragraph
	Options []Option        `json:"options"` // of a select or radio
	Default json.RawMessage `json:"default"`
}

// Option is one value of a setting that offers a few.
type Option struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Fits reports whether the block may stand on a template's pages, "page.quiz" as
// on any page's.
func (b Block) Fits(template string) bool {
	template, _, _ = strings.Cut(template, ".")
	named := func(list []string) bool { return slices.Contains(list, "*") || slices.Contains(list, template) }
	return (len(b.Templates) == 0 || named(b.Templates)) && !named(b.Disabled)
}

// Embed reports whether the block stands once on every page, outside of it.
func (b Block) Embed() bool { return b.Target != "section" }

var blockSchema = regexp.MustCompile(`(?s)\{%-?\s*schema\s*-?%\}(.*?)\{%-?\s*endschema\s*-?%\}`)

func themeBlocks(files fs.FS, folder string) ([]Block, error) {
	names, err := fs.Glob(files, folder+"/blocks/*.liquid")
	if err != nil {
		return nil, err
	}
	words := map[string]json.RawMessage{}
	if text, err := fs.ReadFile(files, folder+"/locales/en.default.schema.json"); err == nil {
		words["en.default"] = text
	}
	var out []Block
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var schema struct {
			Name, Target, Tag, Class, JavaScript, Stylesheet string
			AvailableIf                                      string                       `json:"available_if"`
			Enabled                                          struct{ Templates []string } `json:"enabled_on"`
			Disabled                                         struct{ Templates []string } `json:"disabled_on"`
			Settings                                         []Setting
		}
		found := blockSchema.FindSubmatch(text)
		if found == nil {
			return nil, fmt.Errorf("extension: %s has no schema", name)
		}
		if err := json.Unmarshal(found[1], &schema); err != nil {
			return nil, fmt.Errorf("extension: the schema of %s: %w", name, err)
		}
		for i := range schema.Settings {
			schema.Settings[i].inWords(words)
		}
		handle := strings.TrimSuffix(path.Base(name), ".liquid")
		out = append(out, Block{
			Handle: handle, Name: named(schema.Name, words), Target: schema.Target, Templates: schema.Enabled.Templates, Disabled: schema.Disabled.Templates,
			Tag: schema.Tag, Class: schema.Class, JavaScript: schema.JavaScript, Stylesheet: schema.Stylesheet, AvailableIf: schema.AvailableIf, Settings: schema.Settings,
		})
	}
	return out, nil
}

// inWords puts words in the place of their keys.
func (s *Setting) inWords(words map[string]json.RawMessage) {
	s.Label, s.Info, s.Content = named(s.Label, words), named(s.Info, words), named(s.Content, words)
	for i := range s.Options {
		s.Options[i].Label = named(s.Options[i].Label, words)
	}
}
