package mailchimp

import (
	"context"
	"crypto/md5" //nolint:gosec // it is how Mailchimp names members, and keeps nothing secret
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// Mailchimp counts calls under way, not calls a minute: ten for a user, over all the apps
// that have a key of theirs (Marketing API fundamentals, "Throttling"). Three leave room
// for the others. The rate only smooths what three can do.
const (
	abreast = 3
	rate    = 10
)

// basic is how a key is shown. The user's name does not matter.
func basic(key string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte("askwell:"+key))
}

// call makes one call of the API.
func (c *conn) call(ctx context.Context, method, path string, body any) (client.Response, integrations.Outcome) {
	r, err := c.client.Do(ctx, client.Request{
		Method: method, URL: c.host + path, Header: http.Header{"Authorization": {c.auth}}, Body: body, Bucket: c.bucket, Seen: seen,
	})
	return r, outcome(r, err)
}

// read decodes what a call brings. Errors: Unauthorized, Forbidden, NotFound, Throttled,
// Unavailable.
func (c *conn) read(ctx context.Context, path string, into any) error {
	r, o := c.call(ctx, http.MethodGet, path, nil)
	if err := client.Error(o); err != nil {
		return err
	}
	return r.Decode(into)
}

// list is the path of the audience, and of what is in it.
func (c *conn) list(below string) string { return "/lists/" + c.audience + below }

// member is the path of a person in the audience, and of what is hers.
func (c *conn) member(email, below string) string {
	sum := md5.Sum([]byte(strings.ToLower(email))) //nolint:gosec // see the import
	return c.list("/members/" + hex.EncodeToString(sum[:]) + below)
}
