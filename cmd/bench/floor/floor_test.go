package floor

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/store/storetest"
)

func TestTheFloorKeepsWhatItAcknowledgesAndOneJobEach(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{
		"sqlite": "sqlite:" + filepath.Join(t.TempDir(), "floor.db"), "postgres": storetest.PostgresURL(t),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, err := Open(t.Context(), url)
			require.NoError(t, err)
			defer db.Close()
			w, err := newWriter(t.Context(), db)
			require.NoError(t, err)
			defer w.close()
			door := handler(w, []byte("secret"))
			var wg sync.WaitGroup
			for n := range 600 {
				wg.Go(func() {
					require.Equal(t, http.StatusOK, post(door, fmt.Sprint("w", n%300), "{}", "secret"))
					require.Equal(t, http.StatusCreated, post(door, "", fmt.Sprintf(`{"id":"r%d","survey":"s","answers":{"a":"b"}}`, n%300), ""))
				})
			}
			wg.Wait()
			require.Equal(t, http.StatusUnauthorized, post(door, "x", "{}", "other"))
			require.Equal(t, http.StatusBadRequest, post(door, "", `{"id":`, ""))
			require.Equal(t, http.StatusUnprocessableEntity, post(door, "", `{"id":"x","survey":"s","answers":[]}`, ""))
			for table, rows := range map[string]int{"webhooks": 300, "responses": 300, "jobs": 600} {
				var n int
				require.NoError(t, db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+table).Scan(&n))
				require.Equal(t, rows, n, table)
			}
		})
	}
}

func TestTheFloorOnSQLiteIsDurable(t *testing.T) {
	t.Parallel()
	db, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "floor.db"))
	require.NoError(t, err)
	defer db.Close()
	var synchronous int
	require.NoError(t, db.QueryRowContext(t.Context(), "PRAGMA synchronous").Scan(&synchronous))
	require.Equal(t, 2, synchronous) // FULL
}

// post sends a webhook when it has an id, a response otherwise.
func post(door http.Handler, webhookID, body, secret string) int {
	path := "/storefront/v1/responses"
	if webhookID != "" {
		path = "/webhooks/shopify"
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	r.Header.Set("X-Shopify-Hmac-Sha256", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	r.Header.Set("X-Shopify-Webhook-Id", webhookID)
	recorded := httptest.NewRecorder()
	door.ServeHTTP(recorded, r)
	return recorded.Code
}
