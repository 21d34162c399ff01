package site_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnOrderNamesTheCartItWasMadeOf(t *testing.T) {
	t.Parallel()
	b := open(t)
	var told struct {
		Token *string
		Count int `json:"item_count"`
	}
	look := func() {
		status, page := b.get("/cart.js")
		require.Equal(t, http.StatusOK, status)
		_, text, _ := strings.Cut(page, "\n")
		told.Token = nil
		require.NoError(t, json.Unmarshal([]byte(text), &told))
	}
	look()
	require.Nil(t, told.Token, "nothing was in it yet")
	b.fill("low-tide", 0)
	look()
	first := *told.Token
	b.fill("first-light", 0)
	look()
	require.Equal(t, first, *told.Token, "it is the same cart")
	require.Equal(t, 2, told.Count)
	status, _ := b.post("/checkout", "email=new@example.com&first=New&last=Buyer&country=SE")
	require.Equal(t, http.StatusOK, status)
	token, _, keyed := strings.Cut(first, "?key=")
	require.True(t, keyed)
	require.Equal(t, token, b.shop.Orders[len(b.shop.Orders)-1].Cart)
	look()
	require.Nil(t, told.Token, "the next one is another")
}
