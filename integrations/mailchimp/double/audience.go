package double

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/double"
)

// Audience is one list of an account.
type Audience struct {
	ID          string
	Name        string
	DoubleOptin bool
	Permissions bool // "GDPR fields"
	Fields      []Field
	Members     map[string]*Member // by the hash of the address
	Forgotten   map[string]bool    // who was deleted for good, by hash
}

// Field is one merge field.
type Field struct {
	ID      int     `json:"merge_id"`
	Tag     string  `json:"tag"`
	Name    string  `json:"name"`
	Type    string  `json:"type"`
	Public  bool    `json:"public"`
	Options Options `json:"options"`
}

// Options are a field's.
type Options struct {
	Choices    []string `json:"choices,omitempty"`
	DateFormat string   `json:"date_format,omitempty"`
}

// mostFields is how many an audience has below Premium.
const mostFields = 30

func (l *Audience) view() any {
	return map[string]any{"id": l.ID, "name": l.Name, "double_optin": l.DoubleOptin, "marketing_permissions": l.Permissions}
}

func (l *Audience) do(a *Account, o order, parts []string) double.Answer {
	below := strings.Join(parts, "/")
	switch {
	case below == "" && o.method == http.MethodGet:
		return fine(l.view())
	case below == "merge-fields" && o.method == http.MethodGet:
		return fine(map[string]any{"list_id": l.ID, "merge_fields": page(o, l.Fields, func(f Field) any { return f }), "total_items": len(l.Fields)})
	case below == "merge-fields" && o.method == http.MethodPost:
		return l.makeField(o)
	case below == "tag-search" && o.method == http.MethodGet:
		return l.tagSearch(o)
	case len(parts) > 1 && parts[0] == "members":
		return l.member(a, o, parts[1], strings.Join(parts[2:], "/"))
	default:
		return notFound()
	}
}

// page is the part of all that was asked for: ten, unless more were.
func page[T any](o order, all []T, view func(T) any) []any {
	count, err := strconv.Atoi(o.query.Get("count"))
	if err != nil || count < 0 {
		count = 10
	}
	offset, _ := strconv.Atoi(o.query.Get("offset"))
	offset = min(max(offset, 0), len(all))
	shown := []any{}
	for _, one := range all[offset:min(offset+min(count, 1000), len(all))] {
		shown = append(shown, view(one))
	}
	return shown
}

var fieldTypes = []string{"text", "number", "address", "phone", "date", "url", "imageurl", "radio", "dropdown", "birthday", "zip"}

var notInTags = regexp.MustCompile(`[^A-Z0-9_]`)

// makeField cuts a tag to ten characters, and numbers one that is taken.
func (l *Audience) makeField(o order) double.Answer {
	var f Field
	if !o.json(&f) || f.Name == "" || !slices.Contains(fieldTypes, f.Type) {
		return invalid(wrong{"name", "This value should not be blank."})
	}
	if len(l.Fields) >= mostFields {
		return problem(http.StatusBadRequest, "Bad Request", "Merge Max Limit Exceeded: This list already has the maximum number of merge fields.")
	}
	f.Tag = notInTags.ReplaceAllString(strings.ToUpper(f.Tag), "")
	f.Tag = f.Tag[:min(len(f.Tag), 10)]
	f.ID = l.Fields[len(l.Fields)-1].ID + 1
	if taken := slices.ContainsFunc(l.Fields, func(one Field) bool { return one.Tag == f.Tag }); taken || f.Tag == "" {
		f.Tag = "MMERGE" + strconv.Itoa(f.ID)
	}
	l.Fields = append(l.Fields, f)
	return fine(f)
}

func (l *Audience) tagSearch(o order) double.Answer {
	var names []string
	for _, m := range l.Members {
		names = append(names, m.Tags...)
	}
	slices.Sort(names)
	tags := []any{}
	for i, name := range slices.Compact(names) {
		if strings.HasPrefix(strings.ToLower(name), strings.ToLower(o.query.Get("name"))) {
			tags = append(tags, map[string]any{"id": i + 1, "name": name})
		}
	}
	return fine(map[string]any{"tags": tags, "total_items": len(tags)})
}
