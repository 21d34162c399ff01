package admin_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func TestADefinitionOfTheManifestCannotBeChangedThroughTheAPI(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	d.world.AddDefinition(d.shop, &world.Definition{Owner: "Customer", Namespace: world.OwnNamespace, Key: "day", Name: "Day", Type: "boolean", Access: map[string]string{}, Managed: true})
	require.Len(t, d.said(`mutation { metafieldDefinitionUpdate(definition: {ownerType: CUSTOMER, namespace: "$app", key: "day", name: "Night"}) { userErrors { field message } } }`, nil), 1)
	require.Len(t, d.said(`mutation { metafieldDefinitionDelete(identifier: {ownerType: CUSTOMER, namespace: "$app", key: "day"}, deleteAllAssociatedMetafields: true) { userErrors { field message } } }`, nil), 1)
	require.Equal(t, "Day", d.shop.Definitions[0].Name)
}
