package sandbox_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// ask reads JSON.
func (b *bench) ask(path string, into any) int {
	b.Helper()
	status, text := b.get(path)
	require.NoError(b, json.Unmarshal([]byte(text), into), text)
	return status
}

func TestAPickerFindsTheCatalogue(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var found struct {
		Items []struct {
			ID, Title, Image, Vendor, Status string
			Variants                         []struct{ ID, Title, Price string }
			RuleSet                          *struct{ AppliedDisjunctively bool }
		}
	}
	find := func(query string) {
		found.Items = nil
		require.Equal(t, http.StatusOK, b.ask("/_sandbox/catalogue?shop="+demo+"&"+query, &found))
	}
	find("type=product")
	all := len(found.Items)
	require.NotZero(t, all)
	require.Regexp(t, `^gid://shopify/ProductVariant/\d+$`, found.Items[0].Variants[0].ID)
	require.Regexp(t, `^\d+\.\d\d$`, found.Items[0].Variants[0].Price)
	status, picture := b.get(found.Items[0].Image[len(b.url):])
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, picture, "<svg")
	find("type=variant")
	require.Len(t, found.Items, all, "variants are chosen below their product")
	find("type=product&query=first+li")
	require.Equal(t, "First Light", found.Items[0].Title)
	require.Len(t, found.Items, 1)
	find("type=product&query=status:draft")
	require.Empty(t, found.Items)
	find("type=collection")
	require.NotEmpty(t, found.Items)
	var wrong map[string]string
	require.Equal(t, http.StatusBadRequest, b.ask("/_sandbox/catalogue?type=metaobject", &wrong))
	require.Equal(t, http.StatusNotFound, b.ask("/_sandbox/catalogue?type=product&shop=no.myshopify.com", &wrong))
}

func TestAnAppIsToldWhereItsExtensionsStand(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var all []struct {
		Handle, Type string
		Activations  []struct {
			Target, Handle, Status string
			Activations            []struct{ Target, ThemeID string }
		}
	}
	require.Equal(t, http.StatusOK, b.ask("/_sandbox/extensions?shop="+demo, &all))
	require.Empty(t, all, "nothing stands anywhere before the app is installed")
	b.install()
	b.ask("/_sandbox/extensions?shop="+demo, &all)
	types, places := map[string]string{}, map[string]string{}
	for _, e := range all {
		types[e.Handle] = e.Type
		if e.Type == "theme_app_extension" {
			for _, block := range e.Activations {
				require.Equal(t, "active", block.Status, block.Handle)
				first := block.Activations[0].Target
				if block.Target == "section" {
					require.Contains(t, first, "/main/"+block.Handle+"_")
				} else {
					require.Contains(t, first, "app-embeds/"+block.Handle+"_")
				}
				places[block.Handle] = first
			}
		}
	}
	require.Equal(t, "ui_extension", types["admin-customer"])
	require.Equal(t, "theme_app_extension", types["theme-blocks"])
	require.Len(t, places, 8)
	require.Equal(t, "template--cart/main/cart-reason_0", places["cart-reason"])
}

func TestPagesOfTheAdminAskTheAdminAPIWithoutAToken(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	const query = `query($id: ID!) { customer(id: $id) { displayName } }`
	var got struct {
		Data   struct{ Customer *struct{ DisplayName string } }
		Errors json.RawMessage
	}
	in := map[string]any{"query": query, "variables": map[string]any{"id": b.ada().ID}, "extensions": map[string]any{}}
	require.Equal(t, http.StatusUnauthorized, b.send("", "/_sandbox/direct?shop="+demo, in, &got))
	b.install()
	require.Equal(t, http.StatusOK, b.send("", "/_sandbox/direct?shop="+demo, in, &got))
	require.Equal(t, "Ada Lindqvist", got.Data.Customer.DisplayName)
	require.Equal(t, http.StatusOK, b.send("", "/_sandbox/direct?shop="+demo, map[string]any{"query": "{ products(first: 1) { nodes { id } } }"}, &got))
	require.Contains(t, string(got.Errors), "ACCESS_DENIED", "it may no more than the app: read_products was not granted")
	require.Equal(t, http.StatusForbidden, b.send("", "/_sandbox/direct?from=app&shop="+demo, in, nil), "the manifest does not allow the embedded app to")
	require.Equal(t, http.StatusBadRequest, b.send("", "/_sandbox/direct?shop="+demo, map[string]any{"query": " "}, nil))
}
