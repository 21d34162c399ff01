package admin_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	_ "github.com/glebarez/sqlite" // the driver
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web"
)

// tells is every operation there is, and how it tells personal data: "" for not at
// all. Whoever adds one decides.
var tells = map[string]string{
	"get-status": "", "get-home": "", "get-home-hearing": "", "put-home-guide": "", "get-templates-name": "", "get-surfaces": "", "get-surveys": "", "post-surveys": "", "get-surveys-id": "", "get-surveys-id-missing": "", "get-surveys-id-link": "", "put-surveys-id": "",
	"post-surveys-id-publish": "", "post-surveys-preview": "", "post-surveys-uses": "", "post-surveys-id-compare": "", "get-templates": "", "post-templates-name": "",
	"get-rewards": "", "post-rewards": "", "get-rewards-handle": "", "put-rewards-handle": "", "post-rewards-handle-end": "",
	"get-settings": "", "put-settings": "", "get-privacy-map": "",
	"get-privacy-readings": "", "get-keys": "", "get-audit": "", "get-insight-surveys-id": "", "get-insight-surveys-id-rates": "", "get-insight-surveys-id-questions-question": "", "get-insight-freshness": "", "post-keys": "", "post-keys-key-revoke": "", "get-privacy-requests": "", "get-privacy-erasures": "", // numbers of people, and nothing about them
	"get-privacy-export": "export", "get-people-customer-profile": "read",
	"get-responses": "list", "get-people": "list", "get-people-customer": "read", "get-people-customer-explain": "read",
	"get-people-customer-answers":     "read",
	"post-people-customer-identities": "read", "delete-people-customer-identities-identity": "read",
	"post-people-customer-part": "read", "post-people-customer-join": "read",
	"post-people-customer-links": "read", "get-surveys-id-email": "",
	"post-people-customer-answers": "read", "post-people-customer-consents": "read",

	"get-people-customer-timeline": "read", "get-people-customer-export": "export", "get-people-customer-erasure": "read", "post-people-customer-erase": "", "get-privacy-erasures-erasure": "", // the erasing itself is kept by its handler

	"delete-destinations-id":        "",
	"get-checks":                    "list",
	"get-deliveries":                "list",
	"get-deliveries-delivery":       "read",
	"get-destinations":              "",
	"get-destinations-id":           "",
	"get-destinations-id-catalogue": "",
	"get-destinations-id-checks":    "",
	"get-destinations-id-mapping":   "",
	"get-destinations-id-written":   "",
	"get-providers":                 "",
	"get-responses-response":        "read",
	"get-responses-response-trail":  "read",
	"get-runs":                      "",
	"get-responses-views":           "",
	"post-responses-views":          "",
	"delete-responses-views-view":   "",
	"get-runs-run":                  "",
	"get-exports":                   "", "post-exports": "", "get-exports-export": "", "get-exports-export-download": "export", "post-exports-export-cancel": "", "delete-exports-export": "",
	"get-responses-written": "", "get-surveys-id-written-question": "list", "post-responses-written": "", "post-responses-written-undo": "",
	"get-surveys-id-effect":                "",
	"get-surveys-id-versions":              "",
	"get-surveys-id-versions-version":      "",
	"get-facts":                            "",
	"get-facts-questions":                  "",
	"patch-destinations-id":                "",
	"post-deliveries-replay":               "",
	"post-deliveries-undo":                 "",
	"post-destinations":                    "",
	"post-destinations-authorize":          "",
	"post-destinations-claim":              "",
	"post-destinations-id-check":           "",
	"post-destinations-id-checks":          "",
	"post-destinations-id-checks-decide":   "",
	"post-destinations-id-mapping-preview": "read",
	"post-destinations-id-pause":           "",
	"post-destinations-id-plan":            "",
	"post-destinations-id-resume":          "",
	"post-providers-provider-lists":        "",
	"post-runs":                            "",
	"post-runs-run-cancel":                 "",
	"post-runs-run-pause":                  "",
	"post-runs-run-resume":                 "",
	"post-settings-effect":                 "",
	"put-destinations-id-mapping":          "",
}

type operation struct {
	ID       string `json:"operationId"`
	Reads    string `json:"x-reads"`
	Security []map[string][]string
}

// operations are those the door says it has, by path and method.
func (b *bench) operations() map[string]map[string]operation {
	b.Helper()
	var spec struct {
		Paths map[string]map[string]operation
	}
	status, body := b.send(http.MethodGet, b.app+"/openapi.json", "", nil)
	require.Equal(b, http.StatusOK, status)
	require.NoError(b, json.Unmarshal(body, &spec))
	return spec.Paths
}

// exec changes the database behind the store's back.
func (b *bench) exec(statement string) {
	b.Helper()
	db, err := sql.Open("sqlite", strings.TrimPrefix(b.url, "sqlite:"))
	require.NoError(b, err)
	defer db.Close()
	_, err = db.ExecContext(b.Context(), statement)
	require.NoError(b, err)
}

