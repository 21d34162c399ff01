// Package extension owns what the sandbox knows of the app's extensions: what
// their manifests say, where their bundles are, their words and their theme
// blocks. It reads the folders that Shopify's CLI deploys.
package extension

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// The types of extension the sandbox tells apart.
const (
	UI    = "ui_extension"
	Theme = "theme"
)

// Extension is one of the app's.
type Extension struct {
	Folder       string
	Handle       string
	Name         string
	Type         string
	APIVersion   string
	Targets      []string
	Capabilities []string
	Bundle       string                     // below the folder of all, "" while it is not built
	Metafields   []Metafield                // what Shopify hands it with the page
	Settings     []string                   // the keys of what a merchant may choose
	Locales      map[string]json.RawMessage // "en.default", "sv" → words
	Blocks       []Block                    // of a theme extension

	named string // as the manifest says it: a name, or the key of one
}

// Title is the name in a language, as the menu of an account shows it.
func (e *Extension) Title(locale string) string {
	language, _, _ := strings.Cut(locale, "-")
	key, ok := strings.CutPrefix(e.named, "t:")
	for _, one := range []string{locale, language} {
		if words := e.Locales[one]; ok && words != nil {
			return translated(words, key)
		}
	}
	return e.Name
}

// Metafield names one that an extension declares: "$app" and "surveys".
type Metafield struct {
	Namespace string `toml:"namespace"`
	Key       string `toml:"key"`
}

// manifest is what is read of shopify.extension.toml.
type manifest struct {
	APIVersion string  `toml:"api_version"`
	Name       string  `toml:"name"` // a theme extension's stand at the top
	Type       string  `toml:"type"`
	Extensions []entry `toml:"extensions"`
}

type entry struct {
	Name         string         `toml:"name"`
	Handle       string         `toml:"handle"`
	Type         string         `toml:"type"`
	Capabilities map[string]any `toml:"capabilities"`
	Metafields   []Metafield    `toml:"metafields"`
	Targeting    []struct {
		Target     string      `toml:"target"`
		Metafields []Metafield `toml:"metafields"`
	} `toml:"targeting"`
	Settings struct {
		Fields []struct {
			Key string `toml:"key"`
		} `toml:"fields"`
	} `toml:"settings"`
}

// Read reads every extension below files, in the order of their folders; nil
// files have none.
func Read(files fs.FS) ([]*Extension, error) {
	if files == nil {
		return nil, nil
	}
	names, err := fs.Glob(files, "*/shopify.extension.toml")
	if err != nil {
		return nil, err
	}
	var out []*Extension
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var m manifest
		if err := toml.Unmarshal(text, &m); err != nil {
			return nil, fmt.Errorf("extension: read %s: %w", name, err)
		}
		found, err := m.read(files, path.Dir(name))
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func (m manifest) read(files fs.FS, folder string) ([]*Extension, error) {
	words, err := locales(files, folder)
	if err != nil {
		return nil, err
	}
	if m.Type == Theme {
		blocks, err := themeBlocks(files, folder)
		return []*Extension{{Folder: folder, Handle: folder, Name: m.Name, Type: Theme, Locales: words, Blocks: blocks}}, err
	}
	var out []*Extension
	for _, given := range m.Extensions {
		e := &Extension{
			Folder: folder, Handle: given.Handle, Name: named(given.Name, words), Type: given.Type, APIVersion: m.APIVersion,
			Capabilities: []string{"api_access"}, Locales: words, Bundle: bundle(files, folder), Metafields: given.Metafields,
			named: given.Name,
		}
		for _, t := range given.Targeting {
			e.Targets = append(e.Targets, t.Target)
			e.Metafields = append(e.Metafields, t.Metafields...)
		}
		for _, f := range given.Settings.Fields {
			e.Settings = append(e.Settings, f.Key)
		}
		for name, on := range given.Capabilities {
			if on == true && !slices.Contains(e.Capabilities, name) {
				e.Capabilities = append(e.Capabilities, name)
			}
		}
		slices.Sort(e.Capabilities)
		out = append(out, e)
	}
	return out, nil
}

// At are the built extensions that stand at a target.
func At(all []*Extension, target string) []*Extension {
	return slices.DeleteFunc(slices.Clone(all), func(e *Extension) bool { return e.Bundle == "" || !slices.Contains(e.Targets, target) })
}

func bundle(files fs.FS, folder string) string {
	found, _ := fs.Glob(files, folder+"/dist/*.js") // fails only for a malformed pattern
	if len(found) == 0 {
		return ""
	}
	return found[0]
}

// locales are an extension's words; a theme block's settings have their own.
func locales(files fs.FS, folder string) (map[string]json.RawMessage, error) {
	names, err := fs.Glob(files, folder+"/locales/*.json")
	out := map[string]json.RawMessage{}
	for _, name := range names {
		if strings.HasSuffix(name, ".schema.json") {
			continue
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		out[strings.TrimSuffix(path.Base(name), ".json")] = text
	}
	return out, err
}

// named is a name, looked up in the first language when it is a key: "t:name".
func named(name string, words map[string]json.RawMessage) string {
	key, ok := strings.CutPrefix(name, "t:")
	if !ok {
		return name
	}
	for locale, text := range words {
		if strings.HasSuffix(locale, ".default") {
			return translated(text, key)
		}
	}
	return name
}

// translated is the text at "question.name", the key itself when there is none.
func translated(words []byte, key string) string {
	var at any
	if json.Unmarshal(words, &at) != nil {
		return key
	}
	for part := range strings.SplitSeq(key, ".") {
		node, _ := at.(map[string]any)
		at = node[part]
	}
	if text, ok := at.(string); ok {
		return text
	}
	return key
}
