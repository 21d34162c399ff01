package world

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The readers of metafield values, and the words Shopify refuses with.

var (
	wholeNumber   = regexp.MustCompile(`^(-?[0-9]+)(\.0*)?$`)
	decimalNumber = regexp.MustCompile(`^(-?)([0-9]+)(?:\.([0-9]+))?$`)
	colour        = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
)

const blank = "can't be blank."

func readText(_ *Shop, v string) (string, string) {
	if strings.TrimSpace(v) == "" {
		return "", blank
	}
	return v, ""
}

func readLine(_ *Shop, v string) (string, string) {
	switch {
	case strings.TrimSpace(v) == "":
		return "", blank
	case strings.ContainsAny(v, "\r\n"):
		return "", "must be a single line text string."
	}
	return v, ""
}

func readBoolean(_ *Shop, v string) (string, string) {
	switch strings.ToLower(strings.TrimSpace(v)) {
	case "true", "t", "1":
		return "true", ""
	case "false", "f", "0":
		return "false", ""
	}
	return "", "must be true or false."
}

// maxInteger is the largest whole number, either side of zero.
const maxInteger = 9_007_199_254_740_991

func readInteger(_ *Shop, v string) (string, string) {
	m := wholeNumber.FindStringSubmatch(strings.TrimSpace(v))
	if m == nil {
		return "", "must be an integer."
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	switch {
	case n > maxInteger || err != nil && m[1][0] != '-':
		return "", fmt.Sprintf("can't exceed %d.", maxInteger)
	case n < -maxInteger || err != nil:
		return "", fmt.Sprintf("must be greater than or equal to -%d.", maxInteger)
	}
	return strconv.FormatInt(n, 10), ""
}

// A decimal has so many digits before and after its point; more after it are cut.
const (
	maxWhole    = 13
	maxFraction = 9
)

func readDecimal(_ *Shop, v string) (string, string) {
	m := decimalNumber.FindStringSubmatch(strings.TrimSpace(v))
	if m == nil {
		return "", "must be a decimal."
	}
	whole, fraction := strings.TrimLeft(m[2], "0"), m[3]
	if len(whole) > maxWhole {
		return "", "can't exceed " + strings.Repeat("9", maxWhole) + "."
	}
	fraction = strings.TrimRight(fraction[:min(len(fraction), maxFraction)], "0")
	return m[1] + cmp.Or(whole, "0") + "." + cmp.Or(fraction, "0"), ""
}

func readDate(_ *Shop, v string) (string, string) {
	if _, err := time.Parse(time.DateOnly, v); err != nil {
		return "", "must be in YYYY-MM-DD format."
	}
	return v, ""
}

const dateTimeForm = "2006-01-02T15:04:05-07:00"

func readDateTime(_ *Shop, v string) (string, string) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if at, err := time.Parse(layout, v); err == nil {
			return at.Format(dateTimeForm), ""
		}
	}
	return "", "must be in “YYYY-MM-DDTHH:MM:SS” format. For example: 2022-06-01T15:30:00"
}

func readColour(_ *Shop, v string) (string, string) {
	if !colour.MatchString(v) {
		return "", "must be a hex color code."
	}
	return v, ""
}

var schemes = []string{"http", "https", "mailto", "sms", "tel"}

func readURL(_ *Shop, v string) (string, string) {
	if v == "" {
		return "", blank
	}
	u, err := url.Parse(v)
	switch {
	case err != nil:
		return "", "must be a valid URL."
	case u.Scheme == "":
		return "", `cannot have an empty scheme (protocol), must include one of the following URL schemes: ["http", "https", "mailto", "sms", "tel"].'`
	case !slices.Contains(schemes, u.Scheme):
		return "", "must be one of the following URL schemes: " + strings.Join(schemes, ", ") + "."
	}
	return v, ""
}

func readJSON(_ *Shop, v string) (string, string) {
	if strings.TrimSpace(v) == "" {
		return "", blank
	}
	if why := JSONProblem(v); why != "" {
		return "", "is invalid JSON: " + why + "."
	}
	return v, ""
}

func readRichText(s *Shop, v string) (string, string) {
	if _, why := readJSON(s, v); why != "" {
		return "", why
	}
	var root struct{ Type string }
	if json.Unmarshal([]byte(v), &root) != nil || root.Type != "root" {
		return "", "must be valid rich text: the root node must be of type 'root'."
	}
	return v, ""
}
