package omnisend

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// contacts is what our batches are of.
const contacts = "contacts"

// mostListed is how many batches a page has, and mostPages how many pages are looked at: a
// brand's of three days have fewer.
const (
	mostListed = 250
	mostPages  = 20
)

// origin is what a batch says of where it comes from: Omnisend shows that with the batch,
// and knows no other name of ours for it.
func origin(job string, n int) string { return "askwell/" + job + "/" + strconv.Itoa(n) }

// begun are the batches of a job that Omnisend has already, by where they say they come
// from: of those that began and whose answer was lost, nobody else knows.
func (c conn) begun(ctx context.Context, job string, most int) (map[string]string, error) {
	ours := make(map[string]bool, most)
	for n := range most {
		ours[origin(job, n)] = true
	}
	met := map[string]string{}
	query := url.Values{"endpoint": {contacts}, "limit": {strconv.Itoa(mostListed)}}
	if from := integrations.NotBefore(job); !from.IsZero() {
		query.Set("dateFrom", from.UTC().Format(time.DateOnly))
	}
	for page := range mostPages {
		query.Set("offset", strconv.Itoa(page*mostListed))
		var answer struct {
			Batches []struct {
				ID     string `json:"batchID"`
				Origin string `json:"origin"`
			} `json:"batches"`
		}
		if o := c.call(ctx, usual, http.MethodGet, "/batches?"+query.Encode(), nil, &answer); o.Class != integrations.OK {
			return nil, client.Error(o)
		}
		for _, one := range answer.Batches {
			if ours[one.Origin] {
				met[one.Origin] = one.ID
			}
		}
		if len(answer.Batches) < mostListed || len(met) == most {
			break
		}
	}
	return met, nil
}
