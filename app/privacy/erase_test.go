package privacy_test

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// What nobody else in the shop is or has said.
const (
	her        app.CustomerID = 7_512_345_678_901
	herOrder   app.OrderID    = 6_498_765_432_107
	herEmail                  = "adelheid.unverwechselbar@example.com"
	herPhone                  = "+4915155577788"
	herWish                   = "Zwetschgenröster & \"mehr\" Zimt"
	herSource                 = "lagerfeuerfunk"
	herName                   = "#UNI-77431"
	herCode                   = "DANKE-XQ77Z9"
	herVisitor                = "visitor-7512345678901-6498765432107"
)

// lives gives somebody all that a person can have with us.
func lives(w *world) {
	w.exists(her, herOrder)
	w.hears("orders/create", fmt.Sprintf(`{"id":%d,"name":%q,"currency":"EUR","total_price":"9.90","email":%q,"customer":{"id":%d,"email":%q},"updated_at":%q}`,
		herOrder, herName, herEmail, her, herEmail, w.clock().Format(time.RFC3339)))
	response := w.says(her, herOrder, herSource, herWish)
	w.hears("customers/update", fmt.Sprintf(`{"id":%d,"email":%q,"phone":%q,"updated_at":%q}`, her, herEmail, herPhone, w.clock().Format(time.RFC3339)))
	require.NoError(w.t, w.store.RecordConsent(w.t.Context(), demo, her, app.Consent{
		ID: fmt.Sprintf("shopify/%d/email", her), Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: app.ConsentGranted,
		ChangedAt: w.clock(), Wording: "news for " + herEmail, Source: "shopify",
	}))
	profile, err := w.store.CustomerProfile(w.t.Context(), demo, her)
	require.NoError(w.t, err)
	w.drain()
	for _, memory := range w.at {
		require.Contains(w.t, memory.State(integrations.Subject{Customer: her}).Properties, "wish")
	}
	w.hears("customers/data_request", fmt.Sprintf(`{"shop_domain":%q,"customer":{"id":%d,"email":%q,"phone":%q},"data_request":{"id":9}}`, demo, her, herEmail, herPhone))
	storetest.Exec(w.t, w.url,
		fmt.Sprintf("INSERT INTO promises (shop_id, id, reward, person, response_id, code, promised_at, issued_at) VALUES ('%s', 'p', 'thanks', '%s', '%s', '%s', 1, 1)", demo, profile.ID, response, herCode),

		fmt.Sprintf("INSERT INTO audit (shop_id, id, at, actor, action, subject) VALUES ('%s', 'r', 1, 'user/1', 'read', 'customer/%d')", demo, her))
}

func TestAnErasureIsDoneEverywhereOrItIsSaidWhereNot(t *testing.T) {
	t.Parallel()
	worlds(t, []app.DestinationID{"liar", "sleeper", "mute"}, func(w *world) {
		t := w.t
		for i := range app.CustomerID(40) { // others, between whom her rows lie
			w.exists(100+i, app.OrderID(100+i))
			w.says(100+i, app.OrderID(100+i), "podcast", strings.Repeat("more tea ", int(i)))
		}
		lives(w)
		for i := range app.CustomerID(40) {
			w.exists(200+i, app.OrderID(200+i))
			w.says(200+i, app.OrderID(200+i), "friend", strings.Repeat("less tea ", int(i)))
		}
		w.drain()
		// News of her that wait, for whatever reason, while she is erased.
		for topic, body := range map[string]string{
			"customers/update":       fmt.Sprintf(`{"id":%d,"email":%q,"phone":%q}`, her, herEmail, herPhone),
			"orders/updated":         fmt.Sprintf(`{"id":%d,"name":%q,"customer":{"id":%d}}`, herOrder, herName, her),
			"customers/data_request": fmt.Sprintf(`{"shop_domain":%q,"customer":{"id":%d,"email":%q}}`, demo, her, herEmail),
		} {
			_, err := w.store.ReceiveWebhook(t.Context(), demo, app.Webhook{ID: topic, Topic: topic, TriggeredAt: w.clock(), ReceivedAt: w.clock(), Payload: []byte(body)})
			require.NoError(t, err)
			require.NoError(t, w.store.DeferWebhook(t.Context(), demo, topic, w.clock().Add(time.Hour), "wait"))
		}
		w.at["liar"].Break(integrationtest.Liar)
		w.at["sleeper"].Break(integrationtest.Down)

		w.hears("customers/redact", fmt.Sprintf(`{"shop_domain":%q,"customer":{"id":%d,"email":%q,"phone":%q},"orders_to_redact":[%d]}`, demo, her, herEmail, herPhone, herOrder))
		w.live(24*time.Hour, 30*time.Minute)
		require.Zero(t, w.erasure().FinishedAt, "the sleeper sleeps")
		w.at["sleeper"].Break(integrationtest.Fine)
		w.live(48*time.Hour, time.Hour)

		erasure := w.erasure()
		require.False(t, erasure.FinishedAt.IsZero())
		receipt, key, err := privacy.Verify(storetest.Keys(t), erasure.Receipt)
		require.NoError(t, err)
		require.Equal(t, 1, key)
		said := map[app.DestinationID]privacy.ReceiptDestination{}
		for _, one := range receipt.Destinations {
			said[one.Destination] = one
		}
		require.Len(t, said, 4)
		require.Equal(t, app.ErasureDone, said["shopify"].State)
		require.Equal(t, 1, said["shopify"].Attempts)
		require.Equal(t, app.ErasureKept, said["liar"].State, "it was found out")
		require.Equal(t, 5, said["liar"].Checks)
		require.Equal(t, app.ErasureDone, said["sleeper"].State)
		require.Greater(t, said["sleeper"].Attempts, 5, "it was tried again and again")
		require.Equal(t, app.ErasureUnreachable, said["mute"].State)
		require.Contains(t, said["mute"].Reason, "by hand")
		require.Equal(t, 1, receipt.Here["responses"])
		require.Equal(t, 1, receipt.Here["orders"])
		for _, id := range []app.DestinationID{"shopify", "sleeper"} {
			require.Equal(t, []string{"vip"}, w.at[id].State(integrations.Subject{Customer: her}).Tags)
			require.Empty(t, w.at[id].State(integrations.Subject{Customer: her}).Properties)
			require.Empty(t, w.at[id].State(integrations.Subject{Order: herOrder}).Properties)
			require.NotEmpty(t, w.at[id].State(integrations.Subject{Customer: 101}).Properties, "others are left alone")
		}
		requests, err := w.store.PrivacyRequests(t.Context(), demo, store.Before{}, 200)
		require.NoError(t, err)
		for _, one := range requests {
			require.False(t, one.FinishedAt.IsZero(), one.Topic)
		}
		require.Contains(t, w.logs.String(), "level=ERROR", "that it was not done everywhere is said aloud")
		requireNothingLeft(w, receipt)
	})
}

