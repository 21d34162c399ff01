package admin_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store/storetest"
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
			Receipt json.RawMessage
		}
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/erasures", demo, nil, &told))
	require.Len(t, told.Erasures, 1)
	require.Equal(t, "w", told.Erasures[0].Request)
	require.Equal(t, 1, told.Erasures[0].Here["orders"])
	_, _, err = privacy.Verify(storetest.Keys(t), told.Erasures[0].Receipt)
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
