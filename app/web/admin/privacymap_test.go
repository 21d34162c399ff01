package admin_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/datamap"
)

func TestAMerchantSeesTheMapOfHerOwnShopsData(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	var made survey
	require.Equal(t, http.StatusCreated, b.call("POST", "/surveys", demo, told{"document": document("welcome")}, &made))
	require.Equal(t, http.StatusOK, b.call("POST", "/surveys/"+string(made.ID)+"/publish", demo, told{"revision": made.Revision}, nil))
	var data datamap.Data
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/map", demo, nil, &data))
	require.Len(t, data.Questions, 1)
	require.Equal(t, []string{"How did you hear about us?", "source"}, []string{data.Questions[0].Title, data.Questions[0].Key})
	require.Len(t, data.Questions[0].Goes, 2)
	data = datamap.Data{}
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/map", other, nil, &data))
	require.Empty(t, data.Questions)
	require.NotEmpty(t, data.Kinds)
}