// requireNothingLeft searches what was logged, the receipt and the database's files for
// her, in every way her words may have been written.
func requireNothingLeft(w *world, receipt privacy.Receipt) {
	w.t.Helper()
	text, err := json.Marshal(receipt)
	require.NoError(w.t, err)
	places := map[string][]byte{"the logs": []byte(w.logs.String()), "the receipt": text}
	if path, ok := strings.CutPrefix(w.url, "sqlite:"); ok {
		for _, end := range []string{"", "-wal", "-shm"} {
			if places["the database's file"+end], err = os.ReadFile(path + end); err != nil {
				require.ErrorIs(w.t, err, os.ErrNotExist)
			}
		}
	}
	for place, content := range places {
		for what, form := range formsOfHer() {
			if i := strings.Index(string(content), form); i >= 0 {
				require.Fail(w.t, "she is left", "%s has her %s: %q", place, what, content[max(i-120, 0):min(i+60, len(content))])
			}
		}
	}
}

func formsOfHer() map[string]string {
	forms := map[string]string{}
	for what, word := range map[string]string{
		"email": herEmail, "phone": herPhone, "wish": herWish, "source": herSource, "order's name": herName, "code": herCode, "visitor": herVisitor,
		"number": strconv.FormatInt(int64(her), 10), "order's number": strconv.FormatInt(int64(herOrder), 10), "words": "Zwetschgenröster",
	} {
		forms[what] = word
		forms[what+" in capitals"] = strings.ToUpper(word)
		forms[what+" in hex"] = hex.EncodeToString([]byte(word))
		forms[what+" in a URL"] = url.QueryEscape(word)
		forms[what+" in ASCII"] = strings.Trim(strconv.QuoteToASCII(word), `"`)
		escaped, _ := json.Marshal(word) // a string always marshals
		forms[what+" in JSON"] = strings.Trim(string(escaped), `"`)
		for offset := range 3 { // base64 of a text that has it anywhere
			coded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat(" ", offset) + word))
			forms[fmt.Sprint(what, " in base64 at ", offset)] = coded[4 : len(coded)-4]
		}
	}
	for what, number := range map[string]int64{"number": int64(her), "order's number": int64(herOrder)} {
		var raw [8]byte
		binary.BigEndian.PutUint64(raw[:], uint64(number))
		forms[what+" in binary"] = string(raw[2:]) // as SQLite keeps it
	}
	return forms
}

func TestAPersonIsThereToBeFoundBeforeSheIsErased(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.SQLite(t), nil)
	lives(w)
	require.NoError(t, w.store.Scrub(t.Context()))
	content, err := os.ReadFile(strings.TrimPrefix(w.url, "sqlite:"))
	require.NoError(t, err)
	for _, what := range []string{"email", "phone", "words", "source", "order's name", "code", "visitor", "number", "order's number", "number in binary", "order's number in binary"} {
		require.True(t, strings.Contains(string(content), formsOfHer()[what]), "the search would find her %s", what)
	}
}

