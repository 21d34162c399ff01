package lanes_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/shopify"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
	"github.com/askwell/askwell/jobs"
)

const (
	demo      = app.ShopID("demo-shop.myshopify.com")
	key       = "bench-key"
	secret    = "bench-secret-of-the-app"
	roundTrip = 150 * time.Millisecond
)

// plan is what a Shopify plan gives an app: points a second, and twenty seconds of them.
type plan struct {
	name string
	rate float64
}

var plans = []plan{{"Standard", 100}, {"Advanced", 200}, {"Plus", 1000}, {"Enterprise", 2000}}

// errand is what everybody's answers are written to.
type errand struct {
	name      string
	questions int
	maps      app.WriteBack
}

var errands = []errand{
	{"one metafield", 1, app.WriteBack{Metafield: true}},
	{"four metafields", 4, app.WriteBack{Metafield: true}},
	{"tags", 4, app.WriteBack{Tag: true}},
	{"one metafield and tags", 1, app.WriteBack{Metafield: true, Tag: true}},
	{"four metafields and tags", 4, app.WriteBack{Metafield: true, Tag: true}},
}

// best is the least that a customer can cost: ten points for every 25 metafields,
// whosever they are, and ten for a call of tags.
func (e errand) best() float64 {
	var points float64
	if e.maps.Metafield {
		points += 10 * float64(e.questions) / 25
	}
	if e.maps.Tag {
		points += 10
	}
	return points
}

// crowd is how many people use a plan's bucket up and its rate for ten seconds more, as
// far as that is a crowd one machine can play.
func (e errand) crowd(p plan, most int) int {
	return min(most, int(30*p.rate/e.best()))
}

// counted is Shopify in this process, a round trip away, and what it charges.
type counted struct {
	shop             http.Handler
	trip             time.Duration
	mu               sync.Mutex
	charged          float64
	calls, throttled int
}

// RoundTrip implements http.RoundTripper.
func (c *counted) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(c.trip / 2)
	answer := httptest.NewRecorder()
	c.shop.ServeHTTP(answer, r)
	time.Sleep(c.trip / 2)
	var told struct {
		Errors []struct {
			Extensions struct{ Code string }
		}
		Extensions struct {
			Cost struct{ ActualQueryCost float64 }
		}
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &told); err == nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.calls, c.charged = c.calls+1, c.charged+told.Extensions.Cost.ActualQueryCost
		if len(told.Errors) > 0 && told.Errors[0].Extensions.Code == "THROTTLED" {
			c.throttled++
		}
	}
	return answer.Result(), nil
}

// batches is Shopify as a destination that takes no bulk jobs: those draw on no bucket.
type batches struct{ shopify.Provider }

func (b batches) Spec() integrations.Spec {
	spec := b.Provider.Spec()
	spec.BulkFrom = 0
	return spec
}

// spent is what a drain of a crowd came to.
type spent struct {
	people, calls, throttled int
	efficiency, used         float64
	points                   float64 // a customer
}

// A lane to Shopify in its own time, with the bucket of a plan.
func writeBack(t *testing.T, url string, p plan, e errand, people int) (out spent) {
	synctest.Test(t, func(t *testing.T) {
		there := open(t, p, people)
		queue, err := jobs.Open(t.Context(), jobs.Config{})
		require.NoError(t, err)
		base, token := there.install(t)
		s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
		require.NoError(t, err)
		client, err := shopify.New(shopify.Config{APIKey: key, Secret: secret, Base: base, Transport: there, Pacer: queue.Pacer()})
		require.NoError(t, err)
		shop := newShop(t, s, demo, e, time.Now)
		shop.answers(t, there.customers(t, people))
		lanes := &delivery.Deliverer{Store: s, Providers: []integrations.Provider{batches{shopify.Provider{
			App: client, Tokens: shopify.TokenFunc(func(context.Context, app.ShopID) (string, error) { return token, nil }),
		}}}}
		there.charged, there.calls = 0, 0
		start := time.Now()
		for shop.left(t, app.DeliveryWaiting) > 0 {
			again, err := lanes.Drain(t.Context(), demo, app.ShopifyDestination)
			require.NoError(t, err)
			if !again {
				time.Sleep(100 * time.Millisecond)
			}
		}
		require.Zero(t, shop.left(t, app.DeliveryParked))
		out = spent{
			people: people, calls: there.calls, throttled: there.throttled, points: there.charged / float64(people),
			efficiency: e.best() * float64(people) / there.charged,
			used:       there.charged / (p.rate*time.Since(start).Seconds() + 20*p.rate),
		}
		require.NoError(t, queue.Close())
		require.NoError(t, s.Close())
	})
	return out
}

