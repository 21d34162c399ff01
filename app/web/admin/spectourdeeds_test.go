package admin_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/export"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func (r *tour) looksAround() {
	r.Helper()
	for _, path := range []string{
		"/status", "/home", "/home/hearing", "/surfaces", "/facts", "/facts/questions", "/templates", "/templates/attribution", "/providers", "/settings",
		"/privacy/map", "/privacy/readings", "/privacy/requests", "/privacy/erasures", "/audit", "/keys",
	} {
		r.good("GET", path, nil)
	}
	r.good("PUT", "/home/guide", told{"dismissed": true})
	r.good("PUT", "/settings", told{"tag_prefix": "asked:"})
	r.good("POST", "/settings/effect", told{"tag_prefix": "said:"})
	made := r.good("POST", "/keys", told{"name": "A program", "scopes": []string{"surveys:read"}})
	r.good("POST", "/keys/"+made["key"].(told)["id"].(string)+"/revoke", nil)
	r.good("POST", "/templates/attribution", told{})
}

func (r *tour) makesSurveys() {
	r.Helper()
	doc := document("heard")
	doc.Placements = []app.Surface{app.SurfaceThankYou, app.SurfaceEmail, app.SurfaceLink}
	made := r.good("POST", "/surveys", told{"document": doc})
	id := app.SurveyID(made["id"].(string))
	path := "/surveys/" + string(id)
	r.good("PUT", path, told{"document": doc, "revision": 1})
	r.good("POST", path+"/publish", told{"revision": 2})
	for _, more := range []string{"", "/missing", "/versions", "/versions/1", "/effect", "/email?tool=klaviyo", "/link"} {
		r.good("GET", path+more, nil)
	}
	r.good("GET", "/surveys", nil)
	r.good("POST", "/surveys/preview", told{"document": doc, "surface": "theme", "locale": "en"})
	r.good("POST", "/surveys/uses", told{"document": doc})
	r.good("POST", path+"/compare", told{"document": doc})
	r.survey = survey{ID: id}
}

func (r *tour) givesRewards() {
	r.Helper()
	r.good("POST", "/rewards", told{"title": "T", "kind": "percentage", "value": "5", "prefix": "NEW", "handle": "t"})
	r.good("GET", "/rewards", nil)
	r.good("GET", "/rewards/t", nil)
	r.good("PUT", "/rewards/t", told{"title": "Another"})
	r.good("POST", "/rewards/t/end", nil)
}

func (r *tour) readsResponses() {
	r.Helper()
	r.response = app.ResponseID(uuid.NewString())
	r.answered(r.survey.ID, r.response, 7, `{"other":"my sister"}`, time.Now())
	at := "/surveys/" + string(r.survey.ID)
	for _, path := range []string{
		"/responses", "/responses/written", "/responses/" + string(r.response), "/responses/" + string(r.response) + "/trail", at + "/written/source",
		"/insight/freshness", "/insight" + at, "/insight" + at + "/rates", "/insight" + at + "/questions/source",
	} {
		r.good("GET", path, nil)
	}
	r.good("POST", "/responses/written", told{"survey": r.survey.ID, "question": "source", "name": "Family", "texts": []string{"my sister"}})
	r.good("POST", "/responses/written/undo", told{"question": "source", "name": "Family"})
	view := r.good("POST", "/responses/views", told{"name": "Mine", "filter": told{"survey": r.survey.ID}})
	r.good("GET", "/responses/views", nil)
	r.good("DELETE", "/responses/views/"+view["id"].(string), nil)
}

func (r *tour) takesFiles() {
	r.Helper()
	path := "/exports/" + r.good("POST", "/exports", told{"format": "csv"})["id"].(string)
	r.good("POST", path+"/cancel", nil)
	r.good("DELETE", path, nil)
	id := r.good("POST", "/exports", told{"format": "csv"})["id"].(string)
	_, err := (&export.Exporter{Store: r.store}).Drain(r.Context(), demo, id)
	require.NoError(r, err)
	r.good("GET", "/exports", nil)
	r.good("GET", "/exports/"+id, nil)
	r.good("GET", "/exports/"+id+"/download", nil)
}

