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
	Handle    string   // the file's name
	Name      string   // as the theme editor shows it
	Target    string   // "section"; "head" and "body" for app embeds
	Templates []string // where it may stand; "*": everywhere
}

// Fits reports whether the block may stand on a template's pages.
func (b Block) Fits(template string) bool {
	return len(b.Templates) == 0 || slices.Contains(b.Templates, "*") || slices.Contains(b.Templates, template)
}

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
			Name, Target string
			Enabled      struct{ Templates []string } `json:"enabled_on"`
		}
		found := blockSchema.FindSubmatch(text)
		if found == nil {
			return nil, fmt.Errorf("extension: %s has no schema", name)
		}
		if err := json.Unmarshal(found[1], &schema); err != nil {
			return nil, fmt.Errorf("extension: the schema of %s: %w", name, err)
		}
		handle := strings.TrimSuffix(path.Base(name), ".liquid")
		out = append(out, Block{handle, named(schema.Name, words), schema.Target, schema.Enabled.Templates})
	}
	return out, nil
}
