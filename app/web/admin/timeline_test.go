package admin_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

type timelinePage struct {
	Events []struct {
		ID, Kind string
		At       time.Time
		Response *struct {
			ID, Surface string
			Survey      struct{ Title string }
			Answers     []struct {
				Prompt string
				Values []string
			}
		}
		Consent  *struct{ Channel, State string }
		Order    *struct{ Name, Total string }
		Delivery *struct{ ID, Title string }
	}
	Next, Zone string
}

func TestAShoppersTimelineIsReadPageByPage(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("heard"))
	now := time.Now().UTC().Truncate(time.Second)
	for i, said := range []string{`"friend"`, `"podcast"`, `"friend"`} {
		b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, said, now.Add(time.Duration(i-5)*time.Hour))
	}
	b.ordered(app.Order{ID: 501, Name: "#1001", Customer: 7, Total: "9.00", Currency: "SEK"})
	require.NoError(t, b.store.RecordConsent(t.Context(), demo, 7, app.Consent{
		ID: "c", Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: app.ConsentGranted, ChangedAt: now.Add(-90 * time.Minute), Source: "shopify",
	}))
	read := func(query string) (all []string) {
		for cursor := ""; ; {
			var page timelinePage
			require.Equal(t, http.StatusOK, b.call("GET", "/people/7/timeline?"+query+"&cursor="+cursor, demo, nil, &page))
			require.NotEmpty(t, page.Zone)
			for _, e := range page.Events {
				all = append(all, e.Kind+" "+e.ID)
			}
			if cursor = page.Next; cursor == "" {
				return all
			}
		}
	}
	whole := read("limit=100")
	require.GreaterOrEqual(t, len(whole), 5)
	for _, size := range []int{1, 2, 3} {
		require.Equal(t, whole, read(fmt.Sprintf("limit=%d", size)))
	}
	require.Len(t, read("kind=answer"), 3)
	require.Len(t, read("kind=consent"), 1)
	var page timelinePage
	require.Equal(t, http.StatusOK, b.call("GET", "/people/7/timeline?kind=answer", demo, nil, &page))
	require.Equal(t, "How did you hear about us?", page.Events[0].Response.Answers[0].Prompt)
	require.Equal(t, []string{"A friend"}, page.Events[0].Response.Answers[0].Values)
	require.Equal(t, http.StatusOK, b.call("GET", "/people/7/timeline?kind=order", demo, nil, &page))
	require.Equal(t, "#1001", page.Events[0].Order.Name)
	require.Equal(t, http.StatusNotFound, b.call("GET", "/people/7/timeline", other, nil, nil))
	for _, wrong := range []string{"kind=moon", "cursor=x", "limit=0", "limit=101"} {
		require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/people/7/timeline?"+wrong, demo, nil, nil), wrong)
	}
}

func TestPeopleAreListedPageByPage(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	for i := range app.CustomerID(5) {
		b.answered(made.ID, app.ResponseID(uuid.NewString()), 70+i, `"friend"`, time.Now().Add(-time.Duration(i)*time.Minute))
	}
	var all []any
	for cursor := ""; ; {
		var page struct {
			People []told
			Next   string
		}
		require.Equal(t, http.StatusOK, b.call("GET", "/people?limit=2&cursor="+cursor, demo, nil, &page))
		for _, one := range page.People {
			all = append(all, one["customer"])
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	require.Equal(t, []any{"70", "71", "72", "73", "74"}, all)
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/people?cursor=x", demo, nil, nil))
}

func TestAProfileSaysWhereEachAnswerStands(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	p := b.begin(time.Hour)
	p.says(7)
	var v struct {
		Since    time.Time
		Zone     string
		Declared []struct {
			Written []struct {
				Destination, Title string
				Names              []string
				At                 time.Time
			}
		}
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/people/7/profile", demo, nil, &v))
	require.NotZero(t, v.Since)
	require.NotEmpty(t, v.Zone)
	require.NotEmpty(t, v.Declared[0].Written)
	shop := v.Declared[0].Written[0]
	for _, one := range v.Declared[0].Written {
		if one.Destination == "shopify" {
			shop = one
		}
	}
	require.Equal(t, []string{"customer metafield source", "customer tag askwell:source:podcast"}, shop.Names)
	require.NotZero(t, shop.At)
}
