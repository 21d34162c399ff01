package ledger

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// secretEnds are how the names of secrets end, in any spelling: access_token,
// accessToken and X-Shopify-Access-Token are one.
var secretEnds = []string{
	"token", "secret", "password", "signature", "hmac", "hmacsha256", "authorization", "apikey", "cookie", "assertion", "credential",
}

// secretNames are secrets only under exactly this name: signatures, and API keys
// of email tools.
var secretNames = []string{"sig", "sha", "jwt", "pwd", "privatekey", "signingkey"}

// secret reports whether what goes by a name must not be kept.
func secret(name string) bool {
	name = plain(name)
	return slices.Contains(secretNames, name) || slices.ContainsFunc(secretEnds, func(end string) bool { return strings.HasSuffix(name, end) })
}

// plain is a name without case and punctuation.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		default:
			return -1
		}
	}, name)
}

const (
	dots = "…"
	// A value shorter than this would be given away by its last four characters.
	minTail = 20
)

var (
	masked = regexp.MustCompile(`^(?:[A-Za-z-]{1,20} )?(?:[A-Za-z]{2,8}[_-]|eyJ)?…[A-Za-z0-9]{0,4}$`)
	prefix = regexp.MustCompile(`^(?:shp[a-z]{2}_|[ps]k_|pat-|xkeysib-|eyJ)`)
	tail   = regexp.MustCompile(`[A-Za-z0-9]{4}$`)
	scheme = regexp.MustCompile(`^[A-Za-z-]{2,20} `)
)

// mask keeps of a secret what lets a reader recognise it: "shpat_…1f2c".
func mask(value string) string {
	if value == "" || masked.MatchString(value) {
		return value
	}
	if len(value) < minTail {
		return dots
	}
	return prefix.FindString(value) + dots + tail.FindString(value)
}

// hide is mask for what goes by a name. People choose passwords, and Basic
// credentials and cookies are made of them: nothing of those is kept.
func hide(name, value string) string {
	name = plain(name)
	if value == "" {
		return ""
	}
	if strings.HasSuffix(name, "password") || strings.HasSuffix(name, "cookie") {
		return dots
	}
	if !strings.HasSuffix(name, "authorization") {
		return mask(value)
	}
	how := scheme.FindString(value)
	if strings.EqualFold(how, "basic ") {
		return how + dots
	}
	return how + mask(value[len(how):])
}

// maskHeader returns a header's values without secrets.
func maskHeader(name string, values []string) []string {
	out := make([]string, len(values))
	for i, value := range values {
		if secret(name) {
			out[i] = hide(name, value)
		} else {
			out[i] = clip(maskText(value), maxText)
		}
	}
	return out
}

// maskBody returns a body without secrets, and otherwise as it was.
func maskBody(contentType, body string) string {
	if strings.HasPrefix(contentType, "multipart/") {
		body = maskParts(body)
	}
	if start := strings.TrimLeft(body, " \t\r\n"); strings.Contains(contentType, "json") || strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[") {
		body = maskJSON(body, 0)
	}
	return maskText(body)
}

// maskText hides name=value pairs, wherever an address or a form stands in a
// text, and what is a secret by its looks.
func maskText(text string) string {
	return maskShapes(maskPairs(text))
}

// pairOnly are secrets in an address and ordinary words elsewhere: OAuth's code
// and the admin's session.
var pairOnly = []string{"code", "session"}

func maskPairs(text string) string {
	var out strings.Builder
	done := 0
	for at := 0; at < len(text); at++ {
		next := strings.IndexByte(text[at:], '=')
		if next < 0 {
			break
		}
		at += next
		name, value := nameBefore(text[done:at]), valueAfter(text[at+1:])
		if hidden := hidePair(name, value); hidden != value {
			out.WriteString(text[done : at+1])
			out.WriteString(hidden)
			done = at + 1 + len(value)
			at = done - 1
		}
	}
	if done == 0 {
		return text
	}
	out.WriteString(text[done:])
	return out.String()
}

func hidePair(name, value string) string {
	if decoded, err := url.QueryUnescape(name); err == nil {
		name = decoded
	}
	if secret(name) || len(value) >= minTail && slices.Contains(pairOnly, strings.TrimPrefix(plain(name), "u0026")) {
		return hide(name, value)
	}
	return value
}

func nameBefore(text string) string {
	start := strings.LastIndexFunc(text, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("_-.%[]", r)
	})
	return text[start+1:]
}

func valueAfter(text string) string {
	if end := strings.IndexAny(text, "&\"'<>\\#, \t\r\n"); end >= 0 {
		return text[:end]
	}
	return text
}

// shapes are Shopify's access tokens and JSON web tokens, whatever they are
// called.
var shapes = regexp.MustCompile(`shp[a-z]{2}_[A-Za-z0-9]{8,}|eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?`)

func maskShapes(text string) string {
	if !strings.Contains(text, "shp") && !strings.Contains(text, "eyJ") {
		return text // regular expressions are slow, and most texts are innocent
	}
	return shapes.ReplaceAllStringFunc(text, mask)
}

var part = regexp.MustCompile(`(?i)(name="?([^";\r\n]+)[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n)([^\r\n]*)`)

// maskParts hides the values of a multipart form.
func maskParts(body string) string {
	return part.ReplaceAllStringFunc(body, func(found string) string {
		p := part.FindStringSubmatch(found)
		if !secret(p[2]) {
			return found
		}
		return p[1] + hide(p[2], p[3])
	})
}
