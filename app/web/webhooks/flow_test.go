package webhooks_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web/webhooks"
)

func said(trigger string, enabled bool, at string) string {
	return fmt.Sprintf(`{"flow_trigger_definition_id":%q,"has_enabled_flow":%t,"shop_id":"690933842","shopify_domain":%q,"timestamp":%q}`,
		trigger, enabled, demo, at)
}

func (b *bundle) hear(t *testing.T, body string) int {
	t.Helper()
	return b.post(t, webhooks.FlowPath, strings.NewReader(body), map[string]string{"X-Shopify-Hmac-Sha256": sign(secret, []byte(body))})
}

func (b *bundle) flow(t *testing.T) map[string]string {
	t.Helper()
	found, err := b.store.Destination(t.Context(), demo, app.FlowDestination)
	if app.Is(err, app.NotFound) {
		return nil
	}
	require.NoError(t, err)
	return found.Settings
}

func TestFlowIsADestinationWhileAWorkflowBeginsWithATrigger(t *testing.T) {
	t.Parallel()
	b := setup(t)
	require.Equal(t, http.StatusNotFound, b.hear(t, said("Answer given", true, "2026-01-22T10:00:00.000Z")), "nobody knows the shop")
	require.NoError(t, b.store.RecordInstall(context.Background(), demo, app.Shop{ID: demo}, app.Access{}))
	require.Nil(t, b.flow(t))

	require.Equal(t, http.StatusOK, b.hear(t, said("Answer given", true, "2026-01-22T10:00:00.000Z")))
	began := b.flow(t)
	require.Equal(t, map[string]string{"answer-given": "1769076000000"}, began)
	lanes, err := b.store.Lanes(t.Context(), demo)
	require.NoError(t, err)
	require.Len(t, lanes, 2)

	require.Equal(t, http.StatusOK, b.hear(t, said("answer-given", true, "2026-01-22T11:00:00.000Z")))
	require.Equal(t, began, b.flow(t), "it has been in use since it was turned on")
	require.Equal(t, http.StatusOK, b.hear(t, said("Answer given", false, "2026-01-22T10:30:00.000Z")))
	require.Equal(t, began, b.flow(t), "older news does not count")
	require.Equal(t, http.StatusOK, b.hear(t, said("Consent changed", true, "2026-01-22T12:00:00.000Z")))
	require.Len(t, b.flow(t), 2)
	for i, trigger := range []string{"Answer given", "Consent changed"} {
		require.NotNil(t, b.flow(t))
		require.Equal(t, http.StatusOK, b.hear(t, said(trigger, false, fmt.Sprintf("2026-01-22T13:0%d:00.000Z", i))))
	}
	require.Nil(t, b.flow(t))
	lanes, err = b.store.Lanes(t.Context(), demo)
	require.NoError(t, err)
	require.Len(t, lanes, 1)
}

func TestWhatWaitsForFlowIsDroppedWhenNobodyListensAnyMore(t *testing.T) {
	t.Parallel()
	b := setup(t)
	require.NoError(t, b.store.RecordInstall(context.Background(), demo, app.Shop{ID: demo}, app.Access{}))
	require.Equal(t, http.StatusOK, b.hear(t, said("Answer given", true, "2026-01-22T10:00:00.000Z")))
	survey, err := b.store.CreateSurvey(t.Context(), demo, app.Document{Handle: "how", Languages: []string{"en"}})
	require.NoError(t, err)
	_, err = b.store.RecordResponse(t.Context(), demo, store.Submitted{
		Response: app.Response{ID: "r", Survey: survey.ID, Version: 1, Surface: app.SurfaceTheme}, Customer: 7, Writes: true,
	})
	require.NoError(t, err)
	waiting := store.DeliveryFilter{Destination: app.FlowDestination}
	list, err := b.store.Deliveries(t.Context(), demo, waiting)
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.Equal(t, http.StatusOK, b.hear(t, said("Answer given", false, "2026-01-22T11:00:00.000Z")))
	list, err = b.store.Deliveries(t.Context(), demo, waiting)
	require.NoError(t, err)
	require.Equal(t, app.DeliveryDropped, list[0].State)
	require.Contains(t, list[0].Reason, "workflow")
}

func TestALifecycleCallbackMustBeSignedAndWhole(t *testing.T) {
	t.Parallel()
	b := setup(t)
	require.NoError(t, b.store.RecordInstall(context.Background(), demo, app.Shop{ID: demo}, app.Access{}))
	body := said("Answer given", true, "2026-01-22T10:00:00.000Z")
	require.Equal(t, http.StatusUnauthorized, b.post(t, webhooks.FlowPath, strings.NewReader(body), nil))
	require.Equal(t, http.StatusUnauthorized, b.post(t, webhooks.FlowPath, strings.NewReader(body), map[string]string{
		"X-Shopify-Hmac-Sha256": sign("another", []byte(body)),
	}))
	for _, broken := range []string{
		"", "[]", `{}`, strings.Replace(body, "Answer given", "", 1), strings.Replace(body, "Answer given", strings.Repeat("x", 256), 1),
		strings.Replace(body, `"has_enabled_flow":true,`, "", 1), strings.Replace(body, "2026-01-22T10", "soon", 1),
		strings.Replace(body, string(demo), "evil.example.com", 1),
	} {
		require.GreaterOrEqual(t, b.hear(t, broken), 400, broken)
		require.Less(t, b.hear(t, broken), 500, broken)
	}
	require.Equal(t, http.StatusRequestEntityTooLarge, b.hear(t, body+strings.Repeat(" ", 17<<10)))
	require.Nil(t, b.flow(t))
}
