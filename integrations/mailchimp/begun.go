package mailchimp

import (
	"context"
	"strconv"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// mostListed is how many batches a page has, and mostPages how many pages are looked at:
// Mailchimp keeps batches for a week.
const (
	mostListed = 1000
	mostPages  = 5
)

// met is the batch of a job that Mailchimp has already, "" where it has none. Of a batch it
// tells how many operations there are, and once it is done what they are called: until then
// one of as many may be the one that began and of which no answer came. Errors: as read;
// Unavailable while it cannot be told.
func (c *conn) met(ctx context.Context, job string, operations int) (string, error) {
	like, err := c.alike(ctx, job, operations)
	if err != nil {
		return "", err
	}
	waits := false
	for _, id := range like {
		var one batch // its results lie there for ten minutes from now on
		if err := c.read(ctx, "/batches/"+id+"?fields=id,status,response_body_url", &one); err != nil {
			return "", err
		}
		if waits = waits || one.Status != finished; one.Status != finished {
			continue
		}
		archive, err := c.archive(ctx, one.Results)
		if err != nil {
			return "", err
		}
		if fared, err := unpack(archive); err == nil && fared.job == job { // ours can be read
			return id, nil
		}
	}
	if waits {
		return "", app.Errorf(app.Unavailable, "a batch that may be this one is not done yet")
	}
	return "", nil
}

// alike are the batches of so many operations that began since a job was planned, but for
// those that are known to be others. One that has only just begun counts none yet.
func (c *conn) alike(ctx context.Context, job string, operations int) (ids []string, err error) {
	others := map[string]bool{}
	c.mu.Lock()
	for _, id := range c.begun {
		others[id] = true
	}
	c.mu.Unlock()
	since := integrations.NotBefore(job)
	for page := range mostPages {
		var answer struct {
			Batches []batch `json:"batches"`
		}
		path := "/batches?fields=batches.id,batches.status,batches.total_operations,batches.submitted_at&count=" + strconv.Itoa(mostListed) + "&offset=" + strconv.Itoa(page*mostListed)
		if err := c.read(ctx, path, &answer); err != nil {
			return nil, err
		}
		for _, one := range answer.Batches {
			many := one.Total == operations || one.Total == 0 && one.Status != finished
			if many && !client.Before(one.At, since) && !others[one.ID] && jobShape.MatchString(one.ID) {
				ids = append(ids, one.ID)
			}
		}
		if len(answer.Batches) < mostListed {
			break
		}
	}
	return ids, nil
}
