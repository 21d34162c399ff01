package search_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
)

const (
	syntax  = "https://shopify.dev/docs/api/usage/search-syntax"
	orders  = "https://shopify.dev/docs/api/admin-graphql/2026-10/queries/orders"
	filters = "https://shopify.dev/docs/apps/build/metafields/query-using-metafields"
	// observed marks what Shopify was seen to do where its pages say nothing.
	observed = "observed"
)

var (
	stockholm = time.FixedZone("Europe/Stockholm", 3600)
	now       = time.Date(2026, 10, 15, 12, 0, 0, 0, stockholm)
)

// bob is a customer with something in every kind of field.
func bob(field string) []search.Value {
	switch field {
	case search.Default:
		return []search.Value{search.Text("Bob Norman"), search.Keyword("bob.norman@mail.example")}
	case "first_name":
		return []search.Value{search.Text("Bob")}
	case "name":
		return []search.Value{search.Text("Bob Norman")}
	case "email":
		return []search.Value{search.Keyword("bob.norman@mail.example")}
	case "tag":
		return []search.Value{search.Keyword("VIP"), search.Keyword("Sale Shopper")}
	case "state", "status":
		return []search.Value{search.Keyword("ENABLED")}
	case "id":
		return []search.Value{search.Number(1018520244)}
	case "orders_count", "age":
		return []search.Value{search.Number(27)}
	case "created_at":
		return []search.Value{search.Time(time.Date(2020, 10, 21, 23, 39, 20, 0, time.UTC))}
	case "accepts_marketing":
		return []search.Value{search.Bool(true)}
	case "metafields.$app.color":
		return []search.Value{search.Exact("blue")}
	case "path":
		return []search.Value{search.Keyword("a:b (c)")}
	}
	return nil
}

func TestARecordIsFoundAsShopifyDocuments(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query string
		found bool
		page  string
	}{
		// terms
		{"", true, syntax},
		{"   ", true, syntax},
		{"Bob", true, syntax},
		{"bob", true, syntax},
		{"Bob Norman", true, syntax},
		{"Norman Bob", true, syntax},
		{"Bob Smith", false, syntax},
		{"bo", false, syntax},
		{"bob.norman@mail.example", true, observed},
		{"first_name:Bob", true, syntax},
		{"first_name:Bob age:27", true, syntax},
		{"first_name:Bob age:28", false, syntax},
		{"email:BOB.NORMAN@mail.example", true, syntax},
		{"email:bob", false, syntax},
		{"id:1018520244", true, orders},
		{"id:>=1018520244", true, orders},
		{"id:>1018520244", false, orders},
		{"accepts_marketing:true", true, orders},
		{"accepts_marketing:false", false, orders},
		{"status:enabled,invited", true, orders},
		{"status:'enabled,invited'", false, syntax},
		// comparators and ranges
		{"orders_count:>16 orders_count:<=30", true, syntax},
		{"orders_count:>16 AND orders_count:<27", false, syntax},
		{"orders_count:>3", true, syntax},
		{"orders_count:<=4", false, syntax},
		// dates
		{"created_at:'2020-10-21T23:39:20Z'", true, orders},
		{"created_at:>'2020-10-21T23:39:20Z'", false, orders},
		{"created_at:>='2020-10-21T23:39:20Z'", true, orders},
		{"created_at:<now", true, orders},
		{"created_at:>now", false, orders},
		{"created_at:<='2024'", true, orders},
		{"created_at:'2020'", true, orders},
		{"created_at:2020-10-22", true, syntax}, // the shop's day, not UTC's
		{"created_at:2020-10-21", false, syntax},
		{"created_at:>2020-10-22", false, syntax},
		{"created_at:<=2020-10-22", true, syntax},
		{"created_at:>=2020-10-23", false, syntax},
		{"created_at:yesterday-ish", false, syntax},
		// modifiers
		{"-first_name:Bob", false, syntax},
		{"NOT first_name:Bob", false, syntax},
		{"NOT first_name:Anna", true, syntax},
		{"-first_name:Anna AND orders_count:>3 orders_count:<=27", true, syntax},
		{"-(tag:VIP OR tag:referral)", false, observed},
		{"not Bob", false, syntax}, // a word, and Bob's record has no "not"
		// connectives
		{"state:enabled OR state:disabled", true, syntax},
		{"state:disabled AND (\"sale shopper\" OR VIP)", false, syntax},
		{"state:enabled AND (tag:\"sale shopper\" OR tag:x)", true, syntax},
		{"bob OR norman AND shopify", false, syntax}, // (bob OR norman) AND shopify
		{"bob AND shopify OR norman", true, syntax},
		{"bob OR norman shopify", false, syntax},
		{"bob or anna", false, syntax}, // small letters are words
		// phrases, prefixes, existence
		{`first_name:"Bob Norman"`, false, syntax},
		{`name:"Bob Norman"`, true, syntax},
		{`name:"Norman Bob"`, false, syntax},
		{`"bob norman"`, true, syntax},
		{"norm*", true, syntax},
		{"name:nor*", true, syntax},
		{"tag:vi*", true, syntax},
		{"tag:'vi*'", false, syntax},
		{"tag:ip*", false, syntax},
		{"tag:*", true, syntax},
		{"published_at:*", false, syntax},
		{"-published_at:*", true, syntax},
		{"*", true, observed},
		// special characters
		{`path:"a:b (c)"`, true, syntax},
		{`path:a\:b\ \(c\)`, true, syntax},
		{`tag:vi\*`, false, syntax},
		// metafields
		{`metafields.$app.color:"blue"`, true, filters},
		{"metafields.$app.color:red", false, filters},
		{"metafields.$app.color:Blue", false, filters}, // case counts
		{"metafields.$app.color:*", true, filters},
		{"-metafields.$app.size:*", true, filters},
		{"metafields.$app.color:bl*", true, filters},
		{"metafields.$app.color:BL*", false, filters},
		// what is badly written is passed over
		{"(bob", true, observed},
		{"tag:VIP OR", true, observed},
		{"OR tag:VIP", true, observed},
		{"bob) norman", true, observed},
		{"tag:(VIP", false, observed},
		{`tag:("VIP"`, false, observed},
		{":::", true, observed},
		{"AND", true, observed},
	} {
		q, err := search.Parse(c.query)
		require.NoError(t, err, c.query)
		require.Equal(t, c.found, q.Match(bob, now), "%q, says %s", c.query, c.page)
	}
}

