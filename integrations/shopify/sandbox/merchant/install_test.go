package merchant_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnAppIsInstalledByAgreeingToItsScopes(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	page := b.get("/admin")
	require.Contains(t, page, "Install Askwell")
	require.NotContains(t, page, "<iframe")
	for _, words := range []string{"View and edit customers", "View orders", "View and edit the app proxy", "View customer data", "nobody else’s"} {
		require.Contains(t, page, words)
	}
	require.Nil(t, b.shop.Installed, "looking installs nothing")

	page = b.post("/admin/apps/ask/install")
	require.Contains(t, page, `<iframe src="https://app.example/?`)
	require.Contains(t, page, `data-path="/admin/apps/ask"`)
	require.Contains(t, page, "id_token=")
	require.NotNil(t, b.shop.Installed)
}

func TestTheAppsAddressIsPartOfTheAdmins(t *testing.T) {
	t.Parallel()
	b := installed(t)
	require.Contains(t, b.get("/admin/apps/ask/surveys/7"), `<iframe src="https://app.example/surveys/7?`)
	require.Regexp(t, `<iframe src="https://app.example/surveys\?days=90&amp;embedded=1&amp;hmac=`, b.get("/admin/apps/ask/surveys?days=90&hmac=forged"), "what the app had in its address")
	for _, path := range []string{"/admin/apps/other", "/admin/apps/asking", "/admin/nothing/here"} {
		status, page := b.answer(http.MethodGet, path, nil)
		require.Equal(t, http.StatusNotFound, status, path)
		require.Contains(t, page, "no page at this address")
	}
}

func TestAnAppThatAsksForMoreWaitsForTheMerchant(t *testing.T) {
	t.Parallel()
	b := installed(t)
	b.world.Lock()
	b.world.App.Manifest.Scopes.Scopes += ",read_discounts"
	b.world.Unlock()
	page := b.get("/admin/apps/ask")
	require.Contains(t, page, "Update Askwell")
	require.Contains(t, page, "View discounts")
	require.NotContains(t, page, "View and edit customers", "only what is new is asked")
	require.Contains(t, b.post("/admin/apps/ask/install"), "<iframe")
	require.Contains(t, b.shop.Installed.Scopes, "read_discounts")
	require.Len(t, b.told("app/scopes_update"), 1)
}

func TestAnUninstalledAppIsAskedForAgain(t *testing.T) {
	t.Parallel()
	b := installed(t)
	page := b.post("/admin/apps/ask/uninstall")
	require.Contains(t, page, "The app was uninstalled")
	require.Len(t, b.told("app/uninstalled"), 1)
	require.Len(t, b.told("shop/redact"), 1)
	require.Contains(t, b.get("/admin/apps/ask"), "Install Askwell")
	require.Contains(t, b.post("/admin/apps/ask/install"), "<iframe")
	require.Len(t, b.told("app/uninstalled"), 1, "a late webhook is not taken back")
}

func TestOptionalScopesAreGrantedOneByOne(t *testing.T) {
	t.Parallel()
	b := installed(t)
	require.Contains(t, b.get("/admin/settings"), "View products")
	require.Contains(t, b.post("/admin/apps/ask/scopes", "grant", "read_products"), "Access changed")
	require.Contains(t, b.shop.Installed.Scopes, "read_products")
	require.Contains(t, b.post("/admin/apps/ask/scopes", "revoke", "read_products"), "Access changed")
	require.NotContains(t, b.shop.Installed.Scopes, "read_products")
	require.Contains(t, b.post("/admin/apps/ask/scopes", "grant", "write_themes"), "Access not changed")
}
