package double

import (
	"encoding/json"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

// found answers with a document, in Klaviyo's media type.
func found(status int, body any) answer {
	text, _ := json.Marshal(body) // what the double says always marshals
	return answer{Status: status, Header: map[string]string{"Content-Type": mediaType}, Body: text}
}

func accepted() answer { return answer{Status: http.StatusAccepted} }

type (
	object = map[string]any
	data   struct {
		Data any `json:"data"`
	}
)

// problem is one of Klaviyo's errors.
func problem(status int, code, detail, pointer string) answer {
	return found(status, object{"errors": []object{{
		"id": "00000000-0000-4000-8000-000000000000", "status": status, "code": code, "title": http.StatusText(status), "detail": detail,
		"source": object{"pointer": pointer},
	}}})
}

func invalid(detail, pointer string) answer {
	return problem(http.StatusBadRequest, "invalid", detail, pointer)
}

func absent() answer {
	return problem(http.StatusNotFound, "not_found", "A resource that does not exist was named.", "/data/id")
}

// refuse puts a refusal in Klaviyo's shape.
func refuse(r double.Refusal, after time.Duration) answer {
	switch r {
	case double.Unauthorized:
		return problem(http.StatusUnauthorized, "not_authenticated", "Authentication credentials were not provided or are not valid.", "/data/")
	case double.Forbidden:
		return problem(http.StatusForbidden, "permission_denied", "This key lacks the required scope: profiles:write", "/data/")
	case double.Busy:
		a := problem(http.StatusTooManyRequests, "throttled", "Request was throttled.", "/data/")
		a.Header["Retry-After"] = strconv.Itoa(max(1, int(math.Ceil(after.Seconds()))))
		return a
	default:
		return problem(http.StatusInternalServerError, "error", "A server error occurred.", "/data/")
	}
}

// malformed is what is wrong with a call before anybody looks at what it asks.
func malformed(c *call) (answer, bool) {
	switch {
	case c.Header.Get("Revision") != revision:
		return invalid("The revision header is missing or names none that is served.", "/data/"), true
	case c.Method != http.MethodGet && c.Header.Get("Content-Type") != mediaType:
		return problem(http.StatusUnsupportedMediaType, "unsupported_media_type", "Bodies are "+mediaType, "/data/"), true
	default:
		return answer{}, false
	}
}
