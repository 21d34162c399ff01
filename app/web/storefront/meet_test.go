package storefront_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

const hers = "11111111-1111-4111-8111-111111111111"

// A guest answers, logs in and only looks: what she said is hers, unless it is a page
// of another site that has her look.
func TestWhoLogsInAndLooksIsWhomSheWasAsAGuest(t *testing.T) {
	t.Parallel()
	said := `{"id":"` + first + `","survey":"welcome","version":1,"surface":"theme","locale":"en","visitor":"` + hers + `","shown":[],
		"answers":{"source":"friend"},"started_at":"2026-11-22T11:59:00.123Z","complete":false}`
	look := url.Values{"survey": {"welcome"}, "visitor": {hers}}
	for name, door := range map[string]struct {
		path   string
		header http.Header
		meets  bool
	}{
		"the shop's page":          {proxied("/proxy/next", look), http.Header{"Sec-Fetch-Site": {"same-origin"}}, true},
		"an older browser":         {proxied("/proxy/next", look), http.Header{"X-Requested-With": {"XMLHttpRequest"}}, true},
		"an extension":             {"/storefront/v1/next?" + look.Encode(), bearer(token(t, nil)), true},
		"a link of another site's": {proxied("/proxy/next", look), http.Header{"Sec-Fetch-Site": {"cross-site"}}, false},
		"who does not say":         {proxied("/proxy/next", look), nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			guest := proxied("/proxy/responses", url.Values{"logged_in_customer_id": {""}})
			require.Equal(t, http.StatusCreated, s.send(http.MethodPost, guest, asJSON(), said).status)
			got := s.send(http.MethodGet, door.path, door.header, "")
			require.Equal(t, http.StatusOK, got.status, got.body)
			require.Contains(t, got.body, `"key":"topics"`, "she is not asked again, here")
			if door.meets {
				require.Equal(t, map[string]string{"source": `"friend"`}, s.preferences())
			} else {
				require.Empty(t, s.preferences())
			}
		})
	}
}
