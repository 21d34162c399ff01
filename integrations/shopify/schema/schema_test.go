package schema_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/schema"
)

func TestTheSchemaHoldsTheMutationsWeLiveOn(t *testing.T) {
	t.Parallel()
	admin, err := schema.Admin()
	require.NoError(t, err)
	for _, name := range []string{"metafieldsSet", "metafieldsDelete", "tagsAdd", "tagsRemove"} {
		require.NotNil(t, admin.Mutation.Fields.ForName(name), name)
	}
	require.Greater(t, len(admin.Types), 3000)
}

func TestAccessNamesScopesAndProtectedFields(t *testing.T) {
	t.Parallel()
	access, err := schema.AdminAccess()
	require.NoError(t, err)
	require.Contains(t, access.Types["Customer"], "`read_customers`")
	require.Contains(t, access.Fields["Mutation.customerUpdate"], "`write_customers`")
	require.Equal(t, "email", access.Protected["Customer.email"])
}
