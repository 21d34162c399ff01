package sandbox_test

import (
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAPostedFormIsHeldAgainstItsPolicy(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	g := b.stage("POST")
	with := func(name, value string) func(string, string) string {
		return func(is, was string) string {
			if is == name {
				return value
			}
			return was
		}
	}
	for _, c := range []struct {
		change func(name, value string) string
		file   string
		status int
		code   string
	}{
		{with("acl", "public-read"), "{}", http.StatusBadRequest, "InvalidPolicyDocument"},
		{with("key", g.field("key")+"2"), "{}", http.StatusBadRequest, "InvalidPolicyDocument"},
		{with("x-goog-signature", strings.Repeat("0", 64)), "{}", http.StatusForbidden, "SignatureDoesNotMatch"},
		{with("policy", g.field("policy")+"="), "{}", http.StatusForbidden, "SignatureDoesNotMatch"},
		{with("policy", ""), "{}", http.StatusForbidden, "AccessDenied"},
		{with("policy", strings.Repeat("p", 20<<10)), "{}", http.StatusBadRequest, "MaxPostPreDataLengthExceeded"},
		{nil, "", http.StatusBadRequest, "EntityTooSmall"},
		{nil, "{}", http.StatusCreated, ""},
	} {
		status, text := b.post(g, c.file, c.change)
		require.Equal(t, c.status, status, text)
		require.Contains(t, text, c.code)
	}
	image := b.staged(`resource: IMAGE, filename: "a.png", mimeType: "image/png", httpMethod: POST`)
	status, text := b.post(image, strings.Repeat("x", 20<<20+1), nil)
	require.Equal(t, http.StatusBadRequest, status)
	require.Contains(t, text, "<Code>EntityTooLarge</Code>")

	b.send("", "/_sandbox/clock", map[string]any{"advance_s": 86401}, nil)
	status, text = b.post(g, "{}", nil)
	require.Equal(t, http.StatusBadRequest, status)
	require.Contains(t, text, "<Code>ExpiredToken</Code>")
}

func TestTheFileOfAFormComesLast(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	g := b.stage("POST")
	status, text := b.postForm(g.URL, func(form *multipart.Writer) {
		writeFile(t, form, "{}")
		for _, p := range g.Parameters {
			require.NoError(t, form.WriteField(p.Name, p.Value))
		}
	})
	require.Equal(t, http.StatusBadRequest, status)
	require.Contains(t, text, "check the order of the fields")
	status, text = b.postForm(g.URL, func(form *multipart.Writer) {
		for _, p := range g.Parameters {
			require.NoError(t, form.WriteField(p.Name, p.Value))
		}
	})
	require.Equal(t, http.StatusBadRequest, status)
	require.Contains(t, text, "exactly one file")
}

// endless is a file that does not end.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestAFileIsPutToASignedAddress(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	g := b.stage("PUT")
	path, _, _ := strings.Cut(strings.TrimPrefix(g.URL, b.url+"/_storage/"), "?")
	run := func() []any {
		got := b.graphql(runBulk, map[string]any{"m": addTags, "path": path})
		return got.Data["bulkOperationRunMutation"].(map[string]any)["userErrors"].([]any)
	}
	status, text := b.upload(http.MethodPut, strings.Replace(g.URL, "X-Goog-Signature=", "X-Goog-Signature=0", 1), "text/jsonl", strings.NewReader("{}"))
	require.Equal(t, http.StatusForbidden, status, text)
	status, text = b.upload(http.MethodPut, g.URL, "text/jsonl", strings.NewReader(""))
	require.Equal(t, http.StatusOK, status, text)
	require.Equal(t, []any{map[string]any{"message": "The input file is empty."}}, run())
	status, _ = b.upload(http.MethodPut, g.URL, "text/jsonl", io.LimitReader(endless{}, 100<<20+1))
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, []any{map[string]any{"message": "The input file size exceeds the maximum allowed size of 100 MB."}}, run())
	status, _ = b.upload(http.MethodPut, g.URL, "text/jsonl", strings.NewReader("{}"))
	require.Equal(t, http.StatusOK, status)
	require.Empty(t, run())
	status, _ = b.upload(http.MethodGet, g.URL, "", nil)
	require.Equal(t, http.StatusForbidden, status, "an address to put to is none to read from")
}

func TestEveryKindOfUploadHasItsFolder(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	for _, c := range []struct{ input, key, resource string }{
		{`resource: IMAGE, filename: "a b/ä.png", mimeType: "image/png", httpMethod: POST`, `^tmp/\d+/products/[0-9a-f-]{36}/a_b_ä\.png$`, `/_storage/tmp/\d+/products/`},
		{`resource: FILE, filename: "a.txt", mimeType: "text/plain", httpMethod: POST`, `^tmp/\d+/files/[0-9a-f-]{36}/a\.txt$`, `/_storage/tmp/\d+/files/`},
		{`resource: URL_REDIRECT_IMPORT, filename: "a.csv", mimeType: "text/csv", httpMethod: POST`, `^tmp/\d+/redirect_imports/`, `/_storage/$`},
		{`resource: RETURN_LABEL, filename: "a.pdf", mimeType: "application/pdf", httpMethod: POST`, `^tmp/\d+/return_labels/[0-9a-f-]{36}/[0-9a-f]{32}\.pdf$`, `\.pdf$`},
		{`resource: IMAGE, filename: "a.png", mimeType: "image/png"`, `^$`, `/_storage/tmp/\d+/files/[0-9a-f-]{36}/a\.png$`},
	} {
		g := b.staged(c.input)
		require.Regexp(t, c.key, g.field("key"))
		require.Regexp(t, c.resource, g.ResourceURL)
	}
}
