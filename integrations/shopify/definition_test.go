package shopify_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify"
)

// cabinet answers about definitions: what is there, and what is made.
type cabinet struct {
	have    map[string]string // "OWNER key" → type
	open    bool              // what is there can be filtered by
	made    []map[string]any
	changed []map[string]any
	refuse  func(definition map[string]any) string // a code, "" to make it
	perPage int
}

// ServeHTTP implements http.Handler.
func (c *cabinet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Query     string
		Variables struct {
			Owner      string
			After      string
			Definition map[string]any
		}
	}
	_ = json.NewDecoder(r.Body).Decode(&in)
	if strings.HasPrefix(in.Query, "query") {
		next, more := "", "false"
		if c.perPage > 0 && in.Variables.After == "" {
			next, more = "2", "true"
		}
		var nodes []string
		for name, kind := range c.have {
			if owner, key, _ := strings.Cut(name, " "); owner == in.Variables.Owner && (c.perPage == 0 || next == "") {
				nodes = append(nodes, fmt.Sprintf(`{"key":%q,"type":{"name":%q},"capabilities":{"adminFilterable":{"enabled":%t}}}`, key, kind, c.open))
			}
		}
		_, _ = io.WriteString(w, `{"data":{"metafieldDefinitions":{"nodes":[`+strings.Join(nodes, ",")+
			`],"pageInfo":{"hasNextPage":`+more+`,"endCursor":"`+next+`"}}}}`)
		return
	}
	errors := "[]"
	if c.refuse != nil {
		if code := c.refuse(in.Variables.Definition); code != "" {
			errors = `[{"field":["definition"],"code":"` + code + `","message":"no"}]`
		}
	}
	if strings.HasPrefix(in.Query, "mutation UpdateDefinition") {
		c.changed = append(c.changed, in.Variables.Definition)
		_, _ = io.WriteString(w, `{"data":{"metafieldDefinitionUpdate":{"userErrors":`+errors+`}}}`)
		return
	}
	if errors == "[]" {
		c.made = append(c.made, in.Variables.Definition)
	}
	_, _ = io.WriteString(w, `{"data":{"metafieldDefinitionCreate":{"userErrors":`+errors+`}}}`)
}

func TestDefinitionsAreMadeOnceAndFilterableWhereTheyCanBe(t *testing.T) {
	t.Parallel()
	c := &cabinet{have: map[string]string{"CUSTOMER there": "single_line_text_field"}, perPage: 1}
	admin := serve(t, c.ServeHTTP).Admin(shop, shopify.TokenFunc(token))
	require.NoError(t, admin.EnsureDefinitions(t.Context(), []shopify.Definition{
		{Owner: shopify.OwnerCustomer, Key: "there", Name: "There", Kind: app.KindChoice},
		{Owner: shopify.OwnerCustomer, Key: "source", Name: "How did you hear of us?", Kind: app.KindChoice},
		{Owner: shopify.OwnerCustomer, Key: "source", Name: "Asked twice", Kind: app.KindChoice},
		{Owner: shopify.OwnerOrder, Key: "note", Name: strings.Repeat("ö", 200), Kind: app.KindText},
	}))
	require.Len(t, c.made, 2)
	require.Equal(t, map[string]any{
		"ownerType": "CUSTOMER", "namespace": "$app", "key": "source", "name": "How did you hear of us?", "type": "single_line_text_field",
		"access":       map[string]any{"admin": "MERCHANT_READ", "storefront": "NONE", "customerAccount": "READ"},
		"capabilities": map[string]any{"adminFilterable": map[string]any{"enabled": true}},
	}, c.made[0])
	require.Equal(t, "ORDER", c.made[1]["ownerType"])
	require.Equal(t, "NONE", c.made[1]["access"].(map[string]any)["customerAccount"], "an order's page may be open to others")
	require.Equal(t, "multi_line_text_field", c.made[1]["type"])
	require.NotContains(t, c.made[1], "capabilities")
	require.Equal(t, strings.Repeat("ö", 127), c.made[1]["name"])
}

