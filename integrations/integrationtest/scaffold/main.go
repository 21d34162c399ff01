// Command scaffold owns how a destination is begun: a folder that compiles, and whose
// test fails until what is in it is written.
package main

import (
	"bytes"
	"embed"
	"fmt"
	"go/format"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"
)

//go:embed files
var files embed.FS

// list is the one list of destinations.
const list = "integrations/all/all.go"

// names are those that can be a package's and a provider's both.
var names = regexp.MustCompile(`^[a-z][a-z0-9]{1,30}$`)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "say which: make new-integration NAME=acme")
		os.Exit(2)
	}
	if err := begin(".", os.Args[1], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// begin makes a destination's folder below the root of the repository, and lists it. One
// that is there stays as it is.
func begin(root, name string, out io.Writer) error {
	if !names.MatchString(name) {
		return fmt.Errorf("%q cannot be a destination's name: lower-case letters and digits, a letter first", name)
	}
	folder := filepath.Join(root, "integrations", name)
	if _, err := os.Stat(folder); err == nil {
		return fmt.Errorf("%s is there already", folder)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	templates, err := template.ParseFS(files, "files/*")
	if err != nil {
		return err
	}
	for _, t := range templates.Templates() {
		at := filepath.Join(folder, strings.ReplaceAll(strings.TrimSuffix(t.Name(), ".tmpl"), "acme", name))
		if err := write(at, t, map[string]string{"Name": name, "Title": strings.ToUpper(name[:1]) + name[1:]}); err != nil {
			return err
		}
		fmt.Fprintln(out, "made", at)
	}
	if err := enlist(filepath.Join(root, list), name); err != nil {
		return err
	}
	fmt.Fprintln(out, "listed in", list)
	fmt.Fprintf(out, "now make this pass: go test ./integrations/%s\n", name)
	return nil
}

func write(at string, t *template.Template, names map[string]string) error {
	var text bytes.Buffer
	if err := t.Execute(&text, names); err != nil {
		return err
	}
	if filepath.Ext(at) != ".go" {
		return os.WriteFile(at, text.Bytes(), 0o644)
	}
	formatted, err := format.Source(text.Bytes())
	if err != nil {
		return err
	}
	return os.WriteFile(at, formatted, 0o644)
}

// enlist adds a destination as the last of the tools.
func enlist(path, name string) error {
	before, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	imports, rest, ok := strings.Cut(string(before), "\n)\n")
	end := strings.LastIndex(rest, "\n\t}\n}")
	if !ok || end < 0 {
		return fmt.Errorf("%s has no list where one was looked for: add %s.Provider{Client: by} by hand", path, name)
	}
	after := imports + "\n\t\"github.com/askwell/askwell/integrations/" + name + "\"\n)\n" +
		rest[:end] + "\n\t\t" + name + ".Provider{Client: by}," + rest[end:]
	text, err := format.Source([]byte(after))
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644)
}
