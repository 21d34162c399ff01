package client

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// How much of an answer is looked at, and how many characters are kept of it.
const (
	mostLooked     = 16 << 10
	longestExcerpt = 500
)

// hidden stands for what is not told.
const hidden = "[…]"

// spoken are the members of an answer whose words are the vendor's own. Whatever else it
// says is somebody's: a name, an address, an answer.
var spoken = []string{
	"code", "error", "errors", "error_code", "errorcode", "error_count", "status", "statuscode", "type", "title", "message", "messages", "msg",
	"detail", "details", "reason", "category", "subcategory", "pointer", "parameter", "field", "source", "success", "retryafter", "retry_after",
}

// Excerpt is the beginning of an answer, at most 500 characters of it, without what names
// or describes a person and without keys: vendors repeat to us what we have sent. It is
// kept with an attempt and shown to merchants.
func Excerpt(r Response) string {
	body := bytes.TrimSpace(r.Body[:min(len(r.Body), mostLooked)])
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var said any
	var text string
	switch {
	case len(body) == 0:
		return ""
	case body[0] == '<':
		text = "(a page, not an answer)"
	case decoder.Decode(&said) == nil && !decoder.More():
		text = told(said)
	default:
		text = words(whole(string(body), len(body) < len(r.Body)))
	}
	if runes := []rune(text); len(runes) > longestExcerpt {
		return string(runes[:longestExcerpt-1]) + "…"
	}
	return text
}

// whole is a text without its last word, if that may be the half of one.
func whole(text string, cut bool) string {
	if at := strings.LastIndexFunc(text, unicode.IsSpace); cut {
		return text[:max(at, 0)]
	}
	return text
}

// told writes a value as JSON with the vendor's own words alone.
func told(v any) string {
	switch v := v.(type) {
	case map[string]any:
		var members []string
		for name, value := range v {
			member, ours := memberName(name)
			members = append(members, member+":"+tellMember(value, ours))
		}
		slices.Sort(members)
		return "{" + strings.Join(members, ",") + "}"
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = told(item)
		}
		return "[" + strings.Join(items, ",") + "]"
	case string:
		return `"` + words(v) + `"`
	case json.Number:
		return words(v.String())
	case nil:
		return "null"
	default:
		return fmt.Sprint(v)
	}
}

// tellMember keeps the vendor's words, and of what is somebody's only how it is built.
func tellMember(v any, spoken bool) string {
	switch v.(type) {
	case map[string]any, []any:
		if spoken || !leaves(v) {
			return told(v)
		}
	case bool, nil:
		return told(v)
	default:
		if spoken {
			return told(v)
		}
	}
	return hidden
}

// leaves reports whether a list holds plain values: those of a member that is not the
// vendor's are somebody's.
func leaves(v any) bool {
	list, ok := v.([]any)
	return ok && slices.ContainsFunc(list, func(item any) bool {
		_, object := item.(map[string]any)
		return !object
	})
}

var name = regexp.MustCompile(`^[A-Za-z_-]{1,40}$`)

// memberName is a member's name, if it is one and no person's, and whether what it says
// is the vendor's.
func memberName(s string) (shown string, vendors bool) {
	if !name.MatchString(s) {
		return hidden, false
	}
	return s, slices.Contains(spoken, strings.ToLower(s))
}

var (
	quoted = regexp.MustCompile("\"[^\"]*\"|`[^`]*`|(^|[^\\pL\\pN])'[^']*'|«[^»]*»|“[^”]*”")
	phone  = regexp.MustCompile(`\+?\pN(?:[\s().\-/\x{2010}-\x{2015}]*\pN){5,}`)
	word   = regexp.MustCompile("[^\\s\"'`<>(){}\\[\\],;|]+")
)

// words are a text without what may be somebody's: what is quoted, addresses, numbers of
// six digits and more, and whatever is too long and mixed to be a word.
func words(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		default:
			return r
		}
	}, strings.ToValidUTF8(html.UnescapeString(text), "?"))
	text = quoted.ReplaceAllString(text, " "+hidden)
	text = phone.ReplaceAllString(text, hidden)
	text = word.ReplaceAllStringFunc(text, func(w string) string {
		if somebodys(w) {
			return hidden
		}
		return w
	})
	return strings.Join(strings.Fields(text), " ")
}

// longestWord is longer than the words of vendors' messages, most of their codes'
// included, and shorter than a key.
const longestWord = 40

func somebodys(w string) bool {
	var letters, digits, length int
	for _, r := range w {
		length++
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsNumber(r):
			digits++
		}
	}
	return strings.ContainsAny(w, "@＠﹫") || strings.Contains(w, "%40") || strings.Contains(w, "://") ||
		length > longestWord || digits >= 5 || digits >= 2 && letters >= 8
}
