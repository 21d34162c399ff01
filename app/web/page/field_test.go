package page

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// posted are the fields a browser would post of a page as it stands.
func posted(t *testing.T, page string) url.Values {
	t.Helper()
	tree, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	fields := url.Values{}
	for node := range tree.Descendants() {
		name, value := attribute(node, "name"), attribute(node, "value")
		_, checked := find(node, "checked")
		kind := attribute(node, "type")
		switch {
		case node.Data == "textarea":
			fields.Add(name, node.FirstChild.Data)
		case node.Data == "select":
			fields.Add(name, selected(node))
		case node.Data == "input" && (checked || kind != "radio" && kind != "checkbox") && value != "":
			fields.Add(name, value)
		}
	}
	return fields
}

func find(node *html.Node, name string) (string, bool) {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func attribute(node *html.Node, name string) string {
	value, _ := find(node, name)
	return value
}

func selected(list *html.Node) string {
	for option := range list.ChildNodes() {
		if _, chosen := find(option, "selected"); chosen {
			return attribute(option, "value")
		}
	}
	return ""
}

func TestEveryTypeComesBackAsItWasAnswered(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../question/testdata/*/*.json")
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		var fixture struct {
			Question app.Question
			Problems []struct{}
			Cases    []struct {
				Name  string
				Value json.RawMessage
				Error string
				Form  []string
				Other string
			}
		}
		require.NoError(t, json.Unmarshal(raw, &fixture), file)
		for _, one := range fixture.Cases {
			if one.Form == nil || one.Error != "" || string(one.Value) == "null" {
				continue
			}
			q := fixture.Question
			q.Key = "asked"
			s := Sheet{Lang: "en", Locale: "en", Said: url.Values{"answers[asked]": one.Form, "other[asked]": {one.Other}}}
			var out bytes.Buffer
			require.NoError(t, pages.ExecuteTemplate(&out, "page.html", Page{Lang: "en", Form: &Form{Fields: []Field{s.Field(q, "range")}}}))
			name := file + " " + one.Name + "\n" + out.String()
			require.Contains(t, out.String(), Words("en")["invalid"], name)

			again := posted(t, out.String())
			if len(filled(again["answers[asked]"])) == 0 {
				continue // a page that never drew this field: a whole date for a birthday
			}
			seen[q.Type] = true
			value, err := question.Parse(q, answer(q, again["answers[asked]"], again.Get("other[asked]")))
			require.NoError(t, err, name)
			require.JSONEq(t, string(one.Value), string(value.JSON), name)
		}
	}
	require.Len(t, seen, len(question.Names()))
}
