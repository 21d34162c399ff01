package key_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/key"
	"github.com/askwell/askwell/app/store/storetest"
)

const demo app.ShopID = "demo-shop.myshopify.com"

// ring is a keeper whose clock the test turns.
func ring(t *testing.T) (*key.Keeper, *time.Time) {
	t.Helper()
	s := storetest.New(t)
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, app.Access{Token: "t", RefreshToken: "r"}))
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	return &key.Keeper{Store: s, Now: func() time.Time { return now }}, &now
}

func cut(t *testing.T, k *key.Keeper, wish key.Wish) (app.APIKey, string) {
	t.Helper()
	made, token, err := k.Make(t.Context(), demo, "user/7", nil, wish)
	require.NoError(t, err)
	return made, token
}

var reading = key.Wish{Name: " Reports ", Scopes: []app.Scope{app.ScopeSurveysRead, app.ScopeSurveysRead}}

func TestAKeyIsKnownAgainByItsTokenAlone(t *testing.T) {
	t.Parallel()
	k, _ := ring(t)
	made, token := cut(t, k, reading)
	require.Equal(t, "Reports", made.Name)
	require.Equal(t, []app.Scope{app.ScopeSurveysRead}, made.Scopes, "each once")
	found, err := k.Open(t.Context(), token)
	require.NoError(t, err)
	require.Equal(t, []any{demo, made.ID, "user/7"}, []any{found.Shop, found.ID, found.By})

	again, _ := cut(t, k, reading)
	require.NotEqual(t, made.ID, again.ID)
	_, kept, err := k.Store.APIKeyByID(t.Context(), made.ID)
	require.NoError(t, err)
	require.NotContains(t, kept, token[len(token)-52:], "only its hash is kept")
	flipped := "a"
	if strings.HasSuffix(token, "a") {
		flipped = "b"
	}
	for _, wrong := range []string{
		"", "askw_", token[:len(token)-1], token + "a", token[:len(token)-1] + flipped, strings.ToUpper(token),
		strings.Replace(token, made.ID, again.ID, 1), "askw_aaaaaaaaaa_" + strings.Repeat("a", 52), token + "\n",
	} {
		_, err := k.Open(t.Context(), wrong)
		require.True(t, app.Is(err, app.Unauthorized), "%q", wrong)
		require.ErrorContains(t, err, "not valid", "nobody learns why")
	}
}

func TestAKeyEndsWhenItExpiresOrIsRevoked(t *testing.T) {
	t.Parallel()
	k, now := ring(t)
	wish := reading
	wish.ExpiresAt = now.Add(time.Hour)
	_, brief := cut(t, k, wish)
	lasting, long := cut(t, k, reading)
	*now = now.Add(time.Hour - time.Millisecond)
	_, err := k.Open(t.Context(), brief)
	require.NoError(t, err)
	*now = now.Add(time.Millisecond)
	_, err = k.Open(t.Context(), brief)
	require.True(t, app.Is(err, app.Unauthorized))
	require.ErrorContains(t, err, "expired")
	_, err = k.Open(t.Context(), long)
	require.NoError(t, err)
	require.NoError(t, k.Store.RevokeAPIKey(t.Context(), demo, lasting.ID))
	_, err = k.Open(t.Context(), long)
	require.True(t, app.Is(err, app.Unauthorized))
	require.ErrorContains(t, err, "revoked")
}

func TestTheDayAKeyWasUsedIsKept(t *testing.T) {
	t.Parallel()
	k, now := ring(t)
	made, token := cut(t, k, reading)
	used := func() time.Time {
		found, _, err := k.Store.APIKeyByID(t.Context(), made.ID)
		require.NoError(t, err)
		return found.UsedAt
	}
	require.True(t, used().IsZero())
	for _, day := range []time.Time{time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)} {
		*now = day.Add(13 * time.Hour)
		_, err := k.Open(t.Context(), token)
		require.NoError(t, err)
		require.True(t, used().Equal(day), "the day, and not the time")
	}
}

func TestNobodyGivesMoreThanHeMay(t *testing.T) {
	t.Parallel()
	k, _ := ring(t)
	_, _, err := k.Make(t.Context(), demo, "key/x", []app.Scope{app.ScopeSurveysRead}, key.Wish{Name: "n", Scopes: []app.Scope{app.ScopeSurveysRead, app.ScopeSurveysWrite}})
	require.True(t, app.Is(err, app.Forbidden), err)
	_, _, err = k.Make(t.Context(), demo, "key/x", []app.Scope{app.ScopeSurveysRead}, reading)
	require.NoError(t, err)
	_, _, err = k.Make(t.Context(), demo, "key/x", []app.Scope{}, reading)
	require.True(t, app.Is(err, app.Forbidden), "what may nothing gives nothing")
}

func TestAWrongWishIsRefusedFieldByField(t *testing.T) {
	t.Parallel()
	k, now := ring(t)
	for field, wish := range map[string]key.Wish{
		"name": {Name: "  ", Scopes: reading.Scopes}, "name ": {Name: strings.Repeat("ö", 81), Scopes: reading.Scopes},
		"scopes": {Name: "n"}, "scopes ": {Name: "n", Scopes: []app.Scope{"everything"}}, "expires_at": {Name: "n", Scopes: reading.Scopes, ExpiresAt: *now},
	} {
		_, _, err := k.Make(t.Context(), demo, "user/7", nil, wish)
		require.True(t, app.Is(err, app.Invalid), field)
		var told *app.Error
		require.ErrorAs(t, err, &told)
		require.Equal(t, strings.TrimSpace(field), told.Fields[0].Field)
	}
	_, _, err := k.Make(t.Context(), demo, "user/7", nil, key.Wish{Name: strings.Repeat("ö", 80), Scopes: reading.Scopes})
	require.NoError(t, err, "characters are counted, not bytes")
}

func TestAShopHasAHundredKeysAtMost(t *testing.T) {
	t.Parallel()
	k, _ := ring(t)
	first, _ := cut(t, k, reading)
	for range 99 {
		cut(t, k, reading)
	}
	_, _, err := k.Make(t.Context(), demo, "user/7", nil, reading)
	require.True(t, app.Is(err, app.Conflict), err)
	require.NoError(t, k.Store.RevokeAPIKey(t.Context(), demo, first.ID))
	cut(t, k, reading)
}