func TestFieldsAreListedOnceInTheOrderWritten(t *testing.T) {
	t.Parallel()
	q, err := search.Parse("-tag:a (updated_at:>2026-01-01 OR tag:b) word metafields.custom.x:*")
	require.NoError(t, err)
	require.Equal(t, []string{"tag", "updated_at", search.Default, "metafields.custom.x"}, q.Fields())
}

func TestAnUnknownFieldIsPassedOverWithAWarning(t *testing.T) {
	t.Parallel()
	known := func(field string) bool { return field == "tag" || field == "updated_at" }
	for _, c := range []struct {
		query  string
		left   []string
		fields []string
		found  bool
	}{
		{"tag:x", []string{"tag"}, nil, false},
		{"made_up:value", nil, []string{"made_up"}, true},
		{"-made_up:value", nil, []string{"made_up"}, true},
		{"(made_up:a OR other:b)", nil, []string{"made_up", "other"}, true},
		{"made_up:value tag:VIP", []string{"tag"}, []string{"made_up"}, true},
		// A time must be quoted: its colons end the value.
		{"updated_at:>2026-09-25T02:45:22.433Z", []string{"updated_at"}, []string{"45"}, false},
		{"updated_at:>'2026-09-25T02:45:22.433Z'", []string{"updated_at"}, nil, false},
	} {
		q, err := search.Parse(c.query)
		require.NoError(t, err)
		checked, warnings := q.Check(known)
		require.Equal(t, c.left, checked.Fields(), c.query)
		require.Equal(t, c.found, checked.Match(bob, now), c.query)
		var fields []string
		for _, w := range warnings {
			fields = append(fields, w.Field)
			require.Equal(t, "Invalid search field for this query.", w.Message)
			require.Equal(t, "invalid_field", w.Code)
		}
		require.Equal(t, c.fields, fields, c.query)
	}
}

func TestAWordIsWarnedOfWhereOnlyFieldsAreSearched(t *testing.T) {
	t.Parallel()
	q, err := search.Parse("bob")
	require.NoError(t, err)
	_, warnings := q.Check(func(string) bool { return false })
	require.Equal(t, []search.Warning{{Field: "default", Message: "Input must use named search fields in this query.", Code: "missing_named_field"}}, warnings)
}

func TestAQueryTooLongOrTooDeepIsRefused(t *testing.T) {
	t.Parallel()
	for _, query := range []string{strings.Repeat("a", 20_001), strings.Repeat("(", 51)} {
		_, err := search.Parse(query)
		require.Error(t, err)
	}
	_, err := search.Parse(strings.Repeat("(", 50) + strings.Repeat(" a", 9_900))
	require.NoError(t, err)
}

func TestAFieldOfWhatIsNotThereTurnsATermAround(t *testing.T) {
	t.Parallel()
	record := func(string) []search.Value {
		return []search.Value{search.Without(search.Keyword("vip"), search.Keyword("tea"))}
	}
	for query, want := range map[string]bool{"tag_not:vip": false, "tag_not:TEA": false, "tag_not:coffee": true, "-tag_not:coffee": false} {
		q, err := search.Parse(query)
		require.NoError(t, err)
		require.Equal(t, want, q.Match(record, now), query)
	}
}
