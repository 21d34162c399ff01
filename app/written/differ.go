package written

import (
	"encoding/json"
	"reflect"
	"slices"

	"go.yaml.in/yaml/v4"

	"github.com/askwell/askwell/app"
)

// Change is one difference between two documents. Old or New is missing where
// there is nothing; of a list whose items only moved they are the items' keys.
type Change struct {
	Path string          `json:"path"`
	Old  json.RawMessage `json:"old,omitempty"`
	New  json.RawMessage `json:"new,omitempty"`
}

// Differences lists what turns one document into another, in their order. Items of
// a list are known by their keys.
func Differences(before, after app.Document) ([]Change, error) {
	was, err := treeOf(before)
	if err != nil {
		return nil, err
	}
	is, err := treeOf(after)
	if err != nil {
		return nil, err
	}
	return differences("", was, is), nil
}

func differences(at string, before, after *yaml.Node) []Change {
	switch {
	case empty(before) && empty(after):
		return nil
	case empty(before), empty(after), before.Kind != after.Kind:
	case before.Kind == yaml.MappingNode && before.Style != yaml.FlowStyle:
		return memberChanges(at, membersOf(before), membersOf(after))
	case before.Kind == yaml.SequenceNode && keyed(before) && keyed(after):
		return itemChanges(at, itemsOf(before), itemsOf(after))
	}
	c := Change{Path: at, Old: plain(before), New: plain(after)}
	if sameJSON(c.Old, c.New) {
		return nil
	}
	return []Change{c}
}

// empty reports whether a field says nothing.
func empty(n *yaml.Node) bool {
	return n == nil || n.Tag == "!!null" || n.Kind != yaml.ScalarNode && len(n.Content) == 0
}

// named are the members of a mapping or the items of a list, in their order.
type named struct {
	names []string
	nodes map[string]*yaml.Node
}

func (l *named) add(name string, n *yaml.Node) {
	if l.nodes == nil {
		l.nodes = map[string]*yaml.Node{}
	}
	l.names, l.nodes[name] = append(l.names, name), n
}

func membersOf(n *yaml.Node) (list named) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		list.add(n.Content[i].Value, n.Content[i+1])
	}
	return list
}

func itemsOf(n *yaml.Node) (list named) {
	for _, item := range n.Content {
		list.add(keyOf(item), item)
	}
	return list
}

func memberChanges(at string, before, after named) (changes []Change) {
	for _, name := range both(before.names, after.names) {
		changes = append(changes, differences(join(at, name), before.nodes[name], after.nodes[name])...)
	}
	return changes
}

func itemChanges(at string, before, after named) []Change {
	kept := func(names, others []string) []string {
		return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !slices.Contains(others, name) })
	}
	changes := memberChanges(at, before, after)
	was, is := kept(before.names, after.names), kept(after.names, before.names)
	if !slices.Equal(was, is) {
		changes = append(changes, Change{Path: at, Old: list(was), New: list(is)})
	}
	return changes
}

// both are the names of before, then those that only after has, each once.
func both(before, after []string) []string {
	names := slices.Clone(before)
	for _, name := range after {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// keyOf is what an item of a list is known by, "" for nothing.
func keyOf(n *yaml.Node) string {
	if n.Kind != yaml.MappingNode {
		return ""
	}
	members := membersOf(n).nodes
	for _, name := range []string{"key", "name"} {
		if key := members[name]; key != nil {
			return key.Value
		}
	}
	return ""
}

// keyed reports whether every item has a key of its own.
func keyed(n *yaml.Node) bool {
	seen := map[string]bool{"": true}
	for _, item := range n.Content {
		key := keyOf(item)
		if seen[key] {
			return false
		}
		seen[key] = true
	}
	return true
}

// plain is a node's JSON, nothing for none.
func plain(n *yaml.Node) json.RawMessage {
	if empty(n) {
		return nil
	}
	return appendJSON(nil, n)
}

func appendJSON(to []byte, n *yaml.Node) []byte {
	switch {
	case n.Kind == yaml.MappingNode:
		to = append(to, '{')
		for i, part := range n.Content { // a key, its value, a key…
			if i > 0 {
				to = append(to, ",:"[i%2])
			}
			to = appendJSON(to, part)
		}
		return append(to, '}')
	case n.Kind == yaml.SequenceNode:
		to = append(to, '[')
		for i, item := range n.Content {
			if i > 0 {
				to = append(to, ',')
			}
			to = appendJSON(to, item)
		}
		return append(to, ']')
	case n.Tag == "!!str":
		return append(to, quoted(n.Value)...)
	default:
		return append(to, n.Value...)
	}
}

func list(names []string) json.RawMessage {
	text, _ := json.Marshal(names) // keys
	return text
}

// sameJSON compares what is meant: 1.0 is 1, and members have no order.
func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}
