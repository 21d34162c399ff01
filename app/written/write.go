package written

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/askwell/askwell/app"
)

// shortList is how long a list of words may be to stand on one line, in bytes.
const shortList = 80

// Survey is a survey's YAML: fields as app.Document orders them, texts of
// several lines in blocks, rules on one line.
func Survey(d app.Document) ([]byte, error) {
	tree, err := treeOf(d)
	if err != nil {
		return nil, err
	}
	return yaml.Dump(tree, yaml.WithLineWidth(-1)) // never folded: a diff shows whole texts
}

// treeOf is a document as it would be written.
func treeOf(d app.Document) (*yaml.Node, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	tree, err := jsonTree(text)
	if err == nil {
		dress(tree, reflect.TypeFor[app.Document](), d.Languages)
	}
	return tree, err
}

var textType = reflect.TypeFor[app.Text]()

// dress makes a tree look as a person would write it.
func dress(n *yaml.Node, t reflect.Type, languages []string) {
	switch {
	case t == ruleType:
		asJSON(n)
	case n.Tag == "!!null" && t.Kind() == reflect.Slice:
		n.Kind, n.Tag, n.Value = yaml.SequenceNode, "!!seq", ""
	case n.Kind == yaml.MappingNode:
		if t == textType {
			sortText(n, languages)
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			of, _ := memberOf(t, n.Content[i].Value) // it is a t
			dress(n.Content[i+1], of, languages)
		}
	case n.Kind == yaml.SequenceNode:
		for _, item := range n.Content {
			dress(item, itemOf(t), languages)
		}
		if itemOf(t).Kind() == reflect.String && len(plain(n)) <= shortList {
			n.Style = yaml.FlowStyle
		}
	case strings.Contains(n.Value, "\n"):
		n.Style = yaml.LiteralStyle
	case slices.Contains(oldWords, strings.ToLower(n.Value)):
		n.Style = yaml.DoubleQuotedStyle
	}
}

// oldWords were true and false before YAML 1.2, and are to many tools still.
var oldWords = []string{"y", "n", "yes", "no", "on", "off"}

// asJSON writes a rule as JSONLogic is known: in one line, strings in quotes.
func asJSON(n *yaml.Node) {
	n.Style = yaml.FlowStyle
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		n.Style = yaml.DoubleQuotedStyle
	}
	for _, child := range n.Content {
		asJSON(child)
	}
}

// sortText puts a text's languages in the survey's order, strange ones last.
func sortText(text *yaml.Node, languages []string) {
	members := membersOf(text)
	names := slices.DeleteFunc(slices.Clone(languages), func(l string) bool { return members.nodes[l] == nil })
	text.Content = nil
	for _, name := range both(both(nil, names), members.names) {
		text.Content = append(text.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: name}, members.nodes[name])
	}
}
