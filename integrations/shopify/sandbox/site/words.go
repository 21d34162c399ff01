package site

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed words/*.json
var wordFiles embed.FS

// words are the pages' texts by language and key.
type words map[string]map[string]string

func readWords() (words, error) {
	names, err := fs.Glob(wordFiles, "words/*.json")
	out := words{}
	for _, name := range names {
		text, err := wordFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var texts map[string]string
		if err := json.Unmarshal(text, &texts); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[strings.TrimSuffix(path.Base(name), ".json")] = texts
	}
	return out, err
}

// say is a text in a language, with values in its places. A key nobody has is an
// error: it is a mistake in a page.
func (w words) say(locale, key string, values ...any) (string, error) {
	language, _, _ := strings.Cut(locale, "-")
	for _, l := range []string{language, "en"} {
		if text, ok := w[l][key]; ok {
			if len(values) > 0 {
				text = fmt.Sprintf(text, values...)
			}
			return text, nil
		}
	}
	return "", fmt.Errorf("no words for %q", key)
}
