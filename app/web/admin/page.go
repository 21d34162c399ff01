package admin

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/askwell/askwell/app"
)

// PageIn is how a list is asked for, page by page. It is exported because huma fills what
// is embedded only then.
type PageIn struct {
	Cursor string `query:"cursor" maxLength:"400" doc:"The next of the page before; what it says is our affair"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"25" doc:"How many at most"`
}

// PageOut is what every answer has that is a page.
type PageOut struct {
	Link string `header:"Link" doc:"Where the next page is, rel=\"next\"; none behind the last"`
}

// after reads where a page begins: what next was told of the last of the page before.
// Nothing is read of the first page. Errors: Invalid for what is no cursor of this list.
func (p PageIn) after(list string, into ...any) error {
	if p.Cursor == "" {
		return nil
	}
	wrong := app.InvalidFields([]app.FieldError{{Field: "cursor", Code: "format", Message: "Not a cursor of this list."}})
	raw, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	var parts []json.RawMessage
	if err != nil || json.Unmarshal(raw, &parts) != nil || len(parts) != len(into)+1 {
		return wrong
	}
	for i, one := range append([]any{new(string)}, into...) {
		var text string
		if json.Unmarshal(parts[i], one) != nil || json.Unmarshal(parts[i], &text) == nil && !isKey(text) || i == 0 && text != list {
			return wrong
		}
	}
	return nil
}

// paged cuts one more than was asked for from a list, and says where the next page begins;
// key is what the list is ordered by.
func paged[T any](ctx context.Context, p PageIn, list string, found []T, key func(T) []any) (page []T, next string, out PageOut) {
	if len(found) <= p.Limit {
		return found, "", PageOut{}
	}
	page = found[:p.Limit]
	next = cursor(list, key(page[p.Limit-1])...)
	return page, next, PageOut{Link: callerOf(ctx).onward(next)}
}

func cursor(list string, key ...any) string {
	text, err := json.Marshal(append([]any{list}, key...))
	if err != nil {
		return "" // numbers and texts can be
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// onward is the same request for the next page.
func (c caller) onward(next string) string {
	query := c.url.Query()
	query.Set("cursor", next)
	return "<" + c.url.EscapedPath() + "?" + query.Encode() + `>; rel="next"`
}

// isKey keeps what no id and no time has, NUL and broken UTF-8 among it, from the database.
func isKey(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return !strings.ContainsRune("-_/.:+", r) && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
}
