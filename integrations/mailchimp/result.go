package mailchimp

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/client"
)

// mostResult is how large the results of a batch are when they are unpacked: a thousand
// members of some kilobytes each are far less.
const mostResult = 64 << 20

// results are how the operations of a batch fared, by what they are called in their job,
// and the name of that.
type results struct {
	job     string
	answers map[string]client.Response
}

// results fetches how a finished batch fared. Errors: Unavailable.
func (c *conn) results(ctx context.Context, address string) (*results, error) {
	archive, err := c.archive(ctx, address)
	if err != nil {
		return nil, err
	}
	all, err := unpack(archive)
	if err != nil {
		return nil, &app.Error{Kind: app.Unavailable, Message: "the results of the batch could not be read", Err: err}
	}
	return all, nil
}

// archive fetches the results of a batch as they are packed. They lie where the address
// says, which bears its own signature: our key does not go there. Errors: Unavailable.
func (c *conn) archive(ctx context.Context, address string) ([]byte, error) {
	if !atMailchimps(address) {
		return nil, app.Errorf(app.Unavailable, "the results of the batch are not where they should be")
	}
	r, err := c.client.Do(ctx, client.Request{Method: http.MethodGet, URL: address, Bucket: c.bucket})
	if err := client.Error(client.Outcome(r, err)); err != nil {
		return nil, &app.Error{Kind: app.Unavailable, Message: "the results of the batch could not be fetched", Err: err}
	}
	return r.Body, nil
}

// atMailchimps reports whether results lie in the bucket that Mailchimp puts them in,
// whatever the region.
func atMailchimps(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Port() == "" &&
		strings.HasPrefix(u.Host, "mailchimp-api-batch.s3.") && strings.HasSuffix(u.Host, ".amazonaws.com")
}

// unpack reads files of JSON from an archive: each is a list of answers.
func unpack(archive []byte) (*results, error) {
	zipped, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return nil, err
	}
	files := tar.NewReader(io.LimitReader(zipped, mostResult))
	all := &results{answers: map[string]client.Response{}}
	for {
		head, err := files.Next()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if head.Typeflag != tar.TypeReg || !strings.HasSuffix(head.Name, ".json") {
			continue
		}
		var answers []struct {
			ID     string `json:"operation_id"`
			Status int    `json:"status_code"`
			Body   string `json:"response"`
		}
		if err := json.NewDecoder(files).Decode(&answers); err != nil {
			return nil, err
		}
		for _, a := range answers {
			slash := strings.LastIndex(a.ID, "/")
			all.job = a.ID[:max(slash, 0)]
			all.answers[a.ID[slash+1:]] = client.Response{Status: a.Status, Body: []byte(a.Body)}
		}
	}
}
