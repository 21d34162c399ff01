package openapi

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const people = `{"openapi":"3.0.3","info":{"title":"People","version":"1"},"servers":[{"url":"https://api.example.com/v1"}],
"security":[{"key":[]}],"components":{"securitySchemes":{"key":{"type":"apiKey","in":"header","name":"Api-Key"}}},
"paths":{
 "/people/{id}":{"put":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}},{"name":"quiet","in":"query","schema":{"type":"boolean"}}],
  "requestBody":{"required":true,"content":{"application/json":{"schema":{"type":"object","required":["name"],"properties":{"name":{"type":"string"}}}}}},
  "responses":{"200":{"description":"ok"}}}},
 "/people/me":{"get":{"responses":{"200":{"description":"ok"}}}}}}`

// old says the same in the generation before.
const old = `{"swagger":"2.0","info":{"title":"People","version":"1"},"host":"api.example.com","basePath":"/v1","schemes":["https"],
"securityDefinitions":{"key":{"type":"apiKey","in":"header","name":"Api-Key"}},"security":[{"key":[]}],"consumes":["application/json"],
"paths":{
 "/people/{id}":{"put":{"parameters":[{"name":"id","in":"path","required":true,"type":"string"},{"name":"quiet","in":"query","type":"boolean"},
  {"name":"body","in":"body","required":true,"schema":{"type":"object","required":["name"],"properties":{"name":{"type":"string"}}}}],
  "responses":{"200":{"description":"ok"}}}},
 "/people/me":{"get":{"responses":{"200":{"description":"ok"}}}}}}`

func opened(t *testing.T, text string, cfg Config) *Check {
	t.Helper()
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "people.json"), []byte(text), 0o600))
	t.Setenv("ASKWELL_SPECS", folder)
	c := &Check{t: t, cfg: cfg, seen: map[string]*http.Request{}}
	c.specs = append(c.specs, read(t, "people.json"))
	return c
}

func request(method, target, body string, header ...string) *http.Request {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for _, h := range append([]string{"Api-Key: k", "Content-Type: application/json"}, header...) {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
		if value == "" {
			r.Header.Del(name)
		}
	}
	return r
}

func TestARequestIsCheckedInAllItsParts(t *testing.T) {
	for name, text := range map[string]string{"3.0": people, "2.0": old} {
		t.Run(name, func(t *testing.T) {
			c := opened(t, text, Config{Unwritten: []string{"POST /v1/tokens/{id}"}})
			require.NoError(t, c.note(request("PUT", "/v1/people/a%2Fb?quiet=true", `{"name":"Ada"}`)))
			require.NoError(t, c.note(request("GET", "/v1/people/me", "")))
			require.NoError(t, c.note(request("POST", "/v1/tokens/7", "")))
			for why, wrong := range map[string]*http.Request{
				"method":       request("POST", "/v1/people/7", `{"name":"Ada"}`),
				"path":         request("PUT", "/v2/people/7", `{"name":"Ada"}`),
				"query":        request("PUT", "/v1/people/7?quiet=perhaps", `{"name":"Ada"}`),
				"extra query":  request("PUT", "/v1/people/7?loud=true", `{"name":"Ada"}`),
				"body":         request("PUT", "/v1/people/7", `{"name":5}`),
				"no body":      request("PUT", "/v1/people/7", ``),
				"content type": request("PUT", "/v1/people/7", `{"name":"Ada"}`, "Content-Type: text/plain"),
				"credentials":  request("PUT", "/v1/people/7", `{"name":"Ada"}`, "Api-Key: "),
			} {
				require.Error(t, c.note(wrong), why)
			}
		})
	}
}

func TestACanaryHasToBeRefused(t *testing.T) {
	for _, one := range []struct {
		canaries []Canary
		sound    bool
	}{
		{nil, false},
		{[]Canary{{Operation: "PUT /people/{id}", Body: `{"name":5}`}}, true},
		{[]Canary{{Operation: "PUT /people/{id}", Body: `{"name":"Bo"}`}}, false},
		{[]Canary{{Operation: "PUT /people/{id}", Without: "Api-Key"}}, true},
		{[]Canary{{Operation: "PUT /people/{id}", Without: "Accept"}}, false},
		{[]Canary{{Operation: "PUT /people/{id}", Query: "quiet=perhaps"}}, true},
		{[]Canary{{Operation: "GET /people/me", Without: "Api-Key"}}, false},
	} {
		c := opened(t, people, Config{Canaries: one.canaries})
		require.NoError(t, c.note(request("PUT", "/v1/people/7", `{"name":"Ada"}`)))
		require.Len(t, c.seen, 1)
		for range 2 {
			err := c.refused("PUT /people/{id}", c.seen["PUT /people/{id}"])
			require.Equal(t, one.sound, err == nil, "%+v: %v", one.canaries, err)
		}
	}
}

func TestEveryDescriptionThatIsThereCanBeRead(t *testing.T) {
	t.Parallel()
	Require(t)
	files, err := filepath.Glob(filepath.Join(Folder(), "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		require.NotZero(t, read(t, filepath.Base(file)).doc.Paths.Len(), file)
	}
}
