package datamap

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/askwell/askwell/app"
)

//go:embed map.html
var files embed.FS

var page = template.Must(template.New("map.html").Funcs(template.FuncMap{"kept": kept, "join": strings.Join, "ways": said}).ParseFS(files, "map.html"))

// HTML draws the map as one page that needs nothing else.
func (d Data) HTML(to io.Writer) error { return page.Execute(to, d) }

// Text writes the map for a terminal.
func (d Data) Text(to io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "What %s keeps of people\n", d.Shop)
	for _, q := range d.Questions {
		fmt.Fprintf(&b, "\n%s: %s\n", q.Survey, q.Prompt)
		line(&b, "key", q.Key+mark(q.Sensitive, ", sensitive")+mark(q.Consent != "", ", with the consent "+q.Consent))
		line(&b, "why", q.Why)
		line(&b, "use", q.Use)
		line(&b, "purpose", fmt.Sprintf("%s, %s", q.Purpose, basis(q.Basis)))
		line(&b, "kept", kept(q.KeepDays, "until it is taken back"))
		line(&b, "goes to", said(q.Goes))
		line(&b, "withheld", said(q.Withheld))
	}
	for _, k := range d.Kinds {
		fmt.Fprintf(&b, "\n%s\n", k.What)
		line(&b, "why", k.Why)
		line(&b, "basis", k.Basis)
		line(&b, "from", k.From)
		line(&b, "goes to", k.Goes)
		line(&b, "kept", kept(k.Days, "")+mark(k.Days > 0, ". ")+k.Kept)
		line(&b, "read by", strings.Join(k.Readers, ", "))
	}
	_, err := io.WriteString(to, b.String())
	return err
}

func line(b *strings.Builder, name, value string) {
	if value != "" {
		fmt.Fprintf(b, "  %-9s %s\n", name, value)
	}
}

func mark(when bool, text string) string {
	if when {
		return text
	}
	return ""
}

func basis(b app.Basis) string {
	if b == "" {
		return "which the shop does not have"
	}
	return strings.ReplaceAll(string(b), "_", " ")
}

func kept(days int, otherwise string) string {
	if days == 0 {
		return otherwise
	}
	return fmt.Sprintf("%d days", days)
}

func said(ways []Way) string {
	words := make([]string, len(ways))
	for i, w := range ways {
		words[i] = fmt.Sprintf("%s (%s)", w.Destination, w.As)
	}
	return strings.Join(words, ", ")
}
