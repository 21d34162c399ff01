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

// results fetches how the operations of a finished batch fared, by their ids. It lies
// where the address says, which bears its own signature: our key does not go there.
// Errors: Unavailable, Throttled.
func (c *conn) results(ctx context.Context, address string) (map[string]client.Response, error) {
	if !atMailchimps(address) {
		return nil, app.Errorf(app.Unavailable, "the results of the batch are not where they should be")
	}
	r, err := c.client.Do(ctx, client.Request{Method: http.MethodGet, URL: address, Bucket: c.bucket})
	if err := client.Error(client.Outcome(r, err)); err != nil {
		return nil, &app.Error{Kind: app.Unavailable, Message: "the results of the batch could not be fetched", Err: err}
	}
	all, err := unpack(r.Body)
	if err != nil {
		return nil, &app.Error{Kind: app.Unavailable, Message: "the results of the batch could not be read", Err: err}
	}
	return all, nil
}

// atMailchimps reports whether results lie in the bucket that Mailchimp puts them in,
// whatever the region.
func atMailchimps(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Port() == "" &&
		strings.HasPrefix(u.Host, "mailchimp-api-batch.s3.") && strings.HasSuffix(u.Host, ".amazonaws.com")
}

// unpack reads files of JSON from an archive: each is a list of answers.
func unpack(archive []byte) (map[string]client.Response, error) {
	zipped, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return nil, err
	}
	files := tar.NewReader(io.LimitReader(zipped, mostResult))
	all := map[string]client.Response{}
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
			all[a.ID] = client.Response{Status: a.Status, Body: []byte(a.Body)}
		}
	}
}
