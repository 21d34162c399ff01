package schema_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"

	"github.com/askwell/askwell/extensions"
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

func TestTheCustomerAccountApiIsThatOfTheExtensions(t *testing.T) {
	t.Parallel()
	customer, err := schema.Customer()
	require.NoError(t, err)
	require.NotNil(t, customer.Types["Customer"].Fields.ForName("metafields"))
	access, err := schema.CustomerAccess()
	require.NoError(t, err)
	require.Contains(t, access.Types["Customer"], "`customer_read_customers`")
	manifests, err := fs.Glob(extensions.FS, "*/shopify.extension.toml")
	require.NoError(t, err)
	for _, name := range manifests {
		text, err := fs.ReadFile(extensions.FS, name)
		require.NoError(t, err)
		if strings.Contains(string(text), "customer-account.") {
			require.Contains(t, string(text), `api_version = "`+access.Version+`"`, name)
		}
	}
}

// TestTheAdminsOwnQueriesFitTheSchema holds what the admin's pages ask Shopify themselves
// to the Admin API.
func TestTheAdminsOwnQueriesFitTheSchema(t *testing.T) {
	t.Parallel()
	admin, err := schema.Admin()
	require.NoError(t, err)
	files, err := filepath.Glob("../../../admin-ui/src/*/*.graphql")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		_, problems := gqlparser.LoadQueryWithRules(admin, string(text), nil)
		require.Empty(t, problems, file)
	}
}
