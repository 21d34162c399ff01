package question

import (
	"fmt"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
)

// MostQuestions is the most questions one document may have.
const MostQuestions = 50

const (
	mostLanguages = 20
	mostEndings   = 20
	mostTag       = 35 // characters: more than a language tag has
	mostShelf     = 20 // products or collections of one ending
	mostPriority  = 1_000
	mostHoldout   = 50
	leastPolled   = 5 // below, a count tells who gave it
	mostPolled    = 100_000
)

var (
	handle   = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
	language = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$`)
	// A metafield's key has 2 to 64 characters (Shopify: metafield-limits).
	key       = regexp.MustCompile(`^[a-z][a-z0-9_]{1,63}$`)
	endingKey = regexp.MustCompile(`^[a-z0-9_]{1,64}$`)
)

// IsHandle reports whether a survey can have this handle.
func IsHandle(s string) bool { return handle.MatchString(s) }

// CheckDocument tells everything that is wrong with a document as it may be
// saved, nothing for a good one. Field names are JSON paths,
// "questions.0.prompt.sv"; messages name the question by its key.
func CheckDocument(d app.Document) []app.FieldError {
	var c check
	c.require(IsHandle(d.Handle), "handle", "format", "Use 1 to 63 of a-z, 0-9 and -.")
	c.plain("title", d.Title, titleLength, "")
	c.languages(d.Languages)
	c.placements(d.Placements)
	c.asking(d)
	c.endings(d.Endings)
	c.require(len(d.Questions) >= 1 && len(d.Questions) <= MostQuestions, "questions", "count",
		fmt.Sprintf("Give 1 to %d questions.", MostQuestions))
	questions := d.Questions[:min(len(d.Questions), MostQuestions)]
	for i, q := range questions {
		at := fmt.Sprintf("questions.%d.", i)
		c.question(at, q)
		taken := slices.ContainsFunc(questions[:i], func(other app.Question) bool { return other.Key == q.Key })
		c.require(!taken, at+"key", "taken", "Two questions have this key.")
	}
	for w := range wordings(d) {
		c.wording(w)
	}
	return c.named(questions)
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

// asking checks what a document says of whom it asks and for what; the rules in
// it are another package's.
func (c *check) asking(d app.Document) {
	c.between("priority", d.Priority, -mostPriority, mostPriority)
	c.between("sample.percent", d.Sample.Percent, 0, 100)
	c.between("sample.holdout", d.Sample.Holdout, 0, mostHoldout)
	c.require(d.Reward == "" || IsHandle(d.Reward), "reward", "format", "Use 1 to 63 of a-z, 0-9 and -.")
	if d.Poll != nil {
		c.between("poll.least", d.Poll.Least, leastPolled, mostPolled)
	}
}

func (c *check) endings(endings []app.Ending) {
	c.require(len(endings) <= mostEndings, "endings", "count", fmt.Sprintf("At most %d endings.", mostEndings))
	for i, e := range endings[:min(len(endings), mostEndings)] {
		at := fmt.Sprintf("endings.%d.", i)
		c.require(endingKey.MatchString(e.Key), at+"key", "format", "Use 1 to 64 of a-z, 0-9 and _.")
		c.require(!slices.Contains(c.ends, e.Key), at+"key", "taken", "Two endings have this key.")
		c.require(e.Image == "" || isImage(e.Image), at+"image", "format", "Give an https:// address.")
		c.shelf(at+"products", e.Products)
		c.shelf(at+"collections", e.Collections)
		c.ends = append(c.ends, e.Key)
	}
}

// shelf checks a list of handles from the catalogue.
func (c *check) shelf(name string, handles []string) {
	c.require(len(handles) <= mostShelf, name, "count", fmt.Sprintf("At most %d.", mostShelf))
	for i, h := range handles[:min(len(handles), mostShelf)] {
		c.require(h != "" && isName(h), fmt.Sprintf("%s.%d", name, i), "format", "Give a handle of the catalogue.")
	}
}

// wording checks a text in every language of the document and in no other. Only the first
// language, which the others fall back to, must be there in a draft: translating takes time.
func (c *check) wording(w wording) {
	for i, lang := range c.langs {
		tag := cut(lang, mostTag)
		at := w.path + "." + tag
		c.require(i > 0 || !w.missing(lang, false), at, "required", "This text is missing in "+tag+".")
		c.plain(at, w.text[lang], w.most, " in "+tag)
	}
	known, last := true, ""
	for lang := range w.text { // one is enough to say, the same one every time
		if !slices.Contains(c.langs, lang) {
			known, last = false, max(last, lang)
		}
	}
	c.require(known, w.path, "unknown_language", fmt.Sprintf("There is a text in %q, a language the survey does not have.", cut(last, mostTag)))
}

// named puts the question's key before what is wrong with it, for those who read
// the messages without the form.
func (c *check) named(questions []app.Question) []app.FieldError {
	for i := range c.wrong {
		e := &c.wrong[i]
		var at int
		if n, _ := fmt.Sscanf(e.Field, "questions.%d.", &at); n == 1 && at < len(questions) && key.MatchString(questions[at].Key) {
			e.Message = fmt.Sprintf("Question %s: %s", questions[at].Key, lower(e.Message))
		}
	}
	return c.wrong
}

// lower begins a sentence within another.
func lower(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[n:]
}
