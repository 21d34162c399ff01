package conformance_test

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"text/template"

	"github.com/stretchr/testify/require"
)

// send makes the step's request and reads the answer, as JSON when it is JSON.
func (b *bench) send(s step) any {
	b.Helper()
	if s.Query != "" {
		s = b.graphql(s)
	}
	if s.Upload != "" {
		s.Send = "POST «.target.url»"
	}
	method, path, _ := strings.Cut(b.fill(s.Send), " ")
	body, kind := b.body(s)
	r, err := http.NewRequestWithContext(b.Context(), method, b.url+strings.TrimPrefix(path, b.url), strings.NewReader(body))
	require.NoError(b, err)
	r.Host = s.Host
	if body != "" {
		r.Header.Set("Content-Type", kind)
	}
	for name, value := range s.Headers {
		r.Header.Set(name, b.fill(value))
	}
	answer, err := b.client.Do(r)
	require.NoError(b, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(b, err)
	if s.Status == 0 {
		s.Status = http.StatusOK
	}
	require.Equal(b, s.Status, answer.StatusCode, "%s\n%s", b.doing, clip(string(text)))
	for name, value := range s.Header {
		require.Regexp(b, b.fill(value), answer.Header.Get(name), "%s\n%s", b.doing, name)
	}
	var got any
	if json.Unmarshal(text, &got) != nil {
		return string(text)
	}
	return got
}

// graphql makes a step's Admin API request an ordinary one.
func (b *bench) graphql(s step) step {
	body := map[string]any{"query": b.fill(s.Query)}
	if s.Variables != "" {
		body["variables"] = json.RawMessage(b.fill(s.Variables))
	}
	s.JSON = show(body)
	s.Send = "POST /admin/api/" + either(s.Version, version) + "/graphql.json"
	s.Host = either(s.Shop, demo)
	s.Headers = maps.Clone(s.Headers)
	if s.Headers == nil {
		s.Headers = map[string]string{}
	}
	s.Headers["X-Shopify-Access-Token"] = either(s.Token, "«.token»")
	return s
}

// body is the step's JSON, form or upload, and its type.
func (b *bench) body(s step) (body, kind string) {
	switch {
	case s.Upload != "":
		return b.upload(b.fill(s.Upload))
	case s.Form == nil:
		return b.fill(s.JSON), "application/json"
	}
	values := url.Values{}
	for name, value := range s.Form {
		values.Set(name, b.fill(value))
	}
	return values.Encode(), "application/x-www-form-urlencoded"
}

// upload is the form of the staged target, with the file last.
func (b *bench) upload(file string) (body, kind string) {
	b.Helper()
	var out strings.Builder
	form := multipart.NewWriter(&out)
	for _, p := range dig(b.vars["target"], "parameters").([]any) {
		require.NoError(b, form.WriteField(dig(p, "name").(string), dig(p, "value").(string)))
	}
	part, err := form.CreateFormFile("file", "file")
	require.NoError(b, err)
	_, err = io.WriteString(part, file)
	require.NoError(b, err)
	require.NoError(b, form.Close())
	return out.String(), form.FormDataContentType()
}

// fill runs a text's templates.
func (b *bench) fill(text string) string {
	b.Helper()
	if !strings.Contains(text, "«") {
		return text
	}
	made, err := template.New("").Delims("«", "»").Option("missingkey=error").
		Funcs(template.FuncMap{"repeat": strings.Repeat, "times": times}).Parse(text)
	require.NoError(b, err, text)
	var out strings.Builder
	require.NoError(b, made.Execute(&out, b.vars), text)
	return out.String()
}

// times repeats a text with commas between; %d in it counts from 1.
func times(n int, text string) string {
	all := make([]string, n)
	for i := range all {
		all[i] = strings.ReplaceAll(text, "%d", fmt.Sprint(i+1))
	}
	return strings.Join(all, ",")
}

func either(given, usual string) string {
	if given == "" {
		return usual
	}
	return given
}
