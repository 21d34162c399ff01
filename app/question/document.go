package question

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
)

// MostQuestions is the most questions one document may have.
const MostQuestions = 50

const (
	mostLanguages = 20
	titleLength   = 200
	promptLength  = 500
	labelLength   = 120
	mostFields    = 50 // errors told at once
)

var (
	handle   = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
	language = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$`)
	// A metafield's key has 2 to 64 characters (Shopify: metafield-limits).
	key = regexp.MustCompile(`^[a-z][a-z0-9_]{1,63}$`)
)

// IsHandle reports whether a survey can have this handle.
func IsHandle(s string) bool { return handle.MatchString(s) }

// CheckDocument tells everything that is wrong with a document, nothing for a
// document that can be published. Field names are JSON paths, "questions.0.key".
func CheckDocument(d app.Document) []app.FieldError {
	var c check
	c.require(IsHandle(d.Handle), "handle", "format", "Use 1 to 63 of a-z, 0-9 and -.")
	c.plain("title", d.Title, titleLength)
	c.languages(d.Languages)
	c.placements(d.Placements)
	c.text("thanks", d.Thanks, promptLength, optional)
	c.require(len(d.Questions) >= 1 && len(d.Questions) <= MostQuestions, "questions", "count",
		fmt.Sprintf("Give 1 to %d questions.", MostQuestions))
	seen := map[string]bool{}
	for i, q := range d.Questions[:min(len(d.Questions), MostQuestions)] {
		at := fmt.Sprintf("questions.%d", i)
		c.question(at, q)
		c.require(!seen[q.Key], at+".key", "taken", "Two questions have this key.")
		seen[q.Key] = true
	}
	return c.wrong
}

// check collects what is wrong with a document in the languages it claims.
type check struct {
	wrong []app.FieldError
	langs []string
}

type presence bool

const (
	required presence = true
	optional presence = false
)

func field(name, code, message string) app.FieldError {
	return app.FieldError{Field: name, Code: code, Message: message}
}

func (c *check) require(ok bool, name, code, message string) {
	if !ok && len(c.wrong) < mostFields {
		c.wrong = append(c.wrong, field(name, code, message))
	}
}

func (c *check) languages(langs []string) {
	c.require(len(langs) >= 1 && len(langs) <= mostLanguages, "languages", "count",
		fmt.Sprintf("Give 1 to %d languages.", mostLanguages))
	for i, lang := range langs[:min(len(langs), mostLanguages)] {
		name := fmt.Sprintf("languages.%d", i)
		c.require(language.MatchString(lang), name, "format", `Use a language tag such as "en" or "pt-BR".`)
		c.require(!slices.Contains(c.langs, lang), name, "taken", "This language is listed twice.")
		c.langs = append(c.langs, lang)
	}
}

func (c *check) placements(places []app.Surface) {
	c.require(len(places) <= len(app.Surfaces), "placements", "count", "A place is listed twice.")
	for i, p := range places[:min(len(places), len(app.Surfaces))] {
		name := fmt.Sprintf("placements.%d", i)
		c.require(slices.Contains(app.Surfaces, p), name, "unknown", "There is no such place.")
		c.require(!slices.Contains(places[:i], p), name, "taken", "This place is listed twice.")
	}
}

func (c *check) question(at string, q app.Question) {
	c.require(key.MatchString(q.Key), at+".key", "format", "Use 2 to 64 of a-z, 0-9 and _, a letter first.")
	c.text(at+".prompt", q.Prompt, promptLength, required)
	c.text(at+".why", q.Why, promptLength, optional)
	for i, o := range q.Options[:min(len(q.Options), mostOptions)] {
		c.text(fmt.Sprintf("%s.options.%d.label", at, i), o.Label, labelLength, required)
	}
	if q.Other != nil {
		c.text(at+".other.label", q.Other.Label, labelLength, required)
	}
	kind, known := Find(q.Type)
	c.require(known, at+".type", "unknown", "There is no such type of question.")
	if !known {
		return
	}
	for _, e := range kind.Check(q) {
		c.require(false, at+"."+e.Field, e.Code, e.Message)
	}
}

// text checks a text in every language of the document and in no other. An
// optional text may be missing altogether, but not in one language only.
func (c *check) text(name string, t app.Text, most int, p presence) {
	if p == optional && len(t) == 0 {
		return
	}
	for _, lang := range c.langs {
		c.require(strings.TrimSpace(t[lang]) != "", name+"."+lang, "required", "This text is missing.")
		c.plain(name+"."+lang, t[lang], most)
	}
	for lang := range t {
		if !slices.Contains(c.langs, lang) {
			c.require(false, name, "unknown_language", "There is a text in a language the survey does not have.")
			return
		}
	}
}

// plain refuses what no shop page can show or no database can hold.
func (c *check) plain(name, s string, most int) {
	c.require(utf8.RuneCountInString(s) <= most, name, "too_long", fmt.Sprintf("At most %d characters.", most))
	bad := !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && unicode.IsControl(r) })
	c.require(!bad, name, "characters", "Control characters are not allowed.")
}
