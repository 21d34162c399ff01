package main

import (
	"crypto/hmac"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Who the requests come from, and what proves it.
const (
	shopDomain = "bench.myshopify.com"
	apiKey     = "bench-key"
	apiSecret  = "bench-secret-of-the-app"
)

//go:embed testdata/order.json
var orderBody string

//go:embed testdata/answer.json
var answerBody string

// workload is one kind of request and what it must leave behind.
type workload struct {
	name     string
	budget   float64 // least CPU ratio to the floor
	accepted int
	request  func(buf []byte, n uint64) []byte
	refused  []refusal
	floorIDs string // the query for the ids the floor holds
	oursIDs  string
}

// refusal is a request that must be turned away and leave nothing.
type refusal struct {
	what    string
	request []byte
	ours    int // the status of ours
	floor   int // 0: the floor does not look at this
}

func workloads() []workload {
	order, answer := template(orderBody), template(answerBody)
	return []workload{{
		name: "webhook", budget: 0.7, accepted: http.StatusOK,
		request: func(buf []byte, n uint64) []byte { return webhookRequest(buf, order(n), n, apiSecret) },
		refused: []refusal{{
			what: "a wrong signature", request: webhookRequest(nil, order(0), 0, "another secret"),
			ours: http.StatusUnauthorized, floor: http.StatusUnauthorized,
		}},
		floorIDs: "SELECT id FROM webhooks", oursIDs: "SELECT webhook_id FROM inbox",
	}, {
		name: "answer", budget: 0.4, accepted: http.StatusCreated,
		request: func(buf []byte, n uint64) []byte { return answerRequest(buf, answer(n), n, apiSecret) },
		refused: []refusal{
			{
				what: "a token of another secret", request: answerRequest(nil, answer(0), 0, "another secret"),
				ours: http.StatusUnauthorized,
			},
			{
				what: "an answer that is no option", request: answerRequest(nil, strings.Replace(answer(0), `"podcast",`, `"radio",`, 2), 0, apiSecret),
				ours: http.StatusUnprocessableEntity,
			},
			{
				what: "a body that is no JSON", request: answerRequest(nil, answer(0)[1:], 0, apiSecret),
				ours: http.StatusBadRequest, floor: http.StatusBadRequest,
			},
		},
		floorIDs: "SELECT id FROM responses", oursIDs: "SELECT id FROM responses",
	}}
}

// template fills a body's {{uuid}} with id(n) and its {{id}} with a number of
// n's own, as long as Shopify's.
func template(body string) func(n uint64) string {
	body = strings.TrimSpace(body)
	return func(n uint64) string {
		return strings.NewReplacer("{{uuid}}", id(n), "{{id}}", strconv.FormatUint(number(n), 10)).Replace(body)
	}
}

func number(n uint64) uint64 { return 5_800_000_000_000 + n }

// id is the n-th request's UUID: as scattered as real ones, so that it costs an
// index as much, and the same in every run.
func id(n uint64) string {
	a, b := scatter(2*n), scatter(2*n+1)
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0xfff, b&0xffff_ffff_ffff)
}

// scatter is SplitMix64's finishing step: different for different n.
func scatter(n uint64) uint64 {
	n = (n + 1) * 0x9e3779b97f4a7c15
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}

func webhookRequest(buf []byte, body string, n uint64, secret string) []byte {
	return fmt.Appendf(buf, "POST /webhooks/shopify HTTP/1.1\r\nHost: askwell.example.com\r\nContent-Type: application/json\r\n"+
		"X-Shopify-Topic: orders/create\r\nX-Shopify-Shop-Domain: %s\r\nX-Shopify-Api-Version: 2026-10\r\nX-Shopify-Webhook-Id: %s\r\n"+
		"X-Shopify-Event-Id: %s\r\nX-Shopify-Triggered-At: 2026-11-20T09:15:31.123456789Z\r\nX-Shopify-Hmac-Sha256: %s\r\nContent-Length: %d\r\n\r\n%s",
		shopDomain, id(n), id(n+1<<40), base64.StdEncoding.EncodeToString(sign(body, secret)), len(body), body)
}

func answerRequest(buf []byte, body string, n uint64, secret string) []byte {
	return fmt.Appendf(buf, "POST /storefront/v1/responses HTTP/1.1\r\nHost: askwell.example.com\r\nContent-Type: application/json\r\n"+
		"Origin: https://extensions.shopifycdn.com\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s",
		sessionToken(n, secret, time.Now()), len(body), body)
}

// sessionToken is what a checkout extension sends: every shopper is a customer
// we have not met, the dearest case.
func sessionToken(n uint64, secret string, now time.Time) string {
	claims := fmt.Sprintf(`{"dest":%q,"aud":%q,"exp":%d,"nbf":%d,"iat":%d,"jti":%q,"sub":"gid://shopify/Customer/%d"}`,
		shopDomain, apiKey, now.Add(5*time.Minute).Unix(), now.Unix(), now.Unix(), id(n), number(n))
	encode := base64.RawURLEncoding.EncodeToString
	signed := encode([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encode([]byte(claims))
	return signed + "." + encode(sign(signed, secret))
}

func sign(text, secret string) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
