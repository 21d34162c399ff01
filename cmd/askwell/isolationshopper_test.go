package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"
)

// said is what a request of a shopper can name, by the end of its path.
var said = map[string][]slot{
	"POST responses":           {aSurvey, anOrder, aVisitor, {"body", "id", "response"}, {"body", "cart", "cart"}},
	"GET responses":            nil,
	"GET next":                 {{"query", "survey", "handle"}, {"query", "order", "order_gid"}, asVisitor, {"query", "response", "response"}},
	"POST displays":            {aSurvey, anOrder, aVisitor},
	"POST snoozes":             {{"body", "question", "question"}, anOrder, aVisitor},
	"GET preferences":          {asVisitor},
	"POST preferences":         {aVisitor},
	"PUT preferences":          {aVisitor},
	"GET preferences/export":   {asVisitor},
	"POST preferences/erasure": {aVisitor},
	"GET preferences/erasure":  {{"query", "id", "erasure"}},
	"POST preferences/export":  nil,
	"GET preferences/copy":     nil, // by a voucher of its own
	"GET surveys/{handle}":     {{"path", "handle", "handle"}},
	"GET {token}":              {{"query", "survey", "handle"}, {"query", "question", "question"}},
	"POST {token}":             {{"body", "survey", "handle"}, {"body", "shown", "question"}},
}

var (
	aSurvey   = slot{"body", "survey", "handle"}
	anOrder   = slot{"body", "order", "order_gid"}
	aVisitor  = slot{"body", "visitor", "visitor"}
	asVisitor = slot{"query", "visitor", "visitor"}
)

// linkDoor is where a link leads that was sent to somebody: it says itself of which shop
// she is, and is a shop's own in every call.
const linkDoor = "/p/"

// atDoor is the end of a path behind one of the shoppers' doors, "" for others.
func atDoor(path string) string {
	for _, door := range []string{"/proxy/", "/storefront/v1/", linkDoor} {
		if end, is := strings.CutPrefix(path, door); is {
			return end
		}
	}
	return ""
}

// nobodys are routes at which nobody is told anything of a shop's: they have no token,
// Shopify's signature of another kind, or what a vendor leads back with.
var nobodys = regexp.MustCompile(`^(GET /(healthz|readyz|metrics|openapi\.(json|yaml)|openapi-3\.0\.(json|yaml)|api/docs|settings/(keys|audit)|assets/.*|preview(/\*file)?|connect/:kind/callback|(surveys|responses|rewards|people|settings|privacy|surfaces|destinations|deliveries|differences|start|insight|hearing)?(/:\w+){0,2})|POST /webhooks.*|OPTIONS /.*|HEAD /.*)$`) // a HEAD is its GET without words

// mounted are the app's routes, but for nobody's.
func (n *neighbours) mounted() (list []string) {
	for _, r := range n.app.engine.Routes() {
		if name := r.Method + " " + r.Path; !nobodys.MatchString(name) {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

var (
	braces = regexp.MustCompile(`\{(\w+)\}`)
	colons = regexp.MustCompile(`:(\w+)`)
)

func covered(routes []route) (list []string) {
	for _, r := range routes {
		list = append(list, r.method+" "+braces.ReplaceAllString(r.path, ":$1"))
	}
	slices.Sort(list)
	return list
}

// shoppers are the routes of shoppers, as far as it is known what they can name.
func (n *neighbours) shoppers() (routes []route) {
	for _, r := range n.app.engine.Routes() {
		path := colons.ReplaceAllString(r.Path, "{$1}")
		if slots, known := said[r.Method+" "+atDoor(path)]; known {
			routes = append(routes, route{method: r.Method, path: path, slots: slots, shopper: true})
		}
	}
	return routes
}

// signed is a query as Shopify's proxy signs it for a shop.
func (n *neighbours) signed(as *tenant, query map[string]string) string {
	q := values(query)
	q.Set("shop", string(as.shop))
	q.Set("timestamp", fmt.Sprint(time.Now().Unix()))
	q.Set("path_prefix", "/apps/askwell")
	var lines []string
	for name, all := range q {
		lines = append(lines, name+"="+strings.Join(all, ","))
	}
	slices.Sort(lines)
	mac := hmac.New(sha256.New, []byte(n.secret))
	_, err := mac.Write([]byte(strings.Join(lines, "")))
	require.NoError(n.t, err)
	return q.Encode() + "&signature=" + hex.EncodeToString(mac.Sum(nil))
}

func values(query map[string]string) url.Values {
	q := url.Values{}
	for name, value := range query {
		q.Set(name, value)
	}
	return q
}