// texts are a query's rows as the database has them.
func (b *bench) texts(query string) (list []string) {
	b.Helper()
	db, err := sql.Open("sqlite", strings.TrimPrefix(b.url, "sqlite:"))
	require.NoError(b, err)
	defer db.Close()
	rows, err := db.QueryContext(b.Context(), query)
	require.NoError(b, err)
	defer rows.Close()
	columns, err := rows.Columns()
	require.NoError(b, err)
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		require.NoError(b, rows.Scan(into...))
		list = append(list, fmt.Sprint(row...))
	}
	require.NoError(b, rows.Err())
	return list
}

func TestEveryOperationSaysWhetherItTellsPersonalData(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	found := map[string]string{}
	for _, methods := range b.operations() {
		for _, one := range methods {
			found[one.ID] = one.Reads
		}
	}
	require.Equal(t, tells, found)
}

func TestWhoReadsPersonalDataIsKept(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("heard"))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"podcast"`, time.Now())
	b.ordered(app.Order{ID: 502, Name: "#1002"})
	for _, path := range []string{"/settings", "/responses", "/people?query=7", "/people/7", "/people/7/explain", "/surveys"} {
		require.Equal(t, http.StatusOK, b.call("GET", path, demo, nil, nil), path)
	}
	require.NotEqual(t, http.StatusOK, b.call("GET", "/people/7?order=x", demo, nil, nil))
	var got struct{ Readings []told }
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/readings", demo, nil, &got))
	var lines []string
	for _, one := range got.Readings {
		require.Regexp(t, `^user/\d+$`, one["actor"])
		require.NotEmpty(t, one["at"])
		line := one["action"].(string)
		if one["subject"] != nil {
			line += " " + one["subject"].(string)
		}
		lines = append(lines, line)
	}
	require.Equal(t, []string{"read customer/7", "read customer/7", "list", "list"}, lines)

	got.Readings = nil
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/readings?subject=customer/7", demo, nil, &got))
	require.Len(t, got.Readings, 2)
	got.Readings = nil
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/readings", other, nil, &got))
	require.Empty(t, got.Readings)
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/privacy/readings?subject=ada@example.com", demo, nil, nil))
}

func TestTheLogOfReadingsIsToldPageByPage(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	for range 150 {
		require.NoError(t, b.store.Audit(t.Context(), demo, app.AuditEntry{Actor: "operator", Action: "export", Subject: "customer/7"}))
	}
	var first, second struct {
		Readings []told
		Next     string
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/readings?limit=100", demo, nil, &first))
	require.Len(t, first.Readings, 100)
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/readings?limit=100&cursor="+first.Next, demo, nil, &second))
	require.Len(t, second.Readings, 50)
	require.Empty(t, second.Next)
}

func TestAReadingThatCannotBeKeptIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"podcast"`, time.Now())
	require.Equal(t, http.StatusOK, b.call("GET", "/people/7", demo, nil, nil))
	b.exec("DROP TABLE audit")
	for path, status := range map[string]int{"/people/7": http.StatusServiceUnavailable, "/responses": http.StatusServiceUnavailable, "/settings": http.StatusOK} {
		var problem web.Problem
		require.Equal(t, status, b.call("GET", path, demo, nil, &problem), path)
		require.NotContains(t, problem.Title, "podcast")
	}
	_, err := b.store.AuditLog(t.Context(), demo, store.AuditFilter{}, 1)
	require.Error(t, err)
}

func TestAShopSaysHowLongThingsAreKept(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	var got told
	usual := told{"guests": 365.0, "attempts": 90.0, "readings": 365.0}
	require.Equal(t, http.StatusOK, b.call("GET", "/settings", demo, nil, &got))
	require.Equal(t, usual, got["retention"])
	require.NotEmpty(t, got["kept"])
	own := told{"guests": 60.0, "attempts": 14.0, "readings": 400.0}
	status := b.call("PUT", "/settings", demo, told{"retention": own}, &got)
	require.Equal(t, http.StatusOK, status, got)
	require.Equal(t, []any{own, usual}, []any{got["retention"], got["usual_retention"]})
	require.Equal(t, http.StatusOK, b.call("PUT", "/settings", demo, told{}, &got))
	require.Equal(t, own, got["retention"], "what is not spoken of stays")

	var problem web.Problem
	require.Equal(t, http.StatusUnprocessableEntity, b.call("PUT", "/settings", demo, told{
		"retention": told{"guests": 29, "attempts": 14, "readings": 400}, "budget": told{"visit": told{"questions": 1, "seconds": 1}, "month": told{"questions": 1, "seconds": 1}},
	}, &problem))
	require.Equal(t, "retention.guests", problem.Errors[0].Field)
	require.Equal(t, http.StatusOK, b.call("GET", "/settings", demo, nil, &got))
	require.Equal(t, []any{own, got["usual"]}, []any{got["retention"], got["budget"]}, "what is refused changes nothing")
}