func (r *tour) connects() {
	r.Helper()
	r.good("POST", "/providers/tool/lists", told{"settings": told{}})
	r.good("POST", "/destinations", told{"kind": "tool", "settings": told{}})
	r.good("PATCH", "/destinations/tool", told{"title": "News"})
	for _, deed := range []string{"check", "pause", "resume"} {
		r.good("POST", "/destinations/tool/"+deed, nil)
	}
	board := r.good("GET", "/destinations/tool/mapping", nil)
	r.good("POST", "/destinations/tool/plan", told{"mapping": board["proposed"]})
	require.NoError(r, r.store.LearnContact(r.Context(), demo, store.Contact{Customer: 7, Email: "ada@example.com", At: time.Now()}))
	r.good("POST", "/destinations/tool/mapping/preview", told{"mapping": board["proposed"], "person": "7"})
	r.good("PUT", "/destinations/tool/mapping", board["proposed"])
	for _, path := range []string{"", "/tool", "/tool/written", "/tool/catalogue", "/tool/checks"} {
		r.good("GET", "/destinations"+path, nil)
	}
	run := "/runs/" + r.good("POST", "/runs", told{"destination": "tool", "kind": "backfill"})["id"].(string)
	for _, deed := range []string{"pause", "resume", "cancel"} {
		r.good("POST", run+"/"+deed, nil)
	}
	r.good("GET", run, nil)
	r.good("GET", "/runs", nil)
	r.good("DELETE", "/destinations/tool?written=leave", nil)
}

func (r *tour) turnsDeliveries() {
	r.Helper()
	r.wrote("askwell:source:other")
	list := r.good("GET", "/deliveries?destination=shopify", nil)["deliveries"].([]any)
	id := list[len(list)-1].(told)["id"].(string)
	r.good("GET", "/deliveries/"+id, nil)
	storetest.Exec(r, r.url, fmt.Sprintf(`INSERT INTO checks (shop_id, destination_id, subject, delivery_id, state, differences, due_at, checked_at)
		VALUES ('%s', 'shopify', 'customer/7', '%s', 'different', '[{"property":"tag:askwell:source:other","ours":{"there":true},"theirs":{"there":false}}]', 0, 5)`, demo, id))
	r.good("GET", "/checks", nil)
	r.good("POST", "/destinations/shopify/checks/decide", told{"side": "theirs", "all": true})
	r.good("POST", "/destinations/shopify/checks", nil)
	r.good("POST", "/deliveries/replay", told{"ids": []string{id}})
	r.good("POST", "/deliveries/undo", told{"all": true, "dry": true})
}

func (r *tour) knowsPeople() {
	r.Helper()
	r.good("GET", "/people?query=7", nil)
	for _, more := range []string{"", "/answers", "/profile", "/explain", "/timeline", "/export", "/erasure"} {
		r.good("GET", "/people/7"+more, nil)
	}
	r.good("POST", "/people/7/answers", told{"id": uuid.NewString(), "reason": "She called.", "set": told{"source": "friend"}})
	r.good("POST", "/people/7/consents", told{"id": uuid.NewString(), "reason": "She called.", "consents": []told{
		{"channel": "phone", "purpose": "marketing", "granted": true, "wording": "May we call you?"},
	}})
	r.good("POST", "/people/7/links", told{"purpose": "preferences"})
	proven := r.good("POST", "/people/7/identities", told{"kind": "loyalty", "value": "CARD7001"})["identities"].([]any)
	r.good("DELETE", "/people/7/identities/"+nameIn(proven, "loyalty"), nil)

	r.answered(r.survey.ID, app.ResponseID(uuid.NewString()), 8, `"friend"`, time.Now())
	_, err := r.store.MergeCustomers(r.Context(), demo, 7, 8)
	require.NoError(r, err)
	from := r.good("GET", "/people/7", nil)["joins"].([]any)[0].(told)["from"]
	r.good("POST", "/people/7/part", told{"from": from})
	r.good("POST", "/people/7/join", told{"from": from})
}

// nameIn is the id of the identity of a kind.
func nameIn(identities []any, kind string) string {
	for _, one := range identities {
		if one.(told)["kind"] == kind {
			return one.(told)["id"].(string)
		}
	}
	return ""
}

func (r *tour) erases() {
	r.Helper()
	require.NoError(r, privacy.New(r.store, nil, nil).Answer(r.Context(), demo, privacy.Request{ID: "asks", Customer: 7, At: time.Now()}))
	r.good("GET", "/privacy/export?request=asks", nil)
	done := r.good("POST", "/people/7/erase", nil)
	r.good("GET", "/privacy/erasures/"+done["id"].(string), nil)
}
