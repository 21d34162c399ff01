package double

import (
	"encoding/json"
	"math"
	"net/http"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

func found(status int, body any) answer { return answer{Status: status, Body: body} }

// problem is one as RFC 9457 has it.
func problem(status int, detail string, errors ...object) answer {
	body := object{"type": "about:blank", "title": http.StatusText(status), "status": status, "detail": detail, "instance": "/"}
	if len(errors) > 0 {
		body["errors"] = errors
	}
	text, _ := json.Marshal(body) // what the double says always marshals
	return answer{Status: status, Header: map[string]string{"Content-Type": "application/problem+json"}, Body: text}
}

func invalid(field, message string) answer {
	return problem(http.StatusBadRequest, message, object{"field": field, "code": "invalid", "message": message})
}

// refuse puts a refusal in Omnisend's shape. How long to wait is in the body, and in no
// header.
func refuse(r double.Refusal, after time.Duration) answer {
	switch r {
	case double.Unauthorized:
		return problem(http.StatusUnauthorized, "The API key is missing or not valid.")
	case double.Forbidden:
		return problem(http.StatusForbidden, "The API key lacks a permission.")
	case double.Busy:
		text, _ := json.Marshal(object{
			"type": "about:blank", "title": "Too Many Requests", "status": http.StatusTooManyRequests, "detail": "Rate limit exceeded.",
			"retryAfter": max(1, int(math.Ceil(after.Seconds()))),
		}) // what the double says always marshals
		return answer{Status: http.StatusTooManyRequests, Header: map[string]string{"Content-Type": "application/problem+json"}, Body: text}
	default:
		return problem(http.StatusInternalServerError, "Something went wrong.")
	}
}
