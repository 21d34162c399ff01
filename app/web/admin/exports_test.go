package admin_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/export"
	"github.com/askwell/askwell/app/web"
)

// fetch downloads a file as a shop's staff.
func (b *bench) fetch(as app.ShopID, id string) (*http.Response, []byte) {
	b.Helper()
	req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, b.app+"/api/v1/exports/"+id+"/download", nil)
	require.NoError(b, err)
	req.Header.Set("Authorization", "Bearer "+b.token("admin", as))
	answer, err := http.DefaultClient.Do(req)
	require.NoError(b, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(b, err)
	return answer, text
}

func TestAFileOfResponsesIsAskedForWatchedAndDownloaded(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("heard"))
	for _, said := range []string{`"podcast"`, `{"other":"=cmd|' /C calc'!A0"}`, `"friend"`} {
		b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, said, time.Now())
	}
	var begun told
	status := b.call("POST", "/exports", demo, told{"format": "csv", "filter": told{"survey": made.ID, "question": "source", "value": "*"}}, &begun)
	require.Equal(t, http.StatusCreated, status, begun)
	require.Equal(t, []any{"running", false, told{"survey": string(made.ID), "question": "source", "value": "*"}}, []any{begun["state"], begun["counted"], begun["filter"]})
	id := begun["id"].(string)
	answer, text := b.fetch(demo, id)
	require.Equal(t, http.StatusConflict, answer.StatusCode)
	require.Contains(t, string(text), "still being made")

	_, err := (&export.Exporter{Store: b.store}).Drain(t.Context(), demo, id)
	require.NoError(t, err)
	var done told
	require.Equal(t, http.StatusOK, b.call("GET", "/exports/"+id, demo, nil, &done))
	require.Equal(t, []any{"done", 3.0, 3.0, 1.0}, []any{done["state"], done["total"], done["looked"], done["rows"]})
	require.NotEmpty(t, done["ends_at"])
	answer, text = b.fetch(demo, id)
	require.Equal(t, http.StatusOK, answer.StatusCode)
	require.Equal(t, []string{"text/csv; charset=utf-8", "nosniff", "no-store"}, []string{answer.Header.Get("Content-Type"), answer.Header.Get("X-Content-Type-Options"), answer.Header.Get("Cache-Control")})
	require.Regexp(t, `^attachment; filename=responses-\d{4}-\d\d-\d\d-\d{4}\.csv$`, answer.Header.Get("Content-Disposition"))
	require.EqualValues(t, done["size"], len(text))
	require.Contains(t, string(text), ",'=cmd|' /C calc'!A0,")
	require.NotContains(t, string(text), "A podcast")

	answer, _ = b.fetch(other, id)
	require.Equal(t, http.StatusNotFound, answer.StatusCode, "it is this shop's")
	var log struct{ Readings []told }
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/readings", demo, nil, &log))
	require.Len(t, log.Readings, 1, "that it was downloaded is kept, and that it was refused is not")
	require.Equal(t, "export", log.Readings[0]["action"])

	var left struct{ Exports []told }
	require.Equal(t, http.StatusOK, b.call("DELETE", "/exports/"+id, demo, nil, &left))
	require.Empty(t, left.Exports)
	answer, _ = b.fetch(demo, id)
	require.Equal(t, http.StatusNotFound, answer.StatusCode)
}

func TestAFileOfResponsesIsParquetWhereThatIsAskedFor(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.published(document("heard"))
	var begun told
	require.Equal(t, http.StatusCreated, b.call("POST", "/exports", demo, told{"format": "parquet"}, &begun))
	_, err := (&export.Exporter{Store: b.store}).Drain(t.Context(), demo, begun["id"].(string))
	require.NoError(t, err)
	answer, file := b.fetch(demo, begun["id"].(string))
	require.Equal(t, "application/vnd.apache.parquet", answer.Header.Get("Content-Type"))
	require.True(t, bytes.HasPrefix(file, []byte("PAR1")) && bytes.HasSuffix(file, []byte("PAR1")))
	require.True(t, strings.HasSuffix(answer.Header.Get("Content-Disposition"), ".parquet"))
}

func TestAFileOfResponsesIsRefusedInWords(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	var problem web.Problem
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/exports", demo, told{"format": "csv", "filter": told{"value": "podcast"}}, &problem))
	require.Equal(t, "question", problem.Errors[0].Field)
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/exports", demo, told{"format": "xlsx"}, &problem))
	var begun told
	for range app.MostExportsAtOnce {
		require.Equal(t, http.StatusCreated, b.call("POST", "/exports", demo, told{"format": "csv"}, &begun))
	}
	require.Equal(t, http.StatusConflict, b.call("POST", "/exports", demo, told{"format": "csv"}, &problem))
	require.Contains(t, problem.Title, "wait for one, or cancel it")
	var cancelled told
	require.Equal(t, http.StatusOK, b.call("POST", "/exports/"+begun["id"].(string)+"/cancel", demo, nil, &cancelled))
	require.Equal(t, "cancelled", cancelled["state"])
	require.Equal(t, http.StatusConflict, b.call("POST", "/exports/"+begun["id"].(string)+"/cancel", demo, nil, &problem))
	require.Equal(t, http.StatusCreated, b.call("POST", "/exports", demo, told{"format": "csv"}, nil))
}

// Who may only read may have a file made, and ends nobody's.
func TestAKeyThatReadsEndsNoFileOfResponses(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	reader, writer := b.key(demo, app.ScopeResponsesRead), b.key(demo, app.ScopeResponsesRead, app.ScopeResponsesWrite)
	status, _ := b.with(reader.Token, "POST", "/exports", told{"format": "csv"})
	require.Equal(t, http.StatusCreated, status)
	list, err := b.store.Exports(t.Context(), demo)
	require.NoError(t, err)
	require.Len(t, list, 1)
	at := "/exports/" + list[0].ID
	for _, end := range []struct{ method, path string }{{"POST", at + "/cancel"}, {"DELETE", at}} {
		status, _ = b.with(reader.Token, end.method, end.path, nil)
		require.Equal(t, http.StatusForbidden, status, end.path)
		status, _ = b.with(writer.Token, end.method, end.path, nil)
		require.Equal(t, http.StatusOK, status, end.path)
	}
}
