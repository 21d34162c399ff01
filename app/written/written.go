// Package written owns surveys as people write them: YAML or JSON, read into what
// the app works with and written from it, with the line and column of everything
// that is wrong, and with what tells one survey from another.
package written

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/askwell/askwell/app"
)

// MostBytes is the most bytes of a file: YAML needs more room than what is in it.
const MostBytes = 256 << 10

// File is what somebody wrote, and where each part of it stands.
type File struct {
	Name  string
	nodes map[string]*yaml.Node // JSON path → where it is written
}

// Read reads YAML or JSON into what a pointer to a struct with json tags points at,
// and refuses what the struct does not have. Its errors name file, line, column and
// field, one a line.
func Read(name string, text []byte, into any) (File, error) {
	f := File{Name: name}
	if len(text) > MostBytes {
		return f, fmt.Errorf("%s: the file is over %d bytes", name, MostBytes)
	}
	tree, err := parseTree(text)
	if err != nil {
		return f, fmt.Errorf("%s:%w", name, err)
	}
	s := &shaper{nodes: map[string]*yaml.Node{"": tree}}
	s.value(tree, reflect.TypeOf(into).Elem(), "", 0)
	f.nodes = s.nodes
	switch {
	case len(s.wrong) > 0:
		for i, err := range s.wrong {
			s.wrong[i] = fmt.Errorf("%s:%w", name, err)
		}
		return f, errors.Join(s.wrong...)
	case s.json.Len() > mostJSON:
		return f, fmt.Errorf("%s: the document is over %d bytes", name, mostJSON)
	}
	if err := json.Unmarshal(s.json.Bytes(), into); err != nil {
		return f, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// Locate gives the places of the fields an error is about.
func (f File) Locate(err error) error {
	var known *app.Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &known) || len(known.Fields) == 0:
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	lines := make([]error, len(known.Fields))
	for i, field := range known.Fields {
		lines[i] = fmt.Errorf("%s: %s", f.Place(field.Field), About(field.Field, field.Message))
	}
	return errors.Join(lines...)
}

// Place is where a field is written, or what it is missing from: "brew.yaml:3:1".
func (f File) Place(path string) string {
	for {
		if n, written := f.nodes[path]; written {
			return fmt.Sprintf("%s:%d:%d", f.Name, n.Line, n.Column)
		}
		path = path[:max(strings.LastIndexByte(path, '.'), 0)]
	}
}
