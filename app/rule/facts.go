package rule

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
)

// Fact is one thing a rule can ask about.
type Fact struct {
	Name   string        `json:"name"`
	Kind   string        `json:"kind"` // boolean, number, text, list
	Means  string        `json:"means"`
	Blocks []app.Surface `json:"blocks"`           // whose block knows it without asking the server
	Case   string        `json:"case,omitempty"`   // its texts are all "lower" or "upper"
	Values []string      `json:"values,omitempty"` // its texts are among these
}

var (
	theme    = []app.Surface{app.SurfaceTheme, app.SurfaceCart, app.SurfacePrompt}
	campaign = append(slices.Clone(theme), app.SurfaceLink)
	checkout = []app.Surface{app.SurfaceThankYou, app.SurfaceOrderStatus}
	anywhere = app.Surfaces
	server   = []app.Surface{}
)

// Vocabulary is every fact there is, but for the answers.
var Vocabulary = []Fact{
	{Name: "shopper.known", Kind: "boolean", Blocks: anywhere, Means: "She is logged in, or an order names her."},
	{Name: "shopper.returning", Kind: "boolean", Blocks: theme, Means: "She has ordered before this order."},
	{Name: "shopper.orders", Kind: "number", Blocks: theme, Means: "How many orders she has placed, this one included."},
	{Name: "shopper.spent", Kind: "number", Blocks: theme, Means: "What she has paid in all, in the shop's currency."},
	{Name: "shopper.days_since_order", Kind: "number", Blocks: theme, Means: "Whole days since her latest order."},
	{Name: "shopper.days_since_first_order", Kind: "number", Blocks: server, Means: "Whole days since her first order."},
	{Name: "shopper.visits", Kind: "number", Blocks: server, Means: "On how many occasions she has been asked something."},
	{Name: "shopper.answered", Kind: "number", Blocks: server, Means: "How many different questions she has answered."},
	{Name: "shopper.tags", Kind: "list", Case: "lower", Blocks: theme, Means: "Her customer tags."},
	{Name: "shopper.segments", Kind: "list", Blocks: server, Means: "Names of the shop's segments she is in."},

	{Name: "bought.products", Kind: "list", Case: "lower", Blocks: server, Means: "Handles of the products she has ever bought."},
	{Name: "bought.skus", Kind: "list", Blocks: server, Means: "SKUs of the variants she has ever bought."},
	{Name: "bought.collections", Kind: "list", Case: "lower", Blocks: server, Means: "Handles of the collections she has bought from."},
	{Name: "bought.vendors", Kind: "list", Case: "lower", Blocks: server, Means: "Vendors she has bought from."},
	{Name: "bought.types", Kind: "list", Case: "lower", Blocks: server, Means: "Product types she has bought."},
	{Name: "bought.tags", Kind: "list", Case: "lower", Blocks: server, Means: "Tags of products she has bought."},

	{Name: "order.value", Kind: "number", Blocks: checkout, Means: "What this order costs in all, in the shop's currency."},
	{Name: "order.items", Kind: "number", Blocks: checkout, Means: "How many pieces were ordered."},
	{Name: "order.discount_codes", Kind: "list", Case: "lower", Blocks: checkout, Means: "Discount codes used on this order."},
	{Name: "order.products", Kind: "list", Case: "lower", Blocks: server, Means: "Handles of the products in this order."},
	{Name: "order.skus", Kind: "list", Blocks: checkout, Means: "SKUs of the variants in this order."},
	{Name: "order.collections", Kind: "list", Case: "lower", Blocks: server, Means: "Handles of the collections in this order."},
	{Name: "order.vendors", Kind: "list", Case: "lower", Blocks: server, Means: "Vendors in this order."},
	{Name: "order.types", Kind: "list", Case: "lower", Blocks: server, Means: "Product types in this order."},
	{Name: "order.tags", Kind: "list", Case: "lower", Blocks: server, Means: "Tags of the products in this order."},
	{Name: "order.country", Kind: "text", Case: "upper", Blocks: checkout, Means: "Country it goes to, as ISO code."},
	{Name: "order.region", Kind: "text", Case: "upper", Blocks: checkout, Means: "Province or state it goes to, as code."},
	{Name: "order.delivery", Kind: "text", Values: []string{"shipping", "local", "pickup", "pickup_point", "none"}, Blocks: server, Means: "How this order is delivered."},
	{Name: "order.channel", Kind: "text", Case: "lower", Blocks: server, Means: "Sales channel this order came through."},

	{Name: "cart.value", Kind: "number", Blocks: theme, Means: "What the cart costs, in the shop's currency."},
	{Name: "cart.items", Kind: "number", Blocks: theme, Means: "How many pieces are in the cart."},
	{Name: "cart.products", Kind: "list", Case: "lower", Blocks: theme, Means: "Handles of the products in the cart."},
	{Name: "cart.vendors", Kind: "list", Case: "lower", Blocks: theme, Means: "Vendors in the cart."},
	{Name: "cart.types", Kind: "list", Case: "lower", Blocks: theme, Means: "Product types in the cart."},

	{Name: "visit.surface", Kind: "text", Values: surfaces(), Blocks: anywhere, Means: "Where she would be asked."},
	{Name: "visit.device", Kind: "text", Values: []string{"phone", "tablet", "desktop"}, Blocks: theme, Means: "What she looks at it with."},
	{Name: "visit.country", Kind: "text", Case: "upper", Blocks: anywhere, Means: "Country she shops in, as ISO code."},
	{Name: "visit.language", Kind: "text", Case: "lower", Blocks: anywhere, Means: "Language she reads, without its region."},
	{Name: "visit.locale", Kind: "text", Blocks: anywhere, Means: "Language tag of the page she reads."},
	{Name: "visit.referrer", Kind: "text", Case: "lower", Blocks: theme, Means: "Host of the site that sent her."},
	{Name: "visit.utm.source", Kind: "text", Case: "lower", Blocks: campaign, Means: "utm_source she came with."},
	{Name: "visit.utm.medium", Kind: "text", Case: "lower", Blocks: campaign, Means: "utm_medium she came with."},
	{Name: "visit.utm.campaign", Kind: "text", Case: "lower", Blocks: campaign, Means: "utm_campaign she came with."},
	{Name: "visit.page", Kind: "text", Values: []string{"home", "product", "collection", "cart", "search", "article", "page", "other"}, Blocks: theme, Means: "Kind of page she is on."},
	{Name: "visit.product", Kind: "text", Case: "lower", Blocks: theme, Means: "Handle of the product on the page."},
	{Name: "visit.collection", Kind: "text", Case: "lower", Blocks: theme, Means: "Handle of the collection on the page."},
	{Name: "visit.article", Kind: "text", Case: "lower", Blocks: theme, Means: "Handle of the article on the page, \"blog/article\"."},
	{Name: "visit.products_viewed", Kind: "number", Blocks: theme, Means: "How many products she has looked at in this visit."},
}

