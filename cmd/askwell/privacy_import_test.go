package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestWhoIsExportedFromOneShopIsImportedIntoAnother(t *testing.T) {
	t.Parallel()
	database := storetest.SQLite(t)
	env := func(name string) string {
		return map[string]string{
			"DATABASE_URL": database, "ENCRYPTION_KEYS": base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32)),
			"APP_URL": "https://app.example.com", "SHOPIFY_API_KEY": "key", "SHOPIFY_API_SECRET": "secret",
		}[name]
	}
	ask := func(args ...string) (string, int) {
		var out bytes.Buffer
		code := execute(t.Context(), append([]string{"privacy"}, args...), env, &out)
		return out.String(), code
	}
	s, err := store.Open(t.Context(), store.Config{URL: database, Keys: storetest.Keys(t)})
	require.NoError(t, err)
	for _, shop := range []app.ShopID{"one.myshopify.com", "two.myshopify.com"} {
		require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{}, app.Access{Token: "t", RefreshToken: "r"}))
	}
	_, err = s.RecordOrder(t.Context(), "one.myshopify.com", app.Order{ID: 5, Name: "#1005", Customer: 42, CreatedAt: time.UnixMilli(1), UpdatedAt: time.UnixMilli(1)})
	require.NoError(t, err)
	require.NoError(t, s.Close())

	file := filepath.Join(t.TempDir(), "her.json")
	said, code := ask("export", "--shop", "one.myshopify.com", "--customer", "42", "--out", file)
	require.Zero(t, code, said)
	require.Empty(t, said)
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	_, code = ask("export", "--shop", "one.myshopify.com", "--customer", "42", "--out", file)
	require.NotZero(t, code, "a file that is there stays as it is")

	said, code = ask("import", "--shop", "two.myshopify.com", file)
	require.Zero(t, code, said)
	said, code = ask("export", "--shop", "two.myshopify.com", "--customer", "42")
	require.Zero(t, code, said)
	var data app.PersonalData
	require.NoError(t, json.Unmarshal([]byte(said), &data), "JSON is what it prints unasked")
	require.Equal(t, "#1005", data.Orders[0].Name)

	said, code = ask("export", "--shop", "two.myshopify.com", "--customer", "42", "--html", "--locale", "sv")
	require.Zero(t, code, said)
	require.Contains(t, said, `<html lang="sv">`)
	require.Contains(t, said, "#1005")

	said, code = ask("erase", "--shop", "misspelt.myshopify.com", "--customer", "42")
	require.NotZero(t, code, "who is not erased is not said to be")
	require.Contains(t, said, "nothing is known of this shop")

	require.NoError(t, os.WriteFile(file, []byte(`{"format":7}`), 0o600))
	said, code = ask("import", "--shop", "two.myshopify.com", file)
	require.NotZero(t, code)
	require.Contains(t, said, "format")
	said, code = ask("import", "--shop", "none.myshopify.com", file)
	require.NotZero(t, code, said)
}
