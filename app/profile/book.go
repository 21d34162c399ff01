package profile

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// Ref names one version of a survey.
type Ref struct {
	Survey  string // its handle
	Version int
}

// Book is the surveys somebody has answered, by which her answers are put into words.
type Book struct {
	versions map[Ref]app.Version  // as published
	ever     map[Ref]app.Document // with every option it may have shown
	shelves  catalogue.Shelves
}

// Open reads the surveys that responses belong to, each version once. One that is not
// known any more is missing. Errors: Unavailable.
func Open(ctx context.Context, s *store.Store, shop app.ShopID, responses []app.ResponseData) (Book, error) {
	b := Book{versions: map[Ref]app.Version{}, ever: map[Ref]app.Document{}}
	var names []store.Named
	for _, r := range responses {
		ref := Ref{r.Survey, r.Version}
		if _, named := b.versions[ref]; !named {
			b.versions[ref] = app.Version{}
			names = append(names, store.Named{Handle: r.Survey, Version: r.Version})
		}
	}
	found, err := s.VersionsNamed(ctx, shop, names)
	if err != nil {
		return Book{}, err
	}
	var documents []app.Document
	for name, v := range found {
		b.versions[Ref{name.Handle, name.Version}] = v
		documents = append(documents, v.Document)
	}
	b.shelves, err = catalogue.Read(ctx, s, shop, documents...)
	for ref, v := range b.versions {
		b.ever[ref] = b.shelves.Ever(v.Document)
	}
	return b, err
}

// Refs are the versions that are known, the first survey first.
func (b Book) Refs() []Ref {
	var refs []Ref
	for ref, v := range b.versions {
		if v.Version > 0 {
			refs = append(refs, ref)
		}
	}
	slices.SortFunc(refs, Ref.compare)
	return refs
}

// Version is a version as it was published.
func (b Book) Version(ref Ref) app.Version { return b.versions[ref] }

// Document is a version with every option it may have shown.
func (b Book) Document(ref Ref) app.Document { return b.ever[ref] }

// Shelves are the options that the catalogue has given.
func (b Book) Shelves() catalogue.Shelves { return b.shelves }

// Language is the one of a document's that somebody reads who asks for another.
func Language(d app.Document, locale string) string {
	for _, wanted := range []string{locale, base(locale)} {
		if slices.Contains(d.Languages, wanted) {
			return wanted
		}
	}
	if len(d.Languages) == 0 {
		return ""
	}
	return d.Languages[0]
}

func base(locale string) string {
	for i := range locale {
		if locale[i] == '-' || locale[i] == '_' {
			return locale[:i]
		}
	}
	return locale
}

// Words are an answer in words, nil for one that was taken back.
func Words(d app.Document, key string, raw json.RawMessage, locale string) []string {
	q, known := d.Question(key)
	lang := Language(d, locale)
	switch {
	case gone(raw):
		return nil
	case !known:
		return []string{string(raw)}
	default:
		return question.Spoken(q, app.Value{Kind: question.Kind(q), JSON: raw}, lang, lang)
	}
}

// Prompt is a question in words, its key when nothing is known of it.
func Prompt(d app.Document, key, locale string) string {
	q, _ := d.Question(key)
	lang := Language(d, locale)
	if said := q.Prompt.In(lang, lang); said != "" {
		return said
	}
	return key
}

// gone reports whether an answer was taken back.
func gone(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }
