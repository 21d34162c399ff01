package ledger_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
	"github.com/askwell/askwell/integrations/shopify/sandbox/ledger"
)

const order = "gid://shopify/Order/7"

// tell records what a first answer sets off.
func tell(l *ledger.Ledger) {
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	json := http.Header{"Content-Type": {"application/json"}, "X-Shopify-Access-Token": {"shpat_0123456789abcdef0123456789ab1f2c"}}
	l.Record(ledger.Entry{
		Shop: demo, Kind: ledger.Token, Title: words.Access(""), State: ledger.OK, Method: "POST", URL: "/admin/oauth/access_token", Status: 200, Took: ms(6),
		Request: ledger.Message{Headers: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, Body: "client_id=0123&client_secret=0123456789abcdef0123456789&expiring=1"},
		Answer:  ledger.Message{Body: `{"access_token":"shpat_0123456789abcdef0123456789ab1f2c","expires_in":3600}`},
	})
	l.Record(ledger.Entry{Shop: demo, Kind: ledger.Page, Title: "Ada bought Morning Roast", State: ledger.OK, Subjects: []string{ada, order}, Link: "/admin/orders"})
	l.Record(ledger.Entry{
		Shop: demo, Kind: ledger.Webhook, Title: words.Webhook(demo, "orders/create", []string{order}), State: ledger.OK, Method: "POST", URL: "http://127.0.0.1:8080/webhooks/shopify", Status: 200, Took: ms(3),
		Subjects: []string{ada, order}, Attempts: []ledger.Attempt{{Status: 503, Took: ms(4)}, {Status: 200, Took: ms(3)}},
		Request: ledger.Message{Headers: http.Header{"X-Shopify-Topic": {"orders/create"}, "X-Shopify-Hmac-Sha256": {"AAAAbbbbCCCCddddEEEE="}}, Body: `{"id":7123456789012345678,"name":"#1042","customer":{"id":1}}`},
	})
	l.Record(ledger.Entry{
		Shop: demo, Kind: ledger.Extension, Title: words.Asked(demo, "thank-you", "POST", "/storefront/v1/responses", []string{ada}), State: ledger.OK, Method: "POST",
		URL: "/storefront/v1/responses", Status: 201, Took: ms(14), Subjects: []string{ada},
		Request: ledger.Message{Headers: json, Body: `{"survey":"how-did-you-hear","answers":{"source":"podcast"}}`}, Answer: ledger.Message{Headers: json, Body: `{"id":"1","next":null}`},
	})
	l.Record(ledger.Entry{
		Shop: demo, Kind: ledger.Admin, Title: words.Call(demo, []string{"metafieldsSet"}, []string{ada}), Detail: "metafieldsSet", State: ledger.Failed, Method: "POST",
		URL: "/admin/api/2026-10/graphql.json", Status: 503, Took: ms(2041), Subjects: []string{ada}, Answer: ledger.Message{Body: "<h1>Something went wrong</h1>"},
	})
	l.Record(ledger.Entry{
		Shop: demo, Kind: ledger.Admin, Title: words.Call(demo, []string{"tagsAdd"}, []string{ada}), Detail: "tagsAdd", State: ledger.OK, Method: "POST",
		URL: "/admin/api/2026-10/graphql.json", Status: 200, Took: ms(42), Cost: &ledger.Cost{Requested: 10, Actual: 10}, Subjects: []string{ada},
		Request: ledger.Message{Headers: json, Body: `{"query":"mutation Tag($id: ID!, $tags: [String!]!) {\n  tagsAdd(id: $id, tags: $tags) {\n    userErrors { message }\n  }\n}","variables":{"id":"gid://shopify/Customer/1","tags":["askwell:source:podcast"]}}`},
		Answer:  ledger.Message{Headers: json, Body: `{"data":{"tagsAdd":{"userErrors":[]}},"extensions":{"cost":{"requestedQueryCost":10,"actualQueryCost":10}}}`},
	})
	l.Record(ledger.Entry{Shop: demo, Kind: ledger.Tool, To: "Klaviyo", Title: words.Told(demo, "Klaviyo", "POST", []string{ada}), State: ledger.Waiting, Method: "POST", URL: "/api/profile-import", Status: 429, Took: ms(9), Subjects: []string{ada}})
	l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: words.Call(demo, []string{"tagsAdd"}, []string{bob}), State: ledger.Busy, Subjects: []string{bob}})
}

// saying finds an element of the panel by its own words.
func saying(text string) string {
	return fmt.Sprintf(`//section[@data-ledger]//*[not(@role="status" or @class="l-ticker")][text()[contains(., %q)]]`, text)
}

func see(text string) browsertest.Step   { return chromedp.WaitVisible(saying(text)) }
func unsee(text string) browsertest.Step { return chromedp.WaitNotPresent(saying(text)) }
func click(text string) browsertest.Step { return chromedp.Click(saying(text)) }
func desk() browsertest.Step             { return chromedp.EmulateViewport(1280, 900) }
func phone() browsertest.Step            { return chromedp.EmulateViewport(390, 844) }

func TestANewcomerFollowsAnAnswer(t *testing.T) {
	s := newStage(t)
	w := browsertest.Open(t)
	w.Do("open", desk(), chromedp.Navigate(s.url), see("Nothing about Ada yet"), see("live"))
	w.Accessible("an empty ledger")
	w.Pictures("ledger-empty")
	tell(s.ledger)
	w.Do("watch", desk(), see("Ada bought Morning Roast"), see("Ada answered on the thank-you page"), see("Askwell tagged Ada"), see("42 ms"), see("10 points"), see("503"), see("2 tries"),
		unsee("Askwell tagged Bob"), see("askwell:source:podcast"))
	w.Accessible("a full ledger")
	w.Pictures("ledger")
	w.Do("look closer", desk(), click("Askwell tagged Ada"), see("Askwell sent"), see("userErrors { message }"), see("requestedQueryCost"), click("Headers"), see("shpat_…1f2c"))
	w.Accessible("an open entry")
	w.Pictures("ledger-entry")
	w.Do("close it", desk(), click("Askwell tagged Ada"), chromedp.WaitNotPresent(chromedp.CSS(".l-row > details[open]")))
	w.Do("look at all", click("Everybody"), see("Askwell tagged Bob"), see("on its way"))
	id := s.ledger.Record(ledger.Entry{Shop: demo, Kind: ledger.Bulk, Title: "Askwell started a bulk change", State: ledger.Busy})
	w.Do("see it come", see("Askwell started a bulk change"))
	s.ledger.Update(id, func(e *ledger.Entry) { e.Title, e.State = "The bulk change is done", ledger.OK })
	w.Do("see it end", see("The bulk change is done"), unsee("Askwell started a bulk change"))
}

func TestAReaderFindsWhatSheLooksFor(t *testing.T) {
	s := newStage(t)
	tell(s.ledger)
	w := browsertest.Open(t)
	w.Do("open", desk(), chromedp.Navigate(s.url+"/guest"), see("Askwell tagged Ada"), see("Askwell tagged Bob"))
	w.Do("search", chromedp.SendKeys(chromedp.CSS("input[type=search]"), "klaviyo"), unsee("Askwell tagged Ada"), see("Askwell told Klaviyo about Ada"))
	w.Do("stay after a reload", chromedp.Reload(), see("Askwell told Klaviyo about Ada"), unsee("Askwell tagged Ada"))
	w.Do("search in vain", chromedp.SendKeys(chromedp.CSS("input[type=search]"), "xyz"), see("Nothing like that yet"), click("Show everything"), see("Askwell tagged Ada"))
	w.Do("choose a kind", click("All kinds"), click("Webhooks"), unsee("Askwell tagged Ada"), see("order #1042 is new"), see("Kinds: 1"))
	w.Accessible("kinds")
	w.Pictures("ledger-kinds")
}

func TestAPausedLedgerHoldsWhatComes(t *testing.T) {
	s := newStage(t)
	w := browsertest.Open(t)
	w.Do("open", desk(), chromedp.Navigate(s.url), see("live"), click("Pause"), see("paused"))
	tell(s.ledger)
	w.Do("wait", see("Resume, 6 new"), unsee("Askwell tagged Ada"), click("Resume"), see("Askwell tagged Ada"), see("live"))
}

func TestTheNewWaitsForWhoReadsTheOld(t *testing.T) {
	s := newStage(t)
	for i := range 120 {
		s.ledger.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: fmt.Sprintf("call number %d.", i), Subjects: []string{ada}})
	}
	w := browsertest.Open(t)
	w.Do("scroll to the end", desk(), chromedp.Navigate(s.url), see("call number 119."), unsee("call number 19."), chromedp.ScrollIntoView(saying("Show older")), click("Show older"), see("call number 0."))
	s.ledger.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: "breaking news", Subjects: []string{ada}})
	w.Do("hear of it", see("1 new"))
	w.Pictures("ledger-unseen")
	w.Do("go there", desk(), click("1 new"), chromedp.WaitNotVisible(chromedp.CSS(".l-unseen")), see("breaking news"))
}

func TestTheLedgerSurvivesALostConnection(t *testing.T) {
	s := newStage(t)
	w := browsertest.Open(t)
	tell(s.ledger)
	w.Do("open", desk(), chromedp.Navigate(s.url), see("Askwell tagged Ada"), see("live"))
	s.cut()
	s.ledger.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: "after the storm", Subjects: []string{ada}})
	w.Do("come back", see("after the storm"), see("live"), see("Askwell tagged Ada"))
}

func TestThePhoneHasASheet(t *testing.T) {
	s := newStage(t)
	w := browsertest.Open(t)
	w.Do("open", phone(), chromedp.Navigate(s.url), chromedp.WaitReady(saying("live")))
	for range 40 {
		s.ledger.Record(ledger.Entry{Shop: demo, Kind: ledger.Page, Title: "Ada looked around", Subjects: []string{ada}})
	}
	tell(s.ledger)
	w.Do("read the ticker", chromedp.WaitVisible(`//*[@class="l-ticker"][contains(., "Askwell told Klaviyo about Ada")]`), chromedp.WaitNotVisible(chromedp.CSS(".l-scroll")))
	w.Picture("ledger-sheet", 390)
	w.Do("pull it up", phone(), chromedp.Click(chromedp.CSS(".l-toggle")), see("Askwell tagged Ada"))
	w.Accessible("the sheet")
	w.Picture("ledger-sheet-open", 390)
	w.Do("find its head within the screen", phone(), chromedp.Evaluate[chromedp.Void](`if (document.querySelector('[data-ledger]').getBoundingClientRect().top < 0) throw new Error('the sheet is taller than the phone')`))
	w.Do("go on with the keyboard", chromedp.Focus(chromedp.CSS(".l-toggle")), chromedp.KeyEvent("\t"), chromedp.WaitVisible(chromedp.CSS(`[role="tab"]:focus`)))
	w.Do("put it away", phone(), chromedp.KeyEvent("\u001b"), chromedp.WaitNotVisible(chromedp.CSS(".l-scroll")))
}

func TestTheWeatherIsMadeAndCleared(t *testing.T) {
	s := newStage(t)
	w := browsertest.Open(t)
	is := func(want map[string]any) {
		t.Helper()
		require.Eventually(t, func() bool {
			s.mu.Lock()
			defer s.mu.Unlock()
			return fmt.Sprint(s.faults) == fmt.Sprint(want)
		}, browsertest.Patience, 10*time.Millisecond, "%v", want)
	}
	s.faults["unknown_to_the_page"] = true
	w.Do("open", desk(), chromedp.Navigate(s.url), click("Weather"), see("Fair weather"), see("Shopify answers at once"))
	w.Pictures("weather-fair")
	w.Do("slow", desk(), click("Slow Shopify"), see("Unsettled"))
	is(map[string]any{"latency_ms": 2000., "unknown_to_the_page": true})
	w.Do("chaos", click("Webhook chaos"), see("Slow Shopify, Webhook chaos"))
	is(map[string]any{"latency_ms": 2000., "duplicate_webhooks": true, "reorder_webhooks": true, "unknown_to_the_page": true})
	w.Do("not slow", click("Every call takes two seconds longer"), chromedp.WaitNotPresent(saying("Slow Shopify, Webhook chaos")))
	is(map[string]any{"duplicate_webhooks": true, "reorder_webhooks": true, "unknown_to_the_page": true})
	w.Do("storm", click("Thunderstorm"), see("Stormy"))
	w.Accessible("a storm")
	w.Pictures("weather-storm")
	w.Do("stay after a reload", desk(), chromedp.Reload(), see("Stormy"), click("Fair weather"), see("Shopify answers at once"))
	is(map[string]any{})
	w.Do("revoke", chromedp.Click(saying("Revoke")+"[self::button]"))
	is(map[string]any{"revoke_token": true})
}

func TestTheClockMovesAndEverythingStartsOver(t *testing.T) {
	s := newStage(t)
	w := browsertest.Open(t)
	tell(s.ledger)
	w.Do("open", desk(), chromedp.Navigate(s.url), click("Time machine"), see("In step with your own clock"), see("the access token expires"))
	w.Accessible("the time machine")
	w.Pictures("clock")
	w.Do("ten days on", desk(), click("+10 days"), see("10 d ahead"))
	require.Equal(t, 10*24*time.Hour, s.moved())
	w.Do("everything is older", click("Ledger"), chromedp.WaitVisible(`//li//time[contains(., "10 d")]`), click("Time machine"))
	w.Do("to what comes next", chromedp.Click(chromedp.CSS(`[aria-label="Go there: the access token expires"]`)), chromedp.Sleep(100*time.Millisecond))
	require.Eventually(t, func() bool { return s.moved().Round(time.Minute) == 10*24*time.Hour+47*time.Minute }, browsertest.Patience, 10*time.Millisecond)
	w.Do("two of one's own", chromedp.SetValue(chromedp.CSS("input[type=number]"), "2"), click("Move on"), see("12 d ahead"))
	w.Do("start over, not yet", click("Reset"), see("Forget everything?"))
	w.Pictures("clock-reset")
	w.Do("keep it", desk(), click("Keep it"), see("as it was on the first day"))
	require.Zero(t, s.resets)
	w.Do("start over", click("Reset"), click("Forget it"), see("as it was on the first day"))
	s.mu.Lock()
	defer s.mu.Unlock()
	require.Equal(t, 1, s.resets)
}

// packed is the size of some files of the panel, gzipped together.
func packed(t *testing.T, names ...string) int {
	t.Helper()
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	require.NoError(t, err)
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join("ui", name))
		require.NoError(t, err)
		_, _ = z.Write(text)
	}
	require.NoError(t, z.Close())
	return out.Len()
}

func TestThePanelIsSmall(t *testing.T) {
	t.Parallel()
	require.LessOrEqual(t, packed(t, "ledger.js", "feed.js", "entry.js", "filter.js", "tabs.js", "dom.js", "ledger.css"), 8<<10, "what a page loads")
	require.LessOrEqual(t, packed(t, "exchange.js", "kinds.js", "weather.js", "clock.js", "tools.css"), 6<<10, "what is loaded when it is opened")
}
