package admin_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestAMerchantDecidesWhatIsToStandWhereSomethingElseStands(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	for customer := range app.CustomerID(3) {
		b.answered(made.ID, app.ResponseID(uuid.NewString()), 7001+customer, `"friend"`, time.Now())
	}
	b.wrote("askwell:source:friend")
	list, _ := b.deliveries("?state=done")
	for _, one := range list {
		storetest.Exec(t, b.url, fmt.Sprintf(`INSERT INTO checks (shop_id, destination_id, subject, delivery_id, state, differences, due_at, checked_at)
			VALUES ('%s', 'shopify', 'customer/%s', '%s', 'different', '[{"property":"tag:askwell:source:friend","ours":{"there":true},"theirs":{"there":false}}]', 0, 5)`,
			demo, one.Person.Customer, one.ID))
	}

	type page struct {
		Checks []struct {
			Subject, Title string
			Person         struct{ Customer string }
			Differences    []struct{ Ours, Theirs struct{ There bool } }
		}
		Next string
	}
	var first, second page
	require.Equal(t, http.StatusOK, b.call("GET", "/checks?destination=shopify&limit=2", demo, nil, &first))
	require.Len(t, first.Checks, 2)
	require.Equal(t, "Shopify", first.Checks[0].Title)
	require.Equal(t, "7001", first.Checks[0].Person.Customer)
	require.True(t, first.Checks[0].Differences[0].Ours.There)
	require.False(t, first.Checks[0].Differences[0].Theirs.There)
	require.Equal(t, http.StatusOK, b.call("GET", "/checks?limit=2&cursor="+first.Next, demo, nil, &second))
	require.Len(t, second.Checks, 1)

	const decide = "/destinations/shopify/checks/decide"
	require.Equal(t, http.StatusOK, b.call("POST", decide, demo, told{"subject": "customer/7001", "side": "theirs"}, nil))
	require.Equal(t, http.StatusNotFound, b.call("POST", decide, demo, told{"subject": "customer/7001", "side": "theirs"}, nil), "it is decided")
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", decide, demo, told{"subject": "customer/7002", "side": "ask"}, nil))
	var tally struct{ Waiting, Verified, Different int }
	require.Equal(t, http.StatusOK, b.call("GET", "/destinations/shopify/checks", demo, nil, &tally))
	require.Equal(t, 2, tally.Different)
	require.Equal(t, 1, tally.Verified)
	var decided struct{ Decided int }
	require.Equal(t, http.StatusOK, b.call("POST", decide, demo, told{"all": true, "side": "ours"}, &decided))
	require.Equal(t, 2, decided.Decided)
	again, _ := b.deliveries("?state=waiting")
	require.Len(t, again, 2)
	require.Equal(t, "drift", again[0].Cause)

	var looking struct{ People int }
	require.Equal(t, http.StatusOK, b.call("POST", "/destinations/shopify/checks", demo, told{}, &looking))
	require.Equal(t, 2, looking.People, "of whom theirs was kept nothing is left to look at")
	require.Equal(t, http.StatusNotFound, b.call("POST", "/destinations/klaviyo/checks", demo, told{}, nil))
}
