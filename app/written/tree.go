package written

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// parseTree reads one YAML document, or one of JSON, whose strings have escapes
// that YAML has not.
func parseTree(text []byte) (*yaml.Node, error) {
	if json.Valid(text) {
		return jsonTree(text)
	}
	loader, err := yaml.NewLoader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	var root, second yaml.Node
	switch err := loader.Load(&root); {
	case errors.Is(err, io.EOF):
		return nil, errors.New("1:1: the file is empty")
	case err != nil:
		return nil, placed(err)
	case !errors.Is(loader.Load(&second), io.EOF):
		return nil, errors.New("1:1: a file holds one survey")
	}
	return root.Content[0], nil
}

// placed says where a text is no YAML.
func placed(err error) error {
	var known *yaml.LoadError
	if !errors.As(err, &known) {
		return err
	}
	at := known.Mark
	return fmt.Errorf("%d:%d: this is no YAML: %s", max(at.Line, 1), max(at.Column, 1), known.Message)
}

// jsonTree is the tree of valid JSON.
func jsonTree(text []byte) (*yaml.Node, error) {
	r := &jsonReader{text: text, tokens: json.NewDecoder(bytes.NewReader(text)), line: 1}
	r.tokens.UseNumber()
	return r.node()
}

// jsonReader makes a tree of tokens, and keeps count of lines.
type jsonReader struct {
	text   []byte
	tokens *json.Decoder
	at     int // everything before it is counted
	line   int
	column int // characters of the line
}

func (r *jsonReader) node() (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.ScalarNode}
	n.Line, n.Column = r.place()
	token, err := r.tokens.Token()
	if err != nil {
		return nil, err
	}
	switch v := token.(type) {
	case json.Delim:
		return n, r.fill(n, v)
	case string:
		n.Tag, n.Value = "!!str", v
	case json.Number:
		n.Tag, n.Value = "!!int", v.String()
		if strings.ContainsAny(n.Value, ".eE") {
			n.Tag = "!!float"
		}
	case bool:
		n.Tag, n.Value = "!!bool", fmt.Sprint(v)
	default:
		n.Tag, n.Value = "!!null", "null"
	}
	return n, nil
}

// fill reads what a list or an object holds; of an object, keys and values in turn.
func (r *jsonReader) fill(n *yaml.Node, opened json.Delim) error {
	n.Kind, n.Tag = yaml.SequenceNode, "!!seq"
	if opened == '{' {
		n.Kind, n.Tag = yaml.MappingNode, "!!map"
	}
	for r.tokens.More() {
		child, err := r.node()
		if err != nil {
			return err
		}
		n.Content = append(n.Content, child)
	}
	_, err := r.tokens.Token() // what closes it
	return err
}

// place is where the next token begins. Only what was passed since is looked at: a
// whole survey may stand on one line.
func (r *jsonReader) place() (line, column int) {
	start := int(r.tokens.InputOffset())
	for start < len(r.text) && strings.IndexByte(" \t\r\n,:", r.text[start]) >= 0 {
		start++
	}
	passed := r.text[r.at:start]
	if last := bytes.LastIndexByte(passed, '\n'); last >= 0 {
		r.line += bytes.Count(passed, []byte("\n"))
		r.column, passed = 0, passed[last+1:]
	}
	r.column += utf8.RuneCount(passed)
	r.at = start
	return r.line, 1 + r.column
}
