package storefront_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/privacy"
)

func TestACustomerGetsLinksToHerCopyThatRunOut(t *testing.T) {
	t.Parallel()
	eachPreferring(t, func(t *testing.T, s *shop) {
		var got struct {
			Voucher string
			Seconds int
		}
		asked := s.sends(exchange{As: "ada", Method: http.MethodPost, Path: "/preferences/export", Body: json.RawMessage(`{}`)})
		require.Equal(t, http.StatusOK, asked.status, asked.body)
		require.Equal(t, "no-store", asked.header.Get("Cache-Control"))
		require.NoError(t, json.Unmarshal([]byte(asked.body), &got))
		require.Equal(t, 300, got.Seconds)

		address := "/storefront/v1/preferences/copy?voucher=" + url.QueryEscape(got.Voucher)
		page := s.send(http.MethodGet, address+"&format=html&locale=sv", nil, "")
		require.Equal(t, http.StatusOK, page.status, page.body)
		require.Contains(t, page.body, `lang="sv"`)
		require.Contains(t, page.body, "adas wish")
		require.NotContains(t, page.body, "my wish")
		require.Contains(t, page.header.Get("Content-Disposition"), "attachment")
		require.Contains(t, s.send(http.MethodGet, address+"&format=json", nil, "").body, "adas wish")

		require.Equal(t, http.StatusUnauthorized, s.send(http.MethodGet, address+"A", nil, "").status, "a changed one")
		require.Equal(t, http.StatusUnauthorized, s.send(http.MethodGet, "/storefront/v1/preferences/copy", nil, "").status)
		guest := s.sends(exchange{As: "guest", Method: http.MethodPost, Path: "/preferences/export", Body: json.RawMessage(`{}`)})
		require.Equal(t, http.StatusForbidden, guest.status, "nobody is proven to be a guest")
		lost := s.send(http.MethodGet, "/storefront/v1/preferences/copy?locale=da&voucher=%00", nil, "")
		require.Equal(t, http.StatusUnauthorized, lost.status)
		require.Contains(t, lost.body, "Linket gælder ikke længere")
		require.NotContains(t, lost.body, "<a ", "nobody knows which shop it is")

		s.later.Add(int64(privacy.VoucherLife + time.Second))
		late := s.send(http.MethodGet, address+"&format=json&locale=sv", nil, "")
		require.Equal(t, http.StatusUnauthorized, late.status)
		require.Contains(t, late.header.Get("Content-Type"), "text/html")
		require.Contains(t, late.body, "Länken gäller inte längre")
		require.Contains(t, late.body, `.myshopify.com/apps/askwell/preferences"`, "the way to another")
		require.NotContains(t, late.body, "adas wish")
	})
}
