package house_test

import (
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// packageDoc checks that exactly one file of a package carries its comment, and
// that the comment says something.
func packageDoc(folder fs.FS) error {
	names, err := fs.Glob(folder, "*.go")
	if err != nil {
		return err
	}
	var docs []string
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, source, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		if doc := parsed.Doc.Text(); doc != "" {
			docs = append(docs, doc)
			opening := "Package " + parsed.Name.Name + " "
			if parsed.Name.Name == "main" {
				opening = "Command "
			}
			if !strings.HasPrefix(doc, opening) || len(strings.Fields(doc)) < 6 {
				return fmt.Errorf("%s: the package comment must begin %q and say what it owns", name, opening)
			}
		}
	}
	if len(docs) != 1 {
		return errors.New("a package has one package comment")
	}
	return nil
}

func TestAPlantedPackageWithoutADocIsCaught(t *testing.T) {
	t.Parallel()
	for source, ok := range map[string]bool{
		"package a\n":                                                 false,
		"// Package a.\npackage a\n":                                  false,
		"// Hello\npackage a\n":                                       false,
		"// Package a owns the letter a.\npackage a\n":                true,
		"// Command a prints letters, one at a time.\npackage main\n": true,
	} {
		err := packageDoc(fstest.MapFS{"a.go": {Data: []byte(source)}})
		require.Equal(t, ok, err == nil, source)
	}
}
