package storefront_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestAGuestFindsHerCodeByHerAnswerAndNobodyElseDoes(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	require.NoError(t, s.store.CreateReward(t.Context(), demo, app.RewardRule{Handle: "tenth", Kind: app.RewardFreeShipping}, "CODE-1"))
	require.NoError(t, s.store.KeepDiscount(t.Context(), demo, "tenth", "gid", time.Now()))
	s.publish("series", func(d *app.Document) { d.Reward = "tenth" }, "mail")
	guest := who{shop: s, order: "gid://shopify/OrderIdentity/5001", door: "session"}
	var said struct{ ID string }
	got := guest.says("series", map[string]any{"mail": email})
	require.Equal(t, http.StatusCreated, got.status)
	require.NoError(t, json.Unmarshal([]byte(got.body), &said))

	finds := func(response string) string {
		path, header := guest.path("next", url.Values{"survey": {"series"}, "order": {guest.order}, "response": {response}})
		return s.send("GET", path, header, "").body
	}
	require.Contains(t, finds(""), "CODE-1", "as long as the order is a guest's")
	s.ordered(5001, ada)
	require.NotContains(t, finds(""), "CODE-1", "an order's number is no secret")
	require.NotContains(t, finds(uuid.NewString()), "CODE-1")
	require.Contains(t, finds(said.ID), "CODE-1")
}
