package liquid

import (
	"maps"
	"math"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// standard are Liquid's own filters.
var standard = joined(textFilters, numberFilters, listFilters)

func joined(all ...map[string]Filter) map[string]Filter {
	out := map[string]Filter{}
	for _, some := range all {
		maps.Copy(out, some)
	}
	return out
}

// textual is a filter from text to text.
func textual(do func(s string) string) Filter {
	return func(c *Call) (any, error) { return do(Text(c.Input)), nil }
}

// given is one that takes texts besides.
func given(do func(s string, arg func(int) string) string) Filter {
	return func(c *Call) (any, error) {
		return do(Text(c.Input), func(n int) string { return Text(c.Arg(n)) }), nil
	}
}

var textFilters = map[string]Filter{
	"append":  given(func(s string, arg func(int) string) string { return s + arg(0) }),
	"prepend": given(func(s string, arg func(int) string) string { return arg(0) + s }),
	"capitalize": textual(func(s string) string {
		first, size := utf8.DecodeRuneInString(s)
		if size == 0 {
			return s
		}
		return string(unicode.ToUpper(first)) + strings.ToLower(s[size:])
	}),
	"downcase":       textual(strings.ToLower),
	"upcase":         textual(strings.ToUpper),
	"strip":          textual(func(s string) string { return strings.Trim(s, space) }),
	"lstrip":         textual(func(s string) string { return strings.TrimLeft(s, space) }),
	"rstrip":         textual(func(s string) string { return strings.TrimRight(s, space) }),
	"strip_newlines": textual(func(s string) string { return strings.NewReplacer("\r\n", "", "\n", "").Replace(s) }),
	"newline_to_br":  textual(func(s string) string { return strings.NewReplacer("\r\n", "<br />\n", "\n", "<br />\n").Replace(s) }),
	"strip_html":     textual(func(s string) string { return markup.ReplaceAllString(s, "") }),
	"escape":         escaping(Escape),
	"escape_once":    escaping(func(s string) string { return escapeOnce(s) }),
	"url_encode":     textual(url.QueryEscape),
	"url_decode":     urlDecode,
	"remove":         given(func(s string, arg func(int) string) string { return strings.ReplaceAll(s, arg(0), "") }),
	"remove_first":   given(func(s string, arg func(int) string) string { return strings.Replace(s, arg(0), "", 1) }),
	"remove_last":    given(func(s string, arg func(int) string) string { return replaceLast(s, arg(0), "") }),
	"replace":        given(func(s string, arg func(int) string) string { return strings.ReplaceAll(s, arg(0), arg(1)) }),
	"replace_first":  given(func(s string, arg func(int) string) string { return strings.Replace(s, arg(0), arg(1), 1) }),
	"replace_last":   given(func(s string, arg func(int) string) string { return replaceLast(s, arg(0), arg(1)) }),
	"split":          split,
	"truncate":       truncate,
	"truncatewords":  truncateWords,
	"default":        otherwise,
	"date":           date,
}

var (
	markup     = regexp.MustCompile(`(?s)<script.*?</script>|<!--.*?-->|<style.*?</style>|<.*?>`)
	entity     = regexp.MustCompile(`["><']|&(?:[a-zA-Z]+|#\d+);|&`)
	whitespace = regexp.MustCompile(`\s+`)
	escapes    = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")
)

// Escape makes text safe in HTML.
func Escape(s string) string { return escapes.Replace(s) }

func escapeOnce(s string) string {
	return entity.ReplaceAllStringFunc(s, func(found string) string {
		if len(found) > 1 {
			return found
		}
		return Escape(found)
	})
}

// escaping leaves nil nil, as Liquid does.
func escaping(do func(string) string) Filter {
	return func(c *Call) (any, error) {
		if c.Input == nil {
			return nil, nil
		}
		return do(Text(c.Input)), nil
	}
}

func urlDecode(c *Call) (any, error) { return url.QueryUnescape(Text(c.Input)) }

func replaceLast(s, old, with string) string {
	at := strings.LastIndex(s, old)
	if at < 0 {
		return s
	}
	return s[:at] + with + s[at+len(old):]
}

func split(c *Call) (any, error) {
	s, by := Text(c.Input), Text(c.Arg(0))
	var parts []string
	switch {
	case s == "":
	case by == " ": // as Ruby: runs of space, and none at the ends
		parts = strings.Fields(s)
	default:
		parts = strings.Split(s, by)
	}
	for len(parts) > 0 && parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	return normal(parts), nil
}

func truncate(c *Call) (any, error) {
	s, n, end := []rune(Text(c.Input)), 50, "..."
	if c.Arg(0) != nil {
		n = int(Int(c.Arg(0)))
	}
	if len(c.Args) > 1 {
		end = Text(c.Arg(1))
	}
	if len(s) <= n {
		return string(s), nil
	}
	return string(s[:max(0, n-len([]rune(end)))]) + end, nil
}

func truncateWords(c *Call) (any, error) {
	n, end := 15, "..."
	if c.Arg(0) != nil {
		n = max(1, int(Int(c.Arg(0))))
	}
	if len(c.Args) > 1 {
		end = Text(c.Arg(1))
	}
	list := whitespace.Split(strings.Trim(Text(c.Input), space), -1)
	if len(list) <= n {
		return Text(c.Input), nil
	}
	return strings.Join(list[:n], " ") + end, nil
}

// otherwise is default: nil, false and empty give way.
func otherwise(c *Call) (any, error) {
	if c.Input == false && truth(c.Named["allow_false"]) {
		return false, nil
	}
	if !truth(c.Input) || marker("empty").is(c.Input) {
		return c.Arg(0), nil
	}
	return c.Input, nil
}

// arithmetic is a value as a number: what is none is 0.
func arithmetic(v any) any {
	switch v := normal(v).(type) {
	case int64, float64:
		return v
	case string:
		s := strings.Trim(v, space)
		if n := numberLike.FindString(s); n == s && n != "" {
			return numeral(n)
		} else if m := leading.FindString(s); m != "" {
			return numeral(m)
		}
	}
	return int64(0)
}

var (
	numberLike = regexp.MustCompile(`^-?\d+\.\d+`)
	leading    = regexp.MustCompile(`^-?\d+`)
)

func round(f float64, places int64) any {
	if places <= 0 {
		return int64(math.Round(f))
	}
	scale := math.Pow10(int(places))
	return math.Round(f*scale) / scale
}
