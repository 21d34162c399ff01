package admin

import (
	"html"
	"net/url"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// journey is how the buyer came to an order, as far as the order says: by one
// visit, which is the first and the last. Nothing is known of a till's orders.
func (s *session) journey(o *world.Order) object {
	nth := 0
	for i, other := range s.shop.OrdersOf(o.Customer) {
		if other == o {
			nth = i
		}
	}
	out := object{
		"__typename": "CustomerJourneySummary", "ready": true, "customerOrderIndex": nth, "daysToConversion": nil,
		"firstVisit": nil, "lastVisit": nil, "momentsCount": object{"__typename": "Count", "count": 0, "precision": "EXACT"},
	}
	var moments []object
	if o.Landing != "" {
		visit := s.visit(o)
		out["firstVisit"], out["lastVisit"], out["daysToConversion"] = visit, visit, 0
		out["momentsCount"] = object{"__typename": "Count", "count": 1, "precision": "EXACT"}
		moments = append(moments, visit)
	}
	out["moments"] = field(func(a args) (any, error) { return graphql.Connection("CustomerMomentConnection", moments)(a) })
	return out
}

func (s *session) visit(o *world.Order) object {
	page := s.landingPage(o).(string)
	source, kind := arrivedFrom(o)
	return object{
		"__typename": "CustomerVisit", "id": world.GID("CustomerVisit", o.ID), "occurredAt": o.CreatedAt,
		"landingPage": page, "landingPageHtml": `<a href="` + html.EscapeString(page) + `">` + html.EscapeString(o.Landing) + "</a>",
		"referrerUrl": world.OrNil(o.Referrer), "referralCode": nil, "referralInfoHtml": html.EscapeString(source), "marketingEvent": nil,
		"source": source, "sourceDescription": source, "sourceType": kind, "utmParameters": utm(o.Landing),
	}
}

// landingPage is the address a buyer arrived at, null when it is not known.
func (s *session) landingPage(o *world.Order) any {
	switch {
	case o.Landing == "":
		return nil
	case strings.HasPrefix(o.Landing, "/"):
		return "https://" + s.shop.Domain + o.Landing
	}
	return o.Landing
}

// utm are the campaign parameters of an address, null without any.
func utm(landing string) any {
	query := queryOf(landing)
	out, any := object{"__typename": "UTMParameters"}, false
	for _, name := range []string{"source", "medium", "campaign", "content", "term"} {
		value := query.Get("utm_" + name)
		out[name] = world.OrNil(value)
		any = any || value != ""
	}
	if !any {
		return nil
	}
	return out
}

func queryOf(landing string) url.Values {
	at, err := url.Parse(landing)
	if err != nil {
		return nil
	}
	return at.Query()
}

// arrivedFrom is the source of a visit as Shopify words it, and the kind of
// marketing behind it.
func arrivedFrom(o *world.Order) (source string, kind any) {
	query := queryOf(o.Landing)
	switch medium := query.Get("utm_medium"); {
	case medium == "email":
		kind = "NEWSLETTER"
	case medium == "cpc" || strings.HasPrefix(medium, "paid"):
		kind = "AD"
	case medium == "social":
		kind = "POST"
	}
	if named := query.Get("utm_source"); named != "" {
		return named, kind
	}
	from, err := url.Parse(o.Referrer)
	if err != nil || from.Host == "" {
		return "direct", kind
	}
	host := strings.TrimPrefix(from.Host, "www.")
	if name, _, _ := strings.Cut(host, "."); name == "google" || name == "bing" || name == "duckduckgo" {
		return strings.ToUpper(name[:1]) + name[1:], "SEO"
	}
	return host, kind
}