func TestADefinitionMadeMeanwhileOrNotFilterableIsFine(t *testing.T) {
	t.Parallel()
	wanted := []shopify.Definition{{Owner: shopify.OwnerCustomer, Key: "source", Name: "x", Kind: app.KindChoice}}
	taken := &cabinet{refuse: func(map[string]any) string { return "TAKEN" }}
	require.NoError(t, serve(t, taken.ServeHTTP).Admin(shop, shopify.TokenFunc(token)).EnsureDefinitions(t.Context(), wanted))

	full := &cabinet{refuse: func(d map[string]any) string {
		if d["capabilities"] != nil {
			return "OWNER_TYPE_LIMIT_EXCEEDED_FOR_USE_AS_ADMIN_FILTERS"
		}
		return ""
	}}
	require.NoError(t, serve(t, full.ServeHTTP).Admin(shop, shopify.TokenFunc(token)).EnsureDefinitions(t.Context(), wanted))
	require.Len(t, full.made, 1)
}

func TestADefinitionOfAnotherTypeIsAConflict(t *testing.T) {
	t.Parallel()
	c := &cabinet{have: map[string]string{"CUSTOMER source": "number_integer"}}
	wanted := []shopify.Definition{{Owner: shopify.OwnerCustomer, Key: "source", Name: "x", Kind: app.KindChoice}}
	err := serve(t, c.ServeHTTP).Admin(shop, shopify.TokenFunc(token)).EnsureDefinitions(t.Context(), wanted)
	require.True(t, app.Is(err, app.Conflict))
	c = &cabinet{refuse: func(map[string]any) string { return "RESERVED_NAMESPACE_KEY" }}
	err = serve(t, c.ServeHTTP).Admin(shop, shopify.TokenFunc(token)).EnsureDefinitions(t.Context(), wanted)
	require.True(t, app.Is(err, app.Rejected))
	err = serve(t, status(503)).Admin(shop, shopify.TokenFunc(token)).EnsureDefinitions(t.Context(), wanted)
	require.True(t, app.Is(err, app.Unavailable))
}

func TestNobodyIsFoundByASensitiveAnswer(t *testing.T) {
	t.Parallel()
	c := &cabinet{have: map[string]string{"CUSTOMER faith": "single_line_text_field", "CUSTOMER source": "single_line_text_field"}, open: true}
	admin := serve(t, c.ServeHTTP).Admin(shop, shopify.TokenFunc(token))
	wanted := []shopify.Definition{
		{Owner: shopify.OwnerCustomer, Key: "source", Name: "x", Kind: app.KindChoice},
		{Owner: shopify.OwnerCustomer, Key: "faith", Name: "x", Kind: app.KindChoice, Sensitive: true},
		{Owner: shopify.OwnerCustomer, Key: "health", Name: "x", Kind: app.KindChoices, Sensitive: true},
	}
	require.NoError(t, admin.EnsureDefinitions(t.Context(), wanted))
	require.Len(t, c.made, 1)
	require.Equal(t, "health", c.made[0]["key"])
	require.NotContains(t, c.made[0], "capabilities")
	require.Equal(t, []map[string]any{{
		"ownerType": "CUSTOMER", "namespace": "$app", "key": "faith",
		"capabilities": map[string]any{"adminFilterable": map[string]any{"enabled": false}},
	}}, c.changed, "what could be filtered by before it was sensitive cannot any more")

	c.open, c.changed = false, nil
	require.NoError(t, admin.EnsureDefinitions(t.Context(), wanted[:2]))
	require.Empty(t, c.changed)

	c.open, c.refuse = true, func(map[string]any) string { return "CAPABILITY_CANNOT_BE_DISABLED" }
	require.True(t, app.Is(admin.EnsureDefinitions(t.Context(), wanted[:2]), app.Rejected))
}
