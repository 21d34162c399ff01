package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/publish"
)

const (
	maxFile   = 512 << 10 // bytes: YAML needs more room than the document in it
	mostFiles = 1_000
)

// surveyFile is a survey as somebody wrote it.
type surveyFile struct {
	Name     string
	Document app.Document
	nodes    map[string]*yaml.Node // JSON path → where it is written
}

// readSurvey reads a survey from YAML or JSON. Its errors name file, line, column
// and field, one a line.
func readSurvey(name string, text []byte) (surveyFile, error) {
	f := surveyFile{Name: name}
	if len(text) > maxFile {
		return f, fmt.Errorf("%s: the file is over %d bytes", name, maxFile)
	}
	tree, err := parseTree(text)
	if err != nil {
		return f, fmt.Errorf("%s:%w", name, err)
	}
	s := &shaper{nodes: map[string]*yaml.Node{"": tree}}
	s.value(tree, reflect.TypeFor[app.Document](), "", 0)
	f.nodes = s.nodes
	switch {
	case len(s.wrong) > 0:
		for i, err := range s.wrong {
			s.wrong[i] = fmt.Errorf("%s:%w", name, err)
		}
		return f, errors.Join(s.wrong...)
	case s.json.Len() > maxDocument:
		return f, fmt.Errorf("%s: the document is over %d bytes", name, maxDocument)
	}
	if err := json.Unmarshal(s.json.Bytes(), &f.Document); err != nil {
		return f, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// check tells everything that is wrong with the survey.
func (f surveyFile) check() error {
	return f.locate(publish.Check(f.Document))
}

// locate gives the lines of the fields an error is about.
func (f surveyFile) locate(err error) error {
	var known *app.Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &known) || len(known.Fields) == 0:
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	lines := make([]error, len(known.Fields))
	for i, field := range known.Fields {
		n := f.node(field.Field)
		lines[i] = fmt.Errorf("%s:%d:%d: %s", f.Name, n.Line, n.Column, about(field.Field, field.Message))
	}
	return errors.Join(lines...)
}

// node is where a field is written, or what it is missing from.
func (f surveyFile) node(path string) *yaml.Node {
	for {
		if n, written := f.nodes[path]; written {
			return n
		}
		path = path[:max(strings.LastIndexByte(path, '.'), 0)]
	}
}

// readSurveys reads files, folders of files and, for "-", the input.
func readSurveys(names []string, input io.Reader) ([]surveyFile, error) {
	paths, err := surveyPaths(names)
	if err != nil {
		return nil, err
	}
	var files []surveyFile
	var wrong []error
	for _, path := range paths {
		text, err := readBounded(path, input)
		if err != nil {
			return nil, err
		}
		f, err := readSurvey(path, text)
		if err == nil {
			err = f.check()
		}
		same := slices.IndexFunc(files, func(other surveyFile) bool { return other.Document.Handle == f.Document.Handle })
		if err == nil && same >= 0 {
			n := f.node("handle")
			err = fmt.Errorf("%s:%d:%d: handle: %s has this handle too", path, n.Line, n.Column, files[same].Name)
		}
		files, wrong = append(files, f), append(wrong, err)
	}
	return files, errors.Join(wrong...)
}

// readBounded reads a file, or the input, not much beyond what is accepted.
func readBounded(path string, input io.Reader) ([]byte, error) {
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer func() { _ = file.Close() }() // only read
		input = file
	}
	text, err := io.ReadAll(io.LimitReader(input, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return text, nil
}

// surveyPaths puts its surveys in the place of each folder.
func surveyPaths(names []string) (paths []string, err error) {
	for _, name := range names {
		if info, err := os.Stat(name); name == "-" || err == nil && !info.IsDir() {
			paths = append(paths, name)
			continue
		} else if err != nil {
			return nil, err
		}
		entries, err := os.ReadDir(name)
		if err != nil {
			return nil, err
		}
		before := len(paths)
		for _, entry := range entries {
			if isSurveyName(entry.Name()) && !entry.IsDir() {
				paths = append(paths, filepath.Join(name, entry.Name()))
			}
		}
		if len(paths) == before {
			return nil, fmt.Errorf("%s: there is no survey in this folder", name)
		}
	}
	if len(paths) > mostFiles {
		return nil, fmt.Errorf("these are %d files: at most %d at once", len(paths), mostFiles)
	}
	return paths, nil
}

func isSurveyName(name string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(name)) && !strings.HasPrefix(name, ".")
}