var byName = index(Vocabulary)

// answers is what the name of an answer's fact begins with.
const answers = "answers."

// Answer is the fact of every answer. Beside the answer itself a rule can ask for a
// part of it: "other" is what she wrote in, "part" and "place" are a slot's, and a
// number is a place in a ranking, "0" the best.
var Answer = Fact{Name: answers + "<key>", Kind: "any", Blocks: app.Surfaces, Means: "Her latest answer to the question of that key, in whatever survey."}

var answerName = regexp.MustCompile(`^(answers\.[a-z][a-z0-9_]{1,63})(?:\.(other|part|place|[0-9]{1,2}))?$`)

// Find is the fact of a name.
func Find(name string) (Fact, bool) {
	if fact, ok := byName[name]; ok {
		return fact, true
	}
	if answerName.MatchString(name) {
		return Answer, true
	}
	return Fact{}, false
}

// Markdown is the vocabulary as a table for people.
func Markdown() string {
	var b strings.Builder
	b.WriteString("| fact | kind | means | known in the blocks of |\n|---|---|---|---|\n")
	for _, f := range append(slices.Clone(Vocabulary), Answer) {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.Name, f.describe(), f.Means, strings.Join(names(f.Blocks), ", "))
	}
	return b.String()
}

func (f Fact) describe() string {
	switch {
	case len(f.Values) > 0:
		return f.Kind + ": " + strings.Join(f.Values, ", ")
	case f.Case != "":
		return f.Kind + ", " + f.Case + " case"
	default:
		return f.Kind
	}
}

func surfaces() []string { return names(app.Surfaces) }

func names(places []app.Surface) []string {
	var all []string
	for _, p := range places {
		all = append(all, string(p))
	}
	return all
}

func index(facts []Fact) map[string]Fact {
	m := make(map[string]Fact, len(facts))
	for _, f := range facts {
		m[f.Name] = f
	}
	return m
}
