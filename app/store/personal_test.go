package store_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// exported says which list of an export tells what a table holds of a person.
var exported = map[string]string{
	"profiles": "profiles", "identities": "identities", "visitors": "browsers", "joins": "joins", "former_customers": "former_customers",
	"responses": "responses", "response_repeats": "responses", "consents": "consents", "promises": "rewards",
	"askings": "asked", "snoozes": "snoozes", "doubts": "doubts", "orders": "orders", "customer_marks": "standing", "customers": "standing",
	"receipts": "written_to_destinations", "reaches": "reached_destinations", "refusals": "refused_to_destinations", "deliveries": "deliveries",
	"privacy_requests": "privacy_requests", "readings": "readings",
}

// notHers are tables with such a column that hold nothing of anybody who is known.
var notHers = map[string]string{
	"tombstones": "who was erased, as a salted hash", "erasures": "the same, and what became of it",
}

// ofSomebody are the columns by which a table knows whose a row is.
var ofSomebody = []string{
	"profile_id", "origin_id", "from_id", "into_id", "customer_id", "origin_customer_id", "via_customer_id", "holder", "subject", "person", "origin", "response_id", "visitor",
}

func TestNoTableThatHoldsAnythingOfAPersonIsLeftOutOfHerExport(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var hers []string
		for table, columns := range store.Columns(t, s) {
			if table == "customers" || slices.ContainsFunc(columns, func(c string) bool { return slices.Contains(ofSomebody, c) }) {
				hers = append(hers, table)
			}
		}
		slices.Sort(hers)
		var known []string
		for table := range exported {
			known = append(known, table)
		}
		for table := range notHers {
			known = append(known, table)
		}
		slices.Sort(known)
		require.Equal(t, known, hers, "tell of it in the export, or say why it is nobody's")
	})
}

