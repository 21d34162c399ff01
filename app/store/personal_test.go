package store_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

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
	"writes": "changed_at_destinations", "overrides": "instead_at_destinations", "checks": "checked_at_destinations",
	"receipts": "written_to_destinations", "reaches": "reached_destinations", "refusals": "refused_to_destinations", "deliveries": "deliveries",
	"privacy_requests": "privacy_requests", "audit": "readings",
}

// notHers are tables with such a column that hold nothing of anybody who is known.
var notHers = map[string]string{
	"response_words":   "the words of her answers, which are told as they are",
	"idempotency_keys": "what a program was answered, which is told otherwise, for a day",
	"tombstones":       "who was erased, as a salted hash", "erasures": "the same, and what became of it",
}

// ofSomebody are the columns by which a table knows whose a row is.
var ofSomebody = []string{
	"profile_id", "origin_id", "from_id", "into_id", "customer_id", "origin_customer_id", "via_customer_id", "holder", "subject", "person", "origin", "response_id", "visitor",
}

// untold are columns of these tables that say nothing of her, or nothing she is not
// told otherwise.
var untold = map[string]string{
	"responses.reply":           "what she was shown next, made of the rest",
	"deliveries.next_at":        "when we try again",
	"deliveries.id":             "the number of a note of ours",
	"deliveries.run_id":         "the number of a note of ours",
	"deliveries.bulk_id":        "the number of a note of ours",
	"customers.due_at":          "when we read again",
	"customers.attempts":        "how often we failed to",
	"customers.news_at":         "when what she did was last held against her answers",
	"customers.weigh_at":        "when it is to be",
	"customer_marks.changed_at": "which of two news counts",
	"receipts.delivery_id":      "a note of ours",
	"writes.delivery_id":        "a note of ours",
	"checks.delivery_id":        "a note of ours",
	"reaches.digest":            "a salted hash of what is told",
	"identities.digest":         "a salted hash of what is told",
	"joins.parted_at":           "who is not her, which is told beside",
	"audit.id":                  "the number of a note of ours",
	"audit.operation":           "what came of it is told",
	"audit.targets":             "what came of it is told",
	"audit.outcome":             "what came of it is told",
	"audit.changes":             "of settings and surveys, never of her",
	"privacy_requests.export":   "an export before this one",
}

func TestNoTableThatHoldsAnythingOfAPersonIsLeftOutOfHerExport(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var hers []string
		for table, columns := range store.Columns(t, s) {
			if table == "customers" || slices.ContainsFunc(ofSomebody, func(c string) bool { return columns[c] != "" }) {
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
	store.Exec(t, s, `UPDATE responses SET proof = 'proofword', captured_by = 'byword', captured_why = 'whyword', cart = 'cartword', locale = 'sv',
		shown = '[{"question":"shownword"}]', complete = TRUE, origin_id = 'toldword', keep_until = 7, started_at = 8 WHERE profile_id = 'hers'`)
	store.Exec(t, s, "UPDATE orders SET origin_customer_id = 41 WHERE id = 5")
	words = append(words, "saidword", "emailword", "phoneword", "proofword", "byword", "cartword", "toldword", "whyword", "shownword", `"customer/41"`)
	row("response_repeats", "id, response_id", "repeatword", "hers-saidword")
	row("visitors", "visitor, profile_id, origin_id, since", "visitorword", "hers", "wasword", 9)
	row("joins", "from_id, into_id, customer_id, cause, created_at, joined_at", "fromword", "hers", 41, "causeword", 1, 2)
	row("joins", "from_id, into_id, cause, created_at, joined_at", "beforeword", "fromword", "merge", 1, 2)
	row("joins", "from_id, into_id, cause, created_at, joined_at, parted_at", "partedword", "hers", "merge", 1, 2, 3)
	store.Exec(t, s, "UPDATE joins SET email = 'strangeword', phone = 'strangeword' WHERE from_id = 'partedword'")
	row("joins", "from_id, into_id, cause, created_at, joined_at", "theirbrowser", "partedword", "login", 1, 2)
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
	row("writes", "destination_id, subject, property, delivery_id, before_there, before_value, after_there, after_value, intended_at",
		"shopify", "customer/42", "changedword", "d", true, "beforeword", true, "afterword", 7)
	row("overrides", "destination_id, subject, property, unwanted_there, unwanted_value, wanted_there, wanted_value, why, since",
		"shopify", "order/5", "insteadword", true, "unwantedword", true, "wantedword", "undone", 7)
	row("checks", "destination_id, subject, delivery_id, state, differences, due_at",
		"shopify", "customer/42", "d", "different", `[{"property":"seenword","theirs":{"there":true,"value":"theirsword"}}]`, 0)
	words = append(words, "seenword", "theirsword")
	sealed := storetest.Keys(t).Seal(string(demo)+"/reach", `{"email":"nameword"}`)
	row("reaches", "subject, destination_id, digest, names, since", "customer/42", "reachword", "x", sealed, 1)
	row("refusals", "destination_id, profile_id, question, purpose, reason, since", "refusalword", "hers", "x", "x", "becauseword", 1)
	row("audit", "id, at, actor, action, subject", "r", 1, "user/7", "actionword", "customer/42")
	row("privacy_requests", "id, topic, customer_id, requested_at, due_at", "requestword", "topicword", 42, 1, 2)
	store.Exec(t, s, `UPDATE orders SET lines = '[{"sku":"lineword","quantity":1}]', discount_codes = '["discountword"]' WHERE id = 5`)
	words = append(words, "lineword", "discountword")
	digest := "digest"
	row("identities", "kind, digest, profile_id, value, proof, captured_by, since", "loyalty", digest, "hers",
		storetest.Keys(t).Seal(string(demo)+"/identity/loyalty/"+digest, "cardword"), "staff", "vouchedword", 1)
	return append(words, fillIn(t, s)...)
}

// fillIn gives whatever is still empty in these tables a text or a number of its own,
// so that a column nobody has thought of is looked for, too.
func fillIn(t *testing.T, s *store.Store) (found []string) {
	t.Helper()
	number := int64(1_700_000_000_000)
	for table, columns := range store.Columns(t, s) {
		for column, kind := range columns {
			name := table + "." + column
			if exported[table] == "" || untold[name] != "" {
				continue
			}
			empty, value, words := "''", any(name+"word"), []string{name + "word"}
			switch kind {
			case "text":
			case "bigint", "int8", "integer", "int4":
				number += 61_001
				if strings.HasPrefix(kind, "int") && kind != "int8" {
					number -= 1_700_000_000_000
				}
				empty, value, words = "0", any(number), []string{strconv.FormatInt(number, 10), time.UnixMilli(number).UTC().Format(time.RFC3339Nano)}
				number %= 1_700_000_000_000
				number += 1_700_000_000_000
			default:
				continue
			}
			if store.Count(t, s, "SELECT COUNT(*) FROM "+table+" WHERE "+column+" = "+empty) > 0 {
				store.Exec(t, s, "UPDATE "+table+" SET "+column+" = ? WHERE "+column+" = "+empty, value)
				found = append(found, strings.Join(words, " or "))
			}
		}
	}
	return append(found, "cardword", "nameword")
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
			one, other, _ := strings.Cut(word, " or ")
			require.True(t, strings.Contains(string(text), one) || other != "" && strings.Contains(string(text), other), "%s is not told", word)
		}
		require.NotContains(t, string(text), "strangeword")
		require.NotContains(t, string(text), "theirbrowser", "of who is not her nothing more is told")
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
