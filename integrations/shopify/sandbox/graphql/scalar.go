package graphql

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strconv"
	"time"
)

// problem is one reason why a value is not of its type, and where in it.
type problem struct {
	Path        []any  `json:"path"`
	Explanation string `json:"explanation"`
	Message     string `json:"message,omitempty"` // a scalar's own words
}

var (
	globalID = regexp.MustCompile(`^gid://[A-Za-z0-9_-]+/[A-Za-z0-9_:-]+/\S+$`)
	integer  = regexp.MustCompile(`^[+-]?\d+$`)
	decimal  = regexp.MustCompile(`^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$`)
)

// coerceScalar says why a value is none of the named scalar, or nothing.
func coerceScalar(name string, v any) *problem {
	ok := true
	switch name {
	case "Int":
		_, ok = Int(v) // however large: Shopify refuses it later, as a user error
	case "Float":
		ok = isNumber(v)
	case "Boolean":
		_, ok = v.(bool)
	case "JSON":
	case "ID":
		return coerceID(v)
	case "URL":
		return coerceURL(v)
	case "DateTime":
		return coerceText(v, "invalid DateTime '", isTime)
	case "Decimal", "Money":
		if ok = isNumber(v); !ok {
			return coerceText(v, "invalid decimal '", decimal.MatchString)
		}
	case "UnsignedInt64":
		return coerceUnsigned(v)
	default:
		_, ok = v.(string)
	}
	if ok {
		return nil
	}
	return couldNot(v, name)
}

func couldNot(v any, name string) *problem {
	return &problem{Path: []any{}, Explanation: "Could not coerce value " + jsonOf(v) + " to " + name}
}

func ownWords(message string) *problem {
	return &problem{Path: []any{}, Explanation: message, Message: message}
}

func coerceID(v any) *problem {
	text, ok := v.(string)
	if !ok {
		text = jsonOf(v)
	}
	if !globalID.MatchString(text) {
		return ownWords("Invalid global id '" + text + "'")
	}
	return nil
}

func coerceURL(v any) *problem {
	text, ok := v.(string)
	if !ok {
		return couldNot(v, "URL")
	}
	switch u, err := url.Parse(text); {
	case err != nil || u.Scheme == "":
		return ownWords("Invalid url '" + text + "', missing scheme")
	case u.Host == "":
		return ownWords("Invalid url '" + text + "', missing host")
	}
	return nil
}

func coerceText(v any, refusal string, fits func(string) bool) *problem {
	text, ok := v.(string)
	if !ok {
		text = jsonOf(v)
	}
	if !ok || !fits(text) {
		return ownWords(refusal + text + "'")
	}
	return nil
}

func coerceUnsigned(v any) *problem {
	text, ok := v.(string)
	if !ok {
		text = jsonOf(v)
	}
	if _, err := strconv.ParseUint(text, 10, 64); err == nil {
		return nil
	}
	if integer.MatchString(text) {
		return ownWords("UnsignedInt64 '" + text + "' is out of range")
	}
	return ownWords("UnsignedInt64 invalid value '" + text + "'")
}

func isNumber(v any) bool {
	switch v.(type) {
	case int, int64, float64, json.Number:
		return true
	}
	return false
}

func isTime(s string) bool {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.DateOnly} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

func jsonOf(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(text)
}
