package admin_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/integrations/integrationtest"
)

func TestErasuresAndTheirReceiptsAreShownToTheirShopOnly(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	_, err := b.store.RecordOrder(t.Context(), demo, app.Order{ID: 5, Name: "#5", Customer: 42, CreatedAt: time.UnixMilli(1), UpdatedAt: time.UnixMilli(1)})
	require.NoError(t, err)
	desk := privacy.New(b.store, nil, nil)
	_, err = desk.EraseCustomer(t.Context(), demo, privacy.Request{ID: "w", Customer: 42, At: time.Now()})
	require.NoError(t, err)

	var told struct {
		Erasures []struct {
			Request string
			Here    map[string]int
			Receipt string
		}
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/erasures", demo, nil, &told))
	require.Len(t, told.Erasures, 1)
	require.Equal(t, "w", told.Erasures[0].Request)
	require.Equal(t, 1, told.Erasures[0].Here["orders"])
	_, _, err = privacy.Verify(storetest.Keys(t), []byte(told.Erasures[0].Receipt))
	require.NoError(t, err, "what is shown can be verified as it is")

	var asked struct{ Requests []map[string]any }
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/requests", demo, nil, &asked))
	require.Len(t, asked.Requests, 1)
	require.NotContains(t, asked.Requests[0], "customer")
	require.Contains(t, asked.Requests[0], "finished_at")

	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/erasures", other, nil, &told))
	require.Empty(t, told.Erasures)
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/requests", other, nil, &asked))
	require.Empty(t, asked.Requests)
}

func TestWhatACustomerAskedForIsHandedOnUntilSheIsErased(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	p := b.begin(time.Hour)
	p.says(42)
	p.wants(42, "asks")

	var asked struct{ Requests []map[string]any }
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/requests", demo, nil, &asked))
	require.Len(t, asked.Requests, 1)
	require.Equal(t, []any{"asks", "customers/data_request", "42"}, []any{asked.Requests[0]["id"], asked.Requests[0]["topic"], asked.Requests[0]["customer"]})

	var export struct {
		Data app.PersonalData
		Page string
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/export?request=asks", demo, nil, &export))
	require.Len(t, export.Data.Responses, 1)
	require.JSONEq(t, `"podcast"`, string(export.Data.Responses[0].Answers["source"]))
	require.Contains(t, export.Page, "A podcast")
	var read struct{ Readings []told }
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/readings", demo, nil, &read))
	require.Equal(t, "export", read.Readings[0]["action"])
	require.Regexp(t, `^user/`, read.Readings[0]["actor"])

	require.Equal(t, http.StatusNotFound, b.call("GET", "/privacy/export?request=asks", other, nil, nil), "another shop's")
	require.Equal(t, http.StatusNotFound, b.call("GET", "/privacy/export?request=nobody", demo, nil, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/privacy/export", demo, nil, nil))
	status, _ := b.send(http.MethodGet, b.app+"/api/v1/privacy/export?request=asks", "", nil)
	require.Equal(t, http.StatusUnauthorized, status)

	p.erase(42, "redact")
	var problem web.Problem
	require.Equal(t, http.StatusNotFound, b.call("GET", "/privacy/export?request=asks", demo, nil, &problem))
	require.NotContains(t, problem.Title, "42")
	asked.Requests = nil
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/requests", demo, nil, &asked))
	require.Len(t, asked.Requests, 2)
	for _, one := range asked.Requests {
		require.NotContains(t, one, "customer", "who it was is not known any more")
	}
}

func TestWhatADestinationDidNotEraseIsSaid(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	p := b.begin(26 * 24 * time.Hour)
	p.at["liar"].Break(integrationtest.Liar)
	p.says(42)
	p.erase(42, "first")
	p.live(40)
	p.says(43)
	p.at["sleeper"].Break(integrationtest.Down)
	p.erase(43, "second")
	p.live(40)

	var told struct {
		Erasures []struct {
			Request    string
			FinishedAt *time.Time `json:"finished_at"`
			Receipt    string
			Parts      []struct{ Destination, State, Reason string }
		}
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/erasures", demo, nil, &told))
	require.Len(t, told.Erasures, 2)
	states := func(i int) map[string]string {
		found := map[string]string{}
		for _, part := range told.Erasures[i].Parts {
			found[part.Destination] = part.State
		}
		return found
	}
	require.Equal(t, map[string]string{"shopify": "done", "liar": "kept", "sleeper": "waiting", "mute": "unreachable"}, states(0))
	require.Nil(t, told.Erasures[0].FinishedAt)
	require.Empty(t, told.Erasures[0].Receipt)
	require.Equal(t, map[string]string{"shopify": "done", "liar": "kept", "sleeper": "done", "mute": "unreachable"}, states(1))
	require.NotNil(t, told.Erasures[1].FinishedAt)
	require.NotEmpty(t, told.Erasures[1].Receipt)
	var status struct{ Privacy map[string]int }
	require.Equal(t, http.StatusOK, b.call("GET", "/status", demo, nil, &status))
	require.Equal(t, map[string]int{"open": 1, "due_soon": 1, "overdue": 0, "failed": 1}, status.Privacy)
}

func TestTheStatusSaysWhatPrivacyRequestsAreOpen(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	_, err := b.store.ReceiveWebhook(t.Context(), demo, app.Webhook{
		ID: "w", Topic: "customers/redact", TriggeredAt: time.Now().Add(-25 * 24 * time.Hour), ReceivedAt: time.Now(), Payload: []byte(`{}`),
	})
	require.NoError(t, err)
	var status struct{ Privacy map[string]int }
	require.Equal(t, http.StatusOK, b.call("GET", "/status", demo, nil, &status))
	require.Equal(t, map[string]int{"open": 1, "due_soon": 1, "overdue": 0, "failed": 0}, status.Privacy)
}
