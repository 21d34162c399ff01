package shopify_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/all"
	"github.com/askwell/askwell/integrations/flow"
	"github.com/askwell/askwell/integrations/shopify"
)

func granting(scopes ...string) string {
	handles := make([]string, len(scopes))
	for i, scope := range scopes {
		handles[i] = `{"handle":"` + scope + `"}`
	}
	return `{"data":{"currentAppInstallation":{"accessScopes":[` + strings.Join(handles, ",") + `]}}}`
}

func TestTheCheckWantsEveryScope(t *testing.T) {
	t.Parallel()
	require.NoError(t, connect(t, answer(granting(shopify.Scopes...))).Check(t.Context()))
	require.NoError(t, connect(t, answer(granting("write_customers", "write_orders", "write_app_proxy", "read_customer_merge", "write_discounts", "read_products"))).Check(t.Context()),
		"write includes read")
	err := connect(t, answer(granting("write_customers", "write_app_proxy", "read_customer_merge", "write_discounts", "read_products"))).Check(t.Context())
	require.True(t, app.Is(err, app.Forbidden))
	require.Contains(t, err.Error(), "read_orders, write_orders")
	require.True(t, app.Is(connect(t, status(401)).Check(t.Context()), app.Unauthorized))
}

func TestEveryDestinationsNameIsItsOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, p := range all.Providers(shopify.Provider{}, flow.Provider{}, nil) {
		spec := p.Spec()
		require.NotEmpty(t, spec.Title)
		require.Positive(t, spec.Batch)
		require.False(t, seen[spec.Name], spec.Name)
		seen[spec.Name] = true
	}
	require.True(t, seen[string(app.ShopifyDestination)])
}