// open is a shop of so many people on a plan.
func open(t *testing.T, p plan, people int) *counted {
	manifest, err := os.ReadFile("../../../shopify.app.toml")
	require.NoError(t, err)
	box, err := sandbox.New(sandbox.Config{
		AppURL: "http://127.0.0.1:1", BaseURL: "http://127.0.0.1:1", APIKey: key, Secret: secret, Manifest: manifest, Customers: people,
	})
	require.NoError(t, err)
	there := &counted{shop: box.Handler(), trip: roundTrip}
	there.limit(t, p.rate, 20*p.rate)
	return there
}

// limit gives the app so many points a second, and so many at once.
func (c *counted) limit(t *testing.T, rate, most float64) {
	c.post(t, "/_sandbox/faults", fmt.Sprintf(`{"throttle":{"restore_rate":%g,"bucket":%g}}`, rate, most), nil)
}

func (c *counted) post(t *testing.T, path, body string, out any) {
	answer := httptest.NewRecorder()
	c.shop.ServeHTTP(answer, httptest.NewRequest(http.MethodPost, path, bytes.NewBufferString(body)))
	require.Less(t, answer.Code, 300, answer.Body)
	if out != nil {
		require.NoError(t, json.NewDecoder(answer.Body).Decode(out))
	}
}

// install lets the app in.
func (c *counted) install(t *testing.T) (base *url.URL, token string) {
	base, err := url.Parse("http://127.0.0.1:1")
	require.NoError(t, err)
	client, err := shopify.New(shopify.Config{APIKey: key, Secret: secret, Base: base, Transport: c})
	require.NoError(t, err)
	var minted struct{ Token string }
	c.post(t, "/_sandbox/tokens", `{"kind":"admin"}`, &minted)
	access, err := client.Exchange(t.Context(), demo, minted.Token)
	require.NoError(t, err)
	return base, access.Token
}

// customers are people of the shop.
func (c *counted) customers(t *testing.T, n int) (list []app.CustomerID) {
	answer := httptest.NewRecorder()
	c.shop.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/_sandbox/state?shop="+string(demo), nil))
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	var state struct {
		Shops []struct{ Customers []struct{ ID string } }
	}
	require.NoError(t, json.Unmarshal(text, &state))
	for _, one := range state.Shops[0].Customers[:n] {
		id, err := app.ParseCustomerID(one.ID)
		require.NoError(t, err)
		list = append(list, id)
	}
	return list
}

// What is written back to Shopify costs hardly more than it could cost anybody, what is
// looked at before included, and no call is ever one too many.
func TestAnswersCostAShopHardlyMoreThanTheyMust(t *testing.T) {
	most, of := 400, plans[:1]
	if *full {
		most, of = 6000, plans
	}
	table := report{
		file: "WRITE.md", head: []string{"plan", "written", "people", "points each", "of the best", "of the bucket", "calls throttled"},
		text: "# What writing back costs a shop\n\nWritten by `make bench-write`: a lane drained over the sandbox's Shopify, 150 ms away, in its own time. " +
			"The best is ten points for every 25 metafields, whosever they are, and ten for each person's tags; a full bucket and ten seconds more are used up, " +
			"or 6,000 people. What is looked at first, so that it can be undone, is in the price. One lane sends one call at a time: metafields alone and the largest plans are not bound by the bucket.",
	}
	t.Cleanup(func() { table.keep(t) })
	for _, p := range of {
		for _, e := range errands {
			t.Run(p.name+" "+e.name, func(t *testing.T) {
				got := writeBack(t, storetest.SQLite(t), p, e, e.crowd(p, most))
				t.Logf("%d people at %.3f points, %.3f of the best; %.3f of the bucket used; %d of %d calls throttled",
					got.people, got.points, got.efficiency, got.used, got.throttled, got.calls)
				require.GreaterOrEqual(t, got.efficiency, 0.95)
				require.Zero(t, got.throttled)
				table.rows = append(table.rows, []string{
					p.name, e.name, fmt.Sprint(got.people), fmt.Sprintf("%.2f", got.points), fmt.Sprintf("%.3f", got.efficiency),
					fmt.Sprintf("%.2f", got.used), fmt.Sprintf("%d of %d", got.throttled, got.calls),
				})
			})
		}
	}
}
