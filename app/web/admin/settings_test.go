package admin_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web"
)

func TestAShopSaysHowMuchOfAShoppersTimeItTakes(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	usual := told{"visit": told{"questions": 3.0, "seconds": 45.0}, "month": told{"questions": 10.0, "seconds": 150.0}}
	var got told
	require.Equal(t, http.StatusOK, b.call("GET", "/settings", demo, nil, &got))
	require.Equal(t, []any{usual, usual}, []any{got["budget"], got["usual"]})

	own := told{"visit": told{"questions": 1.0, "seconds": 7.5}, "month": told{"questions": 0.0, "seconds": 0.0}}
	got = nil
	require.Equal(t, http.StatusOK, b.call("PUT", "/settings", demo, told{"budget": own}, &got))
	require.Equal(t, []any{own, usual}, []any{got["budget"], got["usual"]})
	got = nil
	require.Equal(t, http.StatusOK, b.call("GET", "/settings", other, nil, &got))
	require.Equal(t, usual, got["budget"], "another shop has its own")

	for field, wrong := range map[string]told{
		"budget.visit.questions": {"visit": told{"questions": -1, "seconds": 5}, "month": told{"questions": 5, "seconds": 5}},
		"budget.month.seconds":   {"visit": told{"questions": 1, "seconds": 5}, "month": told{"questions": 5, "seconds": 1e9}},
	} {
		var problem web.Problem
		require.Equal(t, http.StatusUnprocessableEntity, b.call("PUT", "/settings", demo, told{"budget": wrong}, &problem))
		require.Equal(t, field, problem.Errors[0].Field)
	}
	got = nil
	require.Equal(t, http.StatusOK, b.call("PUT", "/settings", demo, told{}, &got))
	require.Equal(t, usual, got["budget"], "as usual again")
}
