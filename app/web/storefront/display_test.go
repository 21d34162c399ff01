package storefront_test

import (
	"database/sql"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	_ "github.com/glebarez/sqlite" // the driver
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// counted is how often something was shown and begun on a surface.
func (s *shop) counted(on app.Surface) (n [2]int) {
	s.t.Helper()
	all, err := s.store.Impressions(s.t.Context(), demo, time.Now().AddDate(0, 0, -1), time.Now().AddDate(0, 0, 1))
	require.NoError(s.t, err)
	for _, i := range all {
		if i.Surface == on {
			n[0], n[1] = n[0]+i.Shown, n[1]+i.Started
		}
	}
	return n
}

func TestADisplayIsCountedAsItIsTold(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.publish("mail", nil, "mail", "other")
	asks := map[string]any{"survey": "mail", "version": 1, "surface": "thank-you", "questions": []string{"mail"}}
	at := func(change map[string]any) map[string]any {
		told := maps.Clone(asks)
		maps.Copy(told, change)
		return told
	}
	she := who{shop: s, order: "gid://shopify/OrderIdentity/5001", door: "session"}
	guest := who{shop: s, visitor: phone, door: "proxy"}

	require.Equal(t, http.StatusNoContent, she.post("displays", at(nil)).status, "who says nothing was shown it")
	require.Equal(t, http.StatusNoContent, she.post("displays", at(map[string]any{"event": "shown"})).status)
	require.Equal(t, [2]int{2, 0}, s.counted(app.SurfaceThankYou))
	require.Equal(t, http.StatusNoContent, she.post("displays", at(map[string]any{"event": "started", "questions": []string{"other"}})).status)
	require.Equal(t, [2]int{2, 1}, s.counted(app.SurfaceThankYou))
	s.ordered(5001, ada)
	require.Equal(t, []string{"other"}, who{shop: s, customer: ada, door: "proxy"}.next("mail", app.SurfaceTheme), "who begins was asked when it was shown")

	theme := map[string]any{"surface": "theme", "event": "started", "seen": 7}
	require.Equal(t, http.StatusNoContent, guest.post("displays", at(theme)).status)
	theme["event"] = "shown"
	require.Equal(t, http.StatusNoContent, guest.post("displays", at(theme)).status)
	require.Equal(t, [2]int{14, 1}, s.counted(app.SurfaceTheme))

	for field, wrong := range map[string]any{"event": "opened", "seen": 101, "surface": "staff"} {
		got := guest.post("displays", at(map[string]any{field: wrong}))
		require.Equal(t, http.StatusUnprocessableEntity, got.status, field)
		require.Contains(t, got.body, `"field":"`+field+`"`)
	}
	require.Equal(t, http.StatusUnprocessableEntity, guest.post("displays", at(map[string]any{"seen": -1})).status)
	require.Equal(t, [2]int{14, 1}, s.counted(app.SurfaceTheme), "nothing is counted of what is refused")
}

func TestAFloodOfDisplaysIsACount(t *testing.T) {
	t.Parallel()
	url := storetest.SQLite(t)
	db, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	s := newShopOn(t, db)
	s.publish("mail", nil, "mail")
	for range 40 {
		nobody := who{shop: s, visitor: uuid.NewString(), order: "gid://shopify/Order/5001", door: "proxy"}
		shown := map[string]any{"survey": "mail", "version": 1, "surface": "prompt", "questions": []string{"mail"}, "seen": 100}
		require.Equal(t, http.StatusNoContent, nobody.post("displays", shown).status)
	}
	require.Equal(t, [2]int{4000, 0}, s.counted(app.SurfacePrompt))
	raw, err := sql.Open("sqlite", strings.TrimPrefix(url, "sqlite:"))
	require.NoError(t, err)
	defer raw.Close()
	for table, most := range map[string]int{"displays": 2, "askings": 0, "visitors": 0, "profiles": 0} { // two, around midnight
		var rows int
		require.NoError(t, raw.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+table).Scan(&rows))
		require.LessOrEqual(t, rows, most, table)
	}
}
