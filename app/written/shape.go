package written

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/askwell/askwell/app"
)

const (
	// mostJSON bounds what is read in bytes: what Shopify lets one JSON metafield
	// hold (shopify.dev, metafield limits). It bounds what aliases can unfold to.
	mostJSON  = 128 << 10
	mostDepth = 40  // the deepest rule at the deepest place has fewer levels
	mostWrong = 20  // errors told at once
	mostSaid  = 300 // bytes of one name or message
)

var (
	ruleType   = reflect.TypeFor[app.Rule]()
	jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)
)

// shaper writes a tree as the JSON of a Go type, and refuses what the type, by
// its json tags, does not have: one definition for every form of a survey.
type shaper struct {
	json  bytes.Buffer
	nodes map[string]*yaml.Node // JSON path → where it is written
	wrong []error
}

// full reports whether enough is known.
func (s *shaper) full() bool { return len(s.wrong) >= mostWrong || s.json.Len() > mostJSON }

// value writes one node. What is in a rule may have any shape.
func (s *shaper) value(n *yaml.Node, t reflect.Type, at string, depth int) {
	if s.full() {
		return
	}
	place := n
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	want, words := shapeOf(n, t)
	switch {
	case depth > mostDepth:
		s.refuse(place, at, "this is nested too deep")
	case !slices.Contains(tags, n.ShortTag()):
		s.refuse(place, at, "tags such as "+n.ShortTag()+" are not read")
	case n.ShortTag() == "!!null":
		s.json.WriteString("null")
	case n.Kind != want:
		s.refuse(place, at, "this must be "+words)
	case n.Kind == yaml.MappingNode:
		s.members(n, t, at, depth)
	case n.Kind == yaml.SequenceNode:
		s.items(n, t, at, depth)
	default:
		s.scalar(n, t, at)
	}
}

// tags are the kinds of values JSON has; a date is a text.
var tags = []string{"!!map", "!!seq", "!!str", "!!timestamp", "!!int", "!!float", "!!bool", "!!null"}

func shapeOf(n *yaml.Node, t reflect.Type) (kind yaml.Kind, words string) {
	switch {
	case t == ruleType:
		return n.Kind, ""
	case t.Kind() == reflect.Struct, t.Kind() == reflect.Map:
		return yaml.MappingNode, "a mapping of keys to values"
	case t.Kind() == reflect.Slice:
		return yaml.SequenceNode, "a list"
	case t.Kind() == reflect.Pointer:
		return shapeOf(n, t.Elem())
	default:
		return yaml.ScalarNode, "a single value"
	}
}

func (s *shaper) members(n *yaml.Node, t reflect.Type, at string, depth int) {
	s.json.WriteByte('{')
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content) && !s.full(); i += 2 {
		key := n.Content[i]
		path := join(at, key.Value)
		of, known := memberOf(t, key.Value)
		switch {
		case key.Kind != yaml.ScalarNode:
			s.refuse(key, at, "a key is a word")
			continue
		case seen[key.Value]:
			s.refuse(key, path, "this key stands here twice")
			continue
		case !known:
			s.refuse(key, path, "there is no such field")
			continue
		}
		if len(seen) > 0 {
			s.json.WriteByte(',')
		}
		seen[key.Value] = true
		s.nodes[path] = key
		s.json.Write(quoted(key.Value))
		s.json.WriteByte(':')
		s.value(n.Content[i+1], of, path, depth+1)
	}
	s.json.WriteByte('}')
}

func (s *shaper) items(n *yaml.Node, t reflect.Type, at string, depth int) {
	s.json.WriteByte('[')
	for i, item := range n.Content {
		if s.full() {
			return
		}
		if i > 0 {
			s.json.WriteByte(',')
		}
		path := join(at, strconv.Itoa(i))
		s.nodes[path] = item
		s.value(item, itemOf(t), path, depth+1)
	}
	s.json.WriteByte(']')
}

func join(at, name string) string { return strings.TrimPrefix(at+"."+name, ".") }

// memberOf is the type of a member, by its name in JSON.
func memberOf(t reflect.Type, name string) (reflect.Type, bool) {
	switch {
	case t == ruleType:
		return t, true
	case t.Kind() == reflect.Pointer:
		return memberOf(t.Elem(), name)
	case t.Kind() == reflect.Map:
		return t.Elem(), true
	}
	for field := range t.Fields() {
		if tag, _, _ := strings.Cut(field.Tag.Get("json"), ","); tag == name {
			return field.Type, true
		}
	}
	return nil, false
}

func itemOf(t reflect.Type) reflect.Type {
	if t == ruleType {
		return t
	}
	return t.Elem()
}

func (s *shaper) scalar(n *yaml.Node, t reflect.Type, at string) {
	own := n.ShortTag()
	if own == "!!timestamp" {
		own = "!!str"
	}
	want, words := tagOf(t, own)
	_, tooLarge := strconv.ParseFloat(n.Value, 64)
	_, notWhole := strconv.Atoi(n.Value)
	switch {
	case own != want && (own != "!!int" || want != "!!float"):
		s.refuse(n, at, "this must be "+words)
	case own == "!!str":
		s.json.Write(quoted(n.Value))
	case own == "!!bool":
		s.json.WriteString(strings.ToLower(n.Value))
	case !jsonNumber.MatchString(n.Value), tooLarge != nil, want == "!!int" && t != ruleType && notWhole != nil:
		s.refuse(n, at, "write the number in plain digits")
	default:
		s.json.WriteString(n.Value)
	}
}

func tagOf(t reflect.Type, own string) (tag, words string) {
	switch {
	case t == ruleType:
		return own, ""
	case t.Kind() == reflect.Pointer:
		return tagOf(t.Elem(), own)
	case t.Kind() == reflect.String:
		return "!!str", "a text: put it in quotes"
	case t.Kind() == reflect.Bool:
		return "!!bool", "true or false"
	case t.Kind() == reflect.Int:
		return "!!int", "a whole number"
	default:
		return "!!float", "a number"
	}
}

// quoted is a string in JSON, without the escapes that HTML wants.
func quoted(value string) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // a string to a buffer
	return bytes.TrimSuffix(text.Bytes(), []byte("\n"))
}

func (s *shaper) refuse(n *yaml.Node, at, message string) {
	s.wrong = append(s.wrong, fmt.Errorf("%d:%d: %s", n.Line, n.Column, About(short(at), short(message))))
}

// short cuts what repeats a file.
func short(s string) string {
	if len(s) > mostSaid {
		return strings.ToValidUTF8(s[:mostSaid], "") + "…"
	}
	return s
}

// About names the field a message is about.
func About(field, message string) string {
	if field == "" {
		return message
	}
	return field + ": " + message
}
