package omnisend_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// A job of three batches is cut off after the second has begun and before its answer came.
func TestOfManyBatchesOnlyThoseThatHaveNotBegunAre(t *testing.T) {
	t.Parallel()
	batches := 0
	s := play(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodPost || r.URL.Path != "/api/batches" {
				next.ServeHTTP(w, r)
				return
			}
			if batches++; batches != 2 {
				next.ServeHTTP(w, r)
				return
			}
			next.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		})
	})
	var changes []integrations.Change
	for i := range 250 {
		changes = append(changes, integrations.Change{
			Subject: integrations.Subject{Email: fmt.Sprintf("p%d@example.com", i)}, Set: []integrations.Property{property("askwell_skin", "dry")},
		})
	}
	name := uuid.Must(uuid.NewV7()).String()
	_, err := s.Connect(t).(integrations.Bulker).Begin(t.Context(), name, changes)
	require.True(t, app.Is(err, app.Unavailable), "%v", err)
	require.Equal(t, 2, state(s).Batches)
	conn, err := s.Restart().Connect(app.Shop{}, s.Settings)
	require.NoError(t, err)
	_, err = conn.(integrations.Bulker).Begin(t.Context(), name, changes)
	require.NoError(t, err)
	require.Equal(t, 3, state(s).Batches)
}
