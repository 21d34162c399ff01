package storefront_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// eachPreferring runs a test on either database with a shop where ada and a guest have
// said something.
func eachPreferring(t *testing.T, test func(t *testing.T, s *shop)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		s := newShopOn(t, db)
		made, err := db.CreateSurvey(t.Context(), demo, preferred())
		require.NoError(t, err)
		_, err = db.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
		require.NoError(t, err)
		for _, e := range []exchange{
			{As: "ada", Method: http.MethodPut, Path: "/preferences", Body: json.RawMessage(`{"id":"` + first + `","set":{"wish":"adas wish"}}`)},
			{As: "guest", Method: http.MethodPut, Path: "/preferences", Body: json.RawMessage(`{"id":"` + second + `","set":{"wish":"my wish"},"visitor":"` + hers + `"}`)},
		} {
			got := s.sends(e)
			require.Equal(t, http.StatusOK, got.status, got.body)
		}
		test(t, s)
	})
}

func (s *shop) gets(as, path, query string) answer {
	s.t.Helper()
	return s.sends(exchange{As: as, Method: http.MethodGet, Path: path, Query: query})
}

func TestShoppersDownloadWhatIsTheirsAndNothingElse(t *testing.T) {
	t.Parallel()
	eachPreferring(t, func(t *testing.T, s *shop) {
		got := s.gets("ada", "/preferences/export", "format=json&visitor="+hers)
		require.Equal(t, http.StatusOK, got.status, got.body)
		require.Contains(t, got.body, "adas wish")
		require.NotContains(t, got.body, "my wish")
		require.Contains(t, got.header.Get("Content-Disposition"), ".json")
		got = s.gets("ada", "/preferences/export", "format=html&locale=sv")
		require.Equal(t, http.StatusOK, got.status)
		require.Contains(t, got.body, `lang="sv"`)
		require.Contains(t, got.body, "adas wish")
		require.Equal(t, "sandbox", got.header.Get("Content-Security-Policy"))

		got = s.gets("guest", "/preferences/export", "visitor="+hers)
		require.Equal(t, http.StatusOK, got.status)
		require.Contains(t, got.body, "my wish")
		require.NotContains(t, got.body, "adas wish")
		require.NotContains(t, s.gets("grace", "/preferences/export", "visitor="+hers).body, "wish\"")
		require.NotContains(t, s.gets("guest", "/preferences/export", "visitor="+first).body, "my wish")
		require.Equal(t, http.StatusUnprocessableEntity, s.gets("guest", "/preferences/export", "").status)

		read, err := s.store.AuditLog(t.Context(), demo, store.AuditFilter{Subject: app.CustomerSubject(ada)}, 10)
		require.NoError(t, err)
		require.Len(t, read, 2)
		require.Equal(t, "shopper", read[0].Actor)
	})
}

func TestShoppersEraseThemselvesAndNobodyElse(t *testing.T) {
	t.Parallel()
	eachPreferring(t, func(t *testing.T, s *shop) {
		erase := func(as, body string) answer {
			return s.sends(exchange{As: as, Method: http.MethodPost, Path: "/preferences/erasure", Body: json.RawMessage(body)})
		}
		const one, two = "33333333-3333-4333-8333-333333333333", "44444444-4444-4444-8444-444444444444"
		got := erase("ada", `{"id":"`+one+`"}`)
		require.Equal(t, http.StatusUnprocessableEntity, got.status, "nobody is erased by chance")
		require.Contains(t, got.body, `"confirm"`)
		require.Equal(t, http.StatusUnprocessableEntity, erase("guest", `{"id":"`+one+`","confirm":true}`).status)

		got = erase("grace", `{"id":"`+one+`","confirm":true,"visitor":"`+hers+`"}`)
		require.Equal(t, http.StatusAccepted, got.status, got.body)
		require.Contains(t, s.gets("guest", "/preferences", "visitor="+hers).body, "my wish", "another's browser is not hers to erase")
		require.Contains(t, s.gets("ada", "/preferences", "").body, "adas wish")

		got = erase("guest", `{"id":"`+two+`","confirm":true,"visitor":"`+hers+`"}`)
		require.Equal(t, http.StatusAccepted, got.status, got.body)
		require.NotContains(t, s.gets("guest", "/preferences", "visitor="+hers).body, "my wish")
		require.NotContains(t, s.gets("guest", "/preferences/export", "visitor="+hers).body, "my wish")
		require.Contains(t, s.gets("ada", "/preferences", "").body, "adas wish")
		state := s.gets("guest", "/preferences/erasure", "id="+two)
		require.Equal(t, http.StatusOK, state.status, state.body)
		require.JSONEq(t, got.body, state.body)
		require.Contains(t, state.body, `"destinations":[]`)
		require.Equal(t, http.StatusNotFound, s.gets("guest", "/preferences/erasure", "id="+first).status)
		require.Equal(t, http.StatusNotFound, s.gets("guest", "/preferences/erasure", "").status)
	})
}