func TestARepeatedRedactIsOneErasure(t *testing.T) {
	t.Parallel()
	worlds(t, nil, func(w *world) {
		lives(w)
		for range 2 {
			_, err := w.desk.EraseCustomer(w.t.Context(), demo, privacy.Request{ID: "w", Customer: her, Orders: []app.OrderID{herOrder}, At: w.clock()})
			require.NoError(w.t, err)
		}
		list, err := w.store.Erasures(w.t.Context(), demo, store.Before{}, 200)
		require.NoError(w.t, err)
		require.Len(w.t, list, 1)
	})
}

func TestAnErasureThatNobodyElseHasAPartInIsFinishedAtOnce(t *testing.T) {
	t.Parallel()
	worlds(t, nil, func(w *world) {
		w.says(her, 0, herSource, herWish)
		erasure, err := w.desk.EraseCustomer(w.t.Context(), demo, privacy.Request{ID: "w", Customer: her, At: w.clock()})
		require.NoError(w.t, err)
		require.Empty(w.t, erasure.Parts, "no destination was told of her yet")
		receipt, _, err := privacy.Verify(storetest.Keys(w.t), w.erasure().Receipt)
		require.NoError(w.t, err)
		require.Equal(w.t, 1, receipt.Here["responses"])
		require.Empty(w.t, receipt.Destinations)
	})
}

func TestAnExportMadeWhileSheIsErasedIsEmpty(t *testing.T) {
	t.Parallel()
	worlds(t, nil, func(w *world) {
		lives(w)
		read := w.clock()
		w.pass(time.Second)
		_, err := w.desk.EraseCustomer(w.t.Context(), demo, privacy.Request{ID: "w", Customer: her, At: w.clock()})
		require.NoError(w.t, err)
		require.NoError(w.t, w.store.RecordPrivacyRequest(w.t.Context(), demo, app.PrivacyRequest{
			ID: "late", Topic: "customers/data_request", Customer: her, RequestedAt: read, DueAt: read, FinishedAt: read, Export: []byte(`{"email":"` + herEmail + `"}`),
		}))
		kept, err := w.store.PrivacyRequest(w.t.Context(), demo, "late")
		require.NoError(w.t, err)
		require.Empty(w.t, kept.Export)
		require.Zero(w.t, kept.Customer)
	})
}

func TestWhatNobodyDidInTimeIsGivenUpAndSaid(t *testing.T) {
	t.Parallel()
	worlds(t, nil, func(w *world) {
		lives(w)
		w.at[app.ShopifyDestination].Break(integrationtest.Down)
		_, err := w.desk.EraseCustomer(w.t.Context(), demo, privacy.Request{ID: "w", Customer: her, At: w.clock()})
		require.NoError(w.t, err)
		standing := func() store.PrivacyStanding {
			one, err := privacy.Standing(w.t.Context(), w.store, demo)
			require.NoError(w.t, err)
			return one
		}
		watched := func() bool {
			before := len(w.logs.String())
			require.NoError(w.t, w.desk.Watch(w.t.Context()))
			return strings.Contains(w.logs.String()[before:], "privacy requests are not done")
		}
		require.Equal(w.t, store.PrivacyStanding{Open: 1}, standing())
		require.False(w.t, watched())
		w.live(24*24*time.Hour, 6*time.Hour)
		require.Equal(w.t, store.PrivacyStanding{Open: 1, DueSoon: 1}, standing())
		require.True(w.t, watched())
		w.live(6*24*time.Hour, 6*time.Hour)
		require.Equal(w.t, store.PrivacyStanding{Open: 1, Overdue: 1}, standing())
		require.True(w.t, watched())
		require.NoError(w.t, w.desk.Tend(w.t.Context()))
		require.Equal(w.t, store.PrivacyStanding{Failed: 1}, standing())
		require.Equal(w.t, app.ErasureUnreachable, w.erasure().Parts[0].State)
		require.NotEmpty(w.t, w.erasure().Receipt)
	})
}

func TestARequestThatNobodyHasHandledIsWatched(t *testing.T) {
	t.Parallel()
	worlds(t, nil, func(w *world) {
		_, err := w.store.ReceiveWebhook(w.t.Context(), demo, app.Webhook{
			ID: "w", Topic: "customers/redact", TriggeredAt: w.clock(), ReceivedAt: w.clock(), Payload: []byte(`{}`),
		})
		require.NoError(w.t, err)
		w.pass(31 * 24 * time.Hour)
		standing, err := privacy.Standing(w.t.Context(), w.store, "")
		require.NoError(w.t, err)
		require.Equal(w.t, store.PrivacyStanding{Open: 1, Overdue: 1}, standing)
	})
}
