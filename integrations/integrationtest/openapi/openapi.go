// Package openapi owns the check of what adapters send against the descriptions that
// vendors publish of their APIs. Those are not part of this repository: they are read
// from the folder that ASKWELL_SPECS names.
package openapi

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/stretchr/testify/require"
)

// Config says what an adapter's requests are checked against.
type Config struct {
	Files    []string // in the folder, "klaviyo-subset.json"
	Canaries []Canary
	// Unwritten are operations that no file has, "POST /oauth/v1/token": those alone are
	// let through unseen.
	Unwritten []string
}

// Canary is a known-wrong request of one operation: the first sound one that was sent,
// made wrong in one way. It has to be refused, or the check of that operation proves
// nothing.
type Canary struct {
	Operation string // "POST /api/profiles/{id}", as the file writes it
	Body      string // is sent instead
	Query     string // is sent instead
	Without   string // this header is left out
}

// Check checks requests. Where there is no folder it lets all of them through.
type Check struct {
	t     *testing.T
	cfg   Config
	specs []*spec

	mu   sync.Mutex
	seen map[string]*http.Request // the first sound one of each operation
}

// Folder is where vendors' descriptions are, "" for nowhere.
func Folder() string { return os.Getenv("ASKWELL_SPECS") }

// Open makes a check that lasts as long as a test and those below it. When they are over,
// a canary of every operation that was called has to be refused.
func Open(t *testing.T, cfg Config) *Check {
	t.Helper()
	c := &Check{t: t, cfg: cfg, seen: map[string]*http.Request{}}
	if Folder() == "" {
		t.Log("ASKWELL_SPECS names no folder of descriptions: requests are not checked")
		return c
	}
	for _, file := range cfg.Files {
		c.specs = append(c.specs, read(t, file))
	}
	for _, canary := range cfg.Canaries {
		_, ok := c.operation(canary.Operation)
		require.True(t, ok, "%s is in no description", canary.Operation)
	}
	t.Cleanup(c.sing)
	return c
}

// Require skips a test where there is no folder of descriptions.
func Require(t *testing.T) {
	t.Helper()
	if Folder() == "" {
		t.Skip("ASKWELL_SPECS names no folder of descriptions")
	}
}

// Through checks every request on its way to a handler. What does not keep to the
// description fails the test that sent it, and is answered all the same.
func (c *Check) Through(t *testing.T) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		if len(c.specs) == 0 {
			return next
		}
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			r.Body = io.NopCloser(bytes.NewReader(body))
			copied := again(r, body)
			if err := c.note(copied); err != nil {
				t.Errorf("%s %s does not keep to the vendor's description: %v", r.Method, r.URL.Path, err)
			}
			next.ServeHTTP(w, r)
		})
	}
}

// note validates a request and remembers the first sound one of its operation.
func (c *Check) note(r *http.Request) error {
	found, ok := c.find(r)
	if !ok {
		for _, one := range c.cfg.Unwritten {
			if method, path, _ := strings.Cut(one, " "); method == r.Method && matches(path, r.URL.EscapedPath(), nil) {
				return nil
			}
		}
		return fmt.Errorf("no operation is described for it")
	}
	body, _ := io.ReadAll(r.Body)
	if err := found.validate(again(r, body)); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.seen[found.name] == nil {
		c.seen[found.name] = again(r, body)
	}
	return nil
}

// again is a request that can be read once more.
func again(r *http.Request, body []byte) *http.Request {
	copied := r.Clone(context.Background())
	copied.Body = io.NopCloser(bytes.NewReader(body))
	copied.ContentLength = int64(len(body))
	return copied
}

// sing sends a canary after every operation that was called.
func (c *Check) sing() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, sound := range c.seen {
		if err := c.refused(name, sound); err != nil {
			c.t.Errorf("%s: %v", name, err)
		}
	}
}

// refused reports what is wrong with the canaries of an operation, if anything is.
func (c *Check) refused(name string, sound *http.Request) error {
	found, ok := c.find(sound)
	if !ok {
		return fmt.Errorf("its description is gone")
	}
	sung := false
	for _, canary := range c.cfg.Canaries {
		if canary.Operation != name {
			continue
		}
		wrong, err := canary.spoil(sound)
		if err != nil {
			return err
		}
		if err := found.validate(wrong); err == nil {
			return fmt.Errorf("a request that is known to be wrong was let through: %+v", canary)
		}
		sung = true
	}
	if !sung {
		return fmt.Errorf("no request is known that would be refused: add a Canary")
	}
	return nil
}

// spoil is a sound request made wrong.
func (c Canary) spoil(sound *http.Request) (*http.Request, error) {
	body, err := io.ReadAll(sound.Body)
	if err != nil {
		return nil, err
	}
	sound.Body = io.NopCloser(bytes.NewReader(body))
	if c.Body != "" {
		body = []byte(c.Body)
	}
	wrong := again(sound, body)
	if c.Query != "" {
		wrong.URL.RawQuery = c.Query
	}
	if c.Without != "" {
		if wrong.Header.Get(c.Without) == "" {
			return nil, fmt.Errorf("the sound request has no %s either", c.Without)
		}
		wrong.Header.Del(c.Without)
	}
	return wrong, nil
}

// options check all of a request, its credentials included.
var options = &openapi3filter.Options{AuthenticationFunc: credentials, SkipSettingDefaults: true}
