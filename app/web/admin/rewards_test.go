package admin_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web"
)

// tended looks after a reward's pool until it holds codes.
func (b *bench) tended(handle string) {
	b.Helper()
	require.Eventually(b, func() bool {
		require.NoError(b, b.keeper.Drain(b.Context(), demo, handle))
		state, err := b.store.Reward(b.Context(), demo, handle)
		return err == nil && state.Free > 0 && !state.Changed
	}, 30*time.Second, 20*time.Millisecond)
}

// earned is a customer whose answers were the last a reward wanted.
func (b *bench) earned(handle string, customer app.CustomerID, id app.ResponseID) {
	b.Helper()
	_, err := b.store.RecordResponse(b.Context(), demo, store.Submitted{
		Customer: customer, Earns: store.Earning{Reward: handle}, Reply: app.Reply{ID: id},
		Response: app.Response{ID: id, Survey: "survey", Version: 1, Surface: app.SurfaceTheme, SubmittedAt: time.Now()},
	})
	require.NoError(b, err)
}

type told = map[string]any

func TestARewardIsCreatedWatchedChangedAndEnded(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	var empty, made, got told
	require.Equal(t, http.StatusOK, b.call("GET", "/rewards", demo, nil, &empty))
	require.Equal(t, told{"currency": "EUR", "rewards": []any{}}, empty)

	rule := told{"handle": "fiver", "title": "Five off", "kind": "amount", "value": "5", "currency": "EUR", "prefix": "FIVE", "most_money": "12.50"}
	require.Equal(t, http.StatusCreated, b.call("POST", "/rewards", demo, rule, &made))
	want := told{
		"handle": "fiver", "title": "Five off", "kind": "amount", "value": "5", "currency": "EUR", "prefix": "FIVE", "most_money": "12.50",
		"state": "active", "most": 2.0, "promised": 0.0, "issued": 0.0, "owed": 0.0, "free": 0.0, "spent": "0.00", "made": false, "surveys": []any{},
	}
	require.Equal(t, want, made)
	require.Equal(t, http.StatusConflict, b.call("POST", "/rewards", demo, rule, nil))

	promising := document("heard")
	promising.Reward = "fiver"
	var asking survey
	require.Equal(t, http.StatusCreated, b.call("POST", "/surveys", demo, told{"document": promising}, &asking))
	b.earned("fiver", 7, "0198a000-0000-7000-8000-000000000001")
	require.Equal(t, http.StatusOK, b.call("GET", "/rewards/fiver", demo, nil, &got))
	want["promised"], want["owed"], want["spent"] = 1.0, 1.0, "5.00"
	want["surveys"] = []any{told{"id": string(asking.ID), "title": "How did you hear about us?"}}
	require.Equal(t, want, got)

	b.tended("fiver")
	b.earned("fiver", 8, "0198a000-0000-7000-8000-000000000002")
	var list struct{ Rewards []told }
	require.Equal(t, http.StatusOK, b.call("GET", "/rewards", demo, nil, &list))
	want["promised"], want["issued"], want["owed"], want["spent"], want["made"], want["state"] = 2.0, 2.0, 0.0, "10.00", true, "spent"
	require.Equal(t, []told{want}, list.Rewards)

	ends := time.Now().Add(24 * time.Hour).UTC().Truncate(time.Second)
	change := told{"title": "Still five", "most_money": "20", "ends_at": ends.Format(time.RFC3339), "valid_days": 7}
	got = nil
	require.Equal(t, http.StatusOK, b.call("PUT", "/rewards/fiver", demo, change, &got))
	require.Equal(t, true, got["changed"])
	require.Equal(t, ends.AddDate(0, 0, 7).Format(time.RFC3339), got["valid_until"])
	b.tended("fiver")
	got = nil
	require.Equal(t, http.StatusOK, b.call("POST", "/rewards/fiver/end", demo, nil, &got))
	require.Equal(t, "ended", got["state"])
}

func TestAWrongRewardIsRefusedFieldByField(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	ten := told{"handle": "ten", "title": "Ten", "kind": "percentage", "value": "10", "most_codes": 3}
	require.Equal(t, http.StatusCreated, b.call("POST", "/rewards", demo, ten, nil))
	for i := range app.CustomerID(2) {
		b.earned("ten", i+1, app.ResponseID("0198a000-0000-7000-8000-00000000000"+string(rune('1'+i))))
	}
	past := time.Now().Add(-time.Hour).Format(time.RFC3339)
	for field, one := range map[string]struct {
		method, path string
		body         told
	}{
		"value":      {"POST", "/rewards", told{"handle": "x", "title": "X", "kind": "percentage", "value": "200"}},
		"currency":   {"POST", "/rewards", told{"handle": "x", "title": "X", "kind": "amount", "value": "5", "currency": "USD"}},
		"product":    {"POST", "/rewards", told{"handle": "x", "title": "X", "kind": "gift"}},
		"kind":       {"POST", "/rewards", told{"handle": "x", "title": "X", "kind": "cash"}},
		"surprise":   {"POST", "/rewards", told{"handle": "x", "title": "X", "kind": "free_shipping", "surprise": 1}},
		"most_codes": {"PUT", "/rewards/ten", told{"title": "Ten", "most_codes": 1}},
		"ends_at":    {"PUT", "/rewards/ten", told{"title": "Ten", "ends_at": past}},
		"title":      {"PUT", "/rewards/ten", told{"title": ""}},
	} {
		var problem web.Problem
		require.Equal(t, http.StatusUnprocessableEntity, b.call(one.method, one.path, demo, one.body, &problem), field)
		require.Equal(t, field, problem.Errors[0].Field)
	}
}

func TestAShopSeesNoRewardOfAnother(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	require.Equal(t, http.StatusCreated, b.call("POST", "/rewards", demo, told{"handle": "free", "title": "Free", "kind": "free_shipping"}, nil))
	var list struct{ Rewards []any }
	require.Equal(t, http.StatusOK, b.call("GET", "/rewards", other, nil, &list))
	require.Empty(t, list.Rewards)
	require.Equal(t, http.StatusNotFound, b.call("GET", "/rewards/free", other, nil, nil))
	require.Equal(t, http.StatusNotFound, b.call("PUT", "/rewards/free", other, told{"title": "Mine"}, nil))
	require.Equal(t, http.StatusNotFound, b.call("POST", "/rewards/free/end", other, nil, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/rewards/%00", demo, nil, nil))
}