// everything is a row in each table, each with a word to look for.
func everything(t *testing.T, s *store.Store) (words []string) {
	t.Helper()
	answered(t, s, "hers", 42, 5, "saidword", 20)
	_, err := s.RecordOrder(t.Context(), demo, anOrder(5, 42, 2_000))
	require.NoError(t, err)
	row := func(table, columns string, values ...any) {
		t.Helper()
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)+1), ", ")
		store.Exec(t, s, "INSERT INTO "+table+" (shop_id, "+columns+") VALUES ("+marks+")", append([]any{demo}, values...)...)
		for _, v := range values {
			if text, ok := v.(string); ok && strings.HasSuffix(text, "word") {
				words = append(words, text)
			}
		}
	}
	store.Exec(t, s, "UPDATE profiles SET email = 'emailword', phone = 'phoneword', contact_at = 5, stale_at = 6 WHERE id = 'hers'")
	store.Exec(t, s, "UPDATE responses SET proof = 'proofword', captured_by = 'byword', cart = 'cartword', locale = 'sv', origin_id = 'toldword', keep_until = 7, started_at = 8 WHERE profile_id = 'hers'")
	store.Exec(t, s, "UPDATE orders SET origin_customer_id = 41 WHERE id = 5")
	words = append(words, "saidword", "emailword", "phoneword", "proofword", "byword", "cartword", "toldword", `"customer/41"`)
	row("response_repeats", "id, response_id", "repeatword", "hers-saidword")
	row("visitors", "visitor, profile_id, origin_id, since", "visitorword", "hers", "wasword", 9)
	row("joins", "from_id, into_id, customer_id, cause, created_at, joined_at", "fromword", "hers", 41, "causeword", 1, 2)
	row("joins", "from_id, into_id, cause, created_at, joined_at", "beforeword", "fromword", "merge", 1, 2)
	row("former_customers", "customer_id, kept_id, profile_id, left_at", 41, 42, "formerword", 3)
	row("former_customers", "customer_id, kept_id, profile_id, left_at", 40, 41, "firstword", 3)
	row("consents", "id, holder, channel, purpose, state, changed_at, wording, source", "consentword", "customer/42", "email", "purposeword", "granted", 4, "readword", "sourceword")
	row("consents", "id, holder, channel, purpose, state, changed_at, source", "guestword", "profile/hers", "email", "x", "granted", 4, "x")
	row("promises", "id, reward, person, response_id, code, promised_at, issued_at", "promiseword", "rewardword", "hers", "hers-saidword", "codeword", 1, 2)
	row("askings", "profile_id, question, asked_at, survey_id", "hers", "askedword", 60_000, "surveyword")
	row("snoozes", "profile_id, question, until_at, since", "hers", "laterword", 0, 1)
	row("doubts", "profile_id, question, since", "hers", "doubtword", 1)
	store.Exec(t, s, "UPDATE customers SET orders = 3, spent = 'spentword', told_at = 9 WHERE id = 42")
	words = append(words, "spentword")
	row("customer_marks", "customer_id, kind, mark, held, changed_at", 42, "tag", "tagword", true, 1)
	row("customer_marks", "customer_id, kind, mark, held, changed_at", 42, "tag", "lostword", false, 1)
	row("receipts", "destination_id, subject, property, value, before_value, delivery_id, written_at", "shopify", "customer/42", "propertyword", "valueword", "stoodword", "d", 1)
	row("receipts", "destination_id, subject, property, delivery_id, written_at", "shopify", "order/5", "orderword", "d", 1)
	sealed := storetest.Keys(t).Seal(string(demo)+"/reach", `{"email":"nameword"}`)
	row("reaches", "subject, destination_id, digest, names, since", "customer/42", "reachword", "x", sealed, 1)
	row("refusals", "destination_id, profile_id, question, purpose, reason, since", "refusalword", "hers", "x", "x", "becauseword", 1)
	row("readings", "id, at, actor, action, subject", "r", 1, "user/7", "actionword", "customer/42")
	row("privacy_requests", "id, topic, customer_id, requested_at, due_at", "requestword", "topicword", 42, 1, 2)
	digest := "digest"
	row("identities", "kind, digest, profile_id, value, proof, captured_by, since", "loyalty", digest, "hers",
		storetest.Keys(t).Seal(string(demo)+"/identity/loyalty/"+digest, "cardword"), "staff", "vouchedword", 1)
	return append(words, "cardword", "nameword")
}

func TestAnExportTellsOfEveryTableAndEverySecretInIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		words := everything(t, s)
		answered(t, s, "another", 7, 0, "strangeword", 22)

		data, err := s.ExportCustomer(t.Context(), demo, 42, nil)
		require.NoError(t, err)
		text, err := json.Marshal(data)
		require.NoError(t, err)
		for _, word := range words {
			require.Contains(t, string(text), word)
		}
		require.NotContains(t, string(text), "strangeword")
		require.NotContains(t, string(text), "user/7", "which colleague it was is no data of hers")

		var lists map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(text, &lists))
		for table, list := range exported {
			require.NotContains(t, []string{"", "[]", "null"}, string(lists[list]), table)
		}
		for i := range reflect.TypeFor[app.PersonalData]().NumField() {
			name, _, _ := strings.Cut(reflect.TypeFor[app.PersonalData]().Field(i).Tag.Get("json"), ",")
			require.NotEqual(t, "null", string(lists[name]), "what is empty is an empty list")
		}
		nobody, err := s.ExportCustomer(t.Context(), "other.myshopify.com", 42, nil)
		require.NoError(t, err)
		require.Empty(t, nobody.Responses)
		require.Empty(t, nobody.Profiles)
	})
}

func TestSheIsExportedByAnyNumberThatWasHers(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		answered(t, s, "two", 2, 0, "podcast", 20)
		merge(t, s, 1, 2)
		for _, number := range []app.CustomerID{1, 2} {
			data, err := s.ExportCustomer(t.Context(), demo, number, nil)
			require.NoError(t, err)
			require.Len(t, data.Responses, 1)
			require.EqualValues(t, 1, data.Customer)
			require.EqualValues(t, 2, data.Former[0].Customer)
		}
	})
}
