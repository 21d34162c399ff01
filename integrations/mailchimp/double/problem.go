package double

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/askwell/askwell/integrations/double"
)

// wrong is one field that was refused.
type wrong struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// problem is a refusal as RFC 7807's draft has it.
func problem(status int, title, detail string, fields ...wrong) double.Answer {
	body := map[string]any{
		"type": "https://mailchimp.com/developer/marketing/docs/errors/", "title": title, "status": status, "detail": detail, "instance": hash(title + detail),
	}
	if len(fields) > 0 {
		body["errors"] = fields
	}
	return double.Answer{Status: status, Header: map[string]string{"Content-Type": "application/problem+json; charset=utf-8"}, Body: body}
}

func notFound() double.Answer {
	return problem(http.StatusNotFound, "Resource Not Found", "The requested resource could not be found.")
}

func invalid(fields ...wrong) double.Answer {
	return problem(http.StatusBadRequest, "Invalid Resource", "The resource submitted could not be validated. For field-specific details, see the 'errors' array.", fields...)
}

func fine(body any) double.Answer { return double.Answer{Status: http.StatusOK, Body: body} }

func done() double.Answer { return double.Answer{Status: http.StatusNoContent} }

// finish leaves of an answer what was asked for, as the parameter fields does.
func finish(a double.Answer, fields string) double.Answer {
	if fields == "" || a.Status != http.StatusOK {
		return a
	}
	var body any
	raw, _ := json.Marshal(a.Body) // what is answered always marshals
	_ = json.Unmarshal(raw, &body)
	a.Body = pick(body, strings.Split(fields, ","))
	return a
}

// pick keeps what paths lead to: "tags.name" is the name of each tag.
func pick(body any, paths []string) any {
	switch at := body.(type) {
	case []any:
		for i := range at {
			at[i] = pick(at[i], paths)
		}
		return at
	case map[string]any:
		kept, below := map[string]any{}, map[string][]string{}
		for _, path := range paths {
			head, rest, deeper := strings.Cut(path, ".")
			if v, there := at[head]; there && !deeper {
				kept[head] = v
			} else if there {
				below[head] = append(below[head], rest)
			}
		}
		for head, rest := range below {
			if _, whole := kept[head]; !whole {
				kept[head] = pick(at[head], rest)
			}
		}
		return kept
	default:
		return body
	}
}
