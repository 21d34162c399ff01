package theme

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/liquid"
)

// words are an extension's translations.
type words struct {
	byLocale map[string]map[string]any
	first    string // the locale of *.default.json
}

func readWords(files map[string]json.RawMessage) (words, error) {
	w := words{byLocale: map[string]map[string]any{}}
	for name, text := range files {
		var texts map[string]any
		if err := json.Unmarshal(text, &texts); err != nil {
			return w, fmt.Errorf("%s.json: %w", name, err)
		}
		locale, isFirst := strings.CutSuffix(name, ".default")
		if isFirst {
			w.first = locale
		}
		w.byLocale[locale] = texts
	}
	return w, nil
}

var hole = regexp.MustCompile(`\{\{\s*([A-Za-z_]\w*)\s*\}\}`)

// translate is the filter t: a text by its key, in a form for the count, with the
// values it names filled in. Without a translation the default one speaks, and a
// key nobody has says so.
func (w words) translate(locale string) liquid.Filter {
	language, _, _ := strings.Cut(locale, "-")
	return func(c *liquid.Call) (any, error) {
		key := liquid.Text(c.Input)
		html := strings.HasSuffix(key, "_html") || strings.HasSuffix(key, ".html")
		for _, l := range []string{locale, language, w.first} {
			text, ok := find(w.byLocale[l], key, l, c.Named["count"])
			if !ok {
				continue
			}
			if !html {
				text = liquid.Escape(text)
			}
			return hole.ReplaceAllStringFunc(text, func(found string) string {
				value, given := c.Named[hole.FindStringSubmatch(found)[1]]
				if !given {
					return found
				}
				return liquid.Escape(liquid.Text(value))
			}), nil
		}
		return "Translation missing: " + locale + "." + key, nil
	}
}

// find is the text at "question.send"; where there are forms, that of the count.
func find(texts map[string]any, key, locale string, count any) (string, bool) {
	var at any = texts
	for part := range strings.SplitSeq(key, ".") {
		node, _ := at.(map[string]any)
		at = node[part]
	}
	if forms, ok := at.(map[string]any); ok && count != nil {
		at = forms[plural(locale, count)]
		if at == nil {
			at = forms["other"]
		}
	}
	text, ok := at.(string)
	return text, ok
}

// plural is the form a language has for a number, as CLDR names them.
func plural(locale string, count any) string {
	n, whole := count.(int64)
	if !whole {
		return "other"
	}
	n = max(n, -n)
	language, _, _ := strings.Cut(locale, "-")
	few := n%10 >= 2 && n%10 <= 4 && (n%100 < 12 || n%100 > 14)
	switch {
	case language == "sl" && n%100 == 1, language != "sl" && n == 1:
		return "one"
	case language == "sl" && n%100 == 2:
		return "two"
	case language == "sl" && (n%100 == 3 || n%100 == 4), language == "pl" && few:
		return "few"
	case language == "pl":
		return "many"
	}
	return "other"
}
