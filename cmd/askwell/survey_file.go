package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/written"
)

const mostFiles = 1_000

// surveyFile is a survey as somebody wrote it.
type surveyFile struct {
	written.File
	Document app.Document
}

// readSurvey reads a survey from YAML or JSON. Its errors name file, line, column
// and field, one a line.
func readSurvey(name string, text []byte) (f surveyFile, err error) {
	f.File, err = written.Read(name, text, &f.Document)
	return f, err
}

// check tells everything that is wrong with the survey.
func (f surveyFile) check() error {
	return f.Locate(publish.Check(f.Document))
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
			err = fmt.Errorf("%s: handle: %s has this handle too", f.Place("handle"), files[same].Name)
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
	text, err := io.ReadAll(io.LimitReader(input, written.MostBytes+1))
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
