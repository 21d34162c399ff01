package intake_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store/storetest"
)

// topics are the ones with a slash where file names have an underscore, longest
// first where one begins another.
var topics = []string{
	"customers_email_marketing_consent/update", "customers_whats_app_marketing_consent/update", "customers_marketing_consent/update",
	"customers/data_request", "customers/redact", "customers/create", "customers/update", "customers/delete", "customers/merge",
	"orders/create", "orders/updated", "app/uninstalled", "app/scopes_update", "shop/redact",
}

func topicOf(t *testing.T, file string) string {
	t.Helper()
	for _, topic := range topics {
		if strings.HasPrefix(file, strings.Replace(topic, "/", "_", 1)) {
			return topic
		}
	}
	t.Fatalf("%s names no topic", file)
	return ""
}

// feed sends every payload of a folder through the door to the shop it is about,
// and requires that each is stored, handled and emptied.
func feed(t *testing.T, folder string, least int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), least)
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			b := setup(t, storetest.New(t))
			body, err := os.ReadFile(path)
			require.NoError(t, err)
			shop := shopOf(t, body)
			require.NoError(t, b.store.RecordInstall(t.Context(), shop, app.Shop{}, app.Access{
				Token: "t", RefreshToken: "r",
				ExpiresAt: time.Now().Add(time.Hour), RefreshExpiresAt: time.Now().Add(time.Hour * 2000),
			}))
			b.gone.Store(true) // so that endings are believed
			topic := topicOf(t, filepath.Base(path))
			require.Equal(t, http.StatusOK, b.post(letter{topic: topic, body: string(body), shop: shop}))
			again, err := b.intake.Drain(t.Context(), shop)
			require.NoError(t, err)
			require.False(t, again)
			due, err := b.store.DueInboxes(t.Context(), time.Now().Add(1000*time.Hour), 1)
			require.NoError(t, err)
			require.Empty(t, due, b.logs)
			require.Contains(t, b.logs.String(), `dropped=""`, "it was understood")
			if strings.HasPrefix(topic, "orders/") {
				requireOrder(t, b, shop, body)
			}
		})
	}
}

func shopOf(t *testing.T, body []byte) app.ShopID {
	t.Helper()
	var named struct {
		ShopDomain string `json:"shop_domain"`
	}
	require.NoError(t, json.Unmarshal(body, &named))
	if named.ShopDomain == "" {
		return demo
	}
	return app.ShopID(named.ShopDomain)
}

// requireOrder compares what is kept with the payload, read another way.
func requireOrder(t *testing.T, b *bundle, shop app.ShopID, body []byte) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.UseNumber()
	var raw map[string]any
	require.NoError(t, decoder.Decode(&raw))
	var id int64
	_, err := fmt.Sscan(fmt.Sprint(raw["id"]), &id)
	require.NoError(t, err)
	order, err := b.store.Order(t.Context(), shop, app.OrderID(id))
	require.NoError(t, err)
	require.Equal(t, strings.ReplaceAll(raw["name"].(string), "\x00", ""), order.Name)
	require.Equal(t, raw["currency"], order.Currency)
	require.False(t, order.UpdatedAt.IsZero())
	want := "0"
	if customer, ok := raw["customer"].(map[string]any); ok {
		want = fmt.Sprint(customer["id"])
	}
	require.Equal(t, want, fmt.Sprint(int64(order.Customer)))
}

func TestOurFixturesGoThroughTheDoor(t *testing.T) {
	t.Parallel()
	feed(t, "testdata", 6)
}

func TestRealPayloadsGoThroughTheDoor(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("ASKWELL_FIXTURES")
	if folder == "" {
		t.Skip("SKIPPED: ASKWELL_FIXTURES is not set; real payloads were not fed through the door")
	}
	feed(t, filepath.Join(folder, "shopify"), 11)
}

func TestAnOrderOfAHundredAndFiftyLinesGoesThroughTheDoor(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	b.install()
	line := `{"id":%d,"admin_graphql_api_id":"gid://shopify/LineItem/%[1]d","title":"Mugg № %[1]d ☕","quantity":1,"price":"9.90","properties":[{"name":"gravyr","value":"%s"}]}`
	lines := make([]string, 150)
	for i := range lines {
		lines[i] = fmt.Sprintf(line, 9007199254740993+i, strings.Repeat("å", 500))
	}
	body := fmt.Sprintf(`{"id":9223372036854775807,"name":"#150","updated_at":"2026-01-22T10:00:00Z","customer":{"id":9223372036854775806},"line_items":[%s]}`, strings.Join(lines, ","))
	require.Greater(t, len(body), 150_000)
	b.take(letter{topic: "orders/create", body: body})
	order, err := b.store.Order(t.Context(), demo, 9223372036854775807)
	require.NoError(t, err)
	require.EqualValues(t, 9223372036854775806, order.Customer)
}
