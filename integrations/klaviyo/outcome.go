package klaviyo

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// problem is one of Klaviyo's errors. Its words may name a person: what is kept of it is
// the code and the place.
type problem struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Source struct {
		Pointer   string `json:"pointer"`
		Parameter string `json:"parameter"`
	} `json:"source"`
}

func problems(r client.Response) []problem {
	var answer struct {
		Errors []problem `json:"errors"`
	}
	_ = json.Unmarshal(r.Body, &answer) // what is no JSON tells nothing
	return answer.Errors
}

var (
	codeForm  = regexp.MustCompile(`^[a-z0-9_.-]{1,60}$`)
	placeForm = regexp.MustCompile(`^[A-Za-z0-9_/\[\].-]{1,120}$`)
	scopeForm = regexp.MustCompile(`\b[a-z]+(-[a-z]+)*:(read|write)\b`)
)

// badKeys are the codes of a key that is not one. Klaviyo says so with 400 as well as 401.
var badKeys = []string{"not_authenticated", "authentication_failed", "invalid_api_key", "missing_api_key"}

// classify says what an answer means at Klaviyo.
func classify(r client.Response, err error) integrations.Outcome {
	o := client.Outcome(r, err)
	if o.Class == integrations.OK {
		return o
	}
	found := problems(r)
	o.Excerpt = client.Excerpt(r)
	bad := slices.ContainsFunc(found, func(p problem) bool { return slices.Contains(badKeys, p.Code) })
	switch {
	case r.Status == http.StatusBadRequest && bad:
		o.Class, o.Reason = integrations.Auth, "Klaviyo refused the API key: connect it again"
	case r.Status == http.StatusForbidden && len(found) == 0:
		// Their gatekeeper asks browsers for a proof now and then: that is no permission.
		o.Class, o.Reason = integrations.Transient, "Klaviyo's gatekeeper turned the call away"
	case r.Status == http.StatusForbidden:
		o.Reason = "the API key lacks a scope" + scopes(found)
	case o.Class == integrations.Rejected && len(found) > 0:
		o.Reason = "Klaviyo refused the change: " + places(found)
	}
	return o
}

func scopes(found []problem) string {
	var all []string
	for _, p := range found {
		all = append(all, scopeForm.FindAllString(p.Detail, 8)...)
	}
	if len(all) == 0 {
		return ""
	}
	return ": " + strings.Join(slices.Compact(all), ", ")
}

// mostTold is how many of an answer's errors a reason tells.
const mostTold = 3

// places are what was refused, and where.
func places(found []problem) string {
	var told []string
	for _, p := range found[:min(len(found), mostTold)] {
		words := []string{}
		for _, word := range []string{p.Code, p.Source.Pointer, p.Source.Parameter} {
			if codeForm.MatchString(word) || placeForm.MatchString(word) {
				words = append(words, word)
			}
		}
		told = append(told, strings.Join(words, " at "))
	}
	return strings.Join(told, "; ")
}

// final reports whether a class is for good: the part will fare no better another time.
func final(c integrations.Class) bool {
	return slices.Contains([]integrations.Class{
		integrations.Config, integrations.Missing, integrations.Rejected, integrations.Blocked, integrations.Conflict, integrations.Bug,
	}, c)
}
