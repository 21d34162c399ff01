package admin_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// deliverable is a delivery as the list tells of it.
type deliverable struct {
	ID, Destination, Title, State, Cause, Reason, Response string
	Tries                                                  int
	Undone                                                 bool
	Person                                                 *struct{ Customer, Email, Order string }
	Survey                                                 *struct{ ID, Title string }
}

func (b *bench) deliveries(query string) (list []deliverable, next string) {
	b.Helper()
	var page struct {
		Deliveries []deliverable
		Next       string
	}
	require.Equal(b, http.StatusOK, b.call("GET", "/deliveries"+query, demo, nil, &page))
	return page.Deliveries, page.Next
}

// wrote has the lane send what waits, and write one tag of whom each is about.
func (b *bench) wrote(tag string) {
	b.Helper()
	lane, err := b.store.LeaseLane(b.Context(), demo, app.ShopifyDestination, time.Now().Add(time.Minute))
	require.NoError(b, err)
	due, err := b.store.DueDeliveries(b.Context(), demo, app.ShopifyDestination, 100)
	require.NoError(b, err)
	for _, d := range due {
		her, err := b.store.Profile(b.Context(), demo, d.Profile)
		require.NoError(b, err)
		name := app.CustomerSubject(her.Customer)
		receipt := app.Receipt{Destination: app.ShopifyDestination, Subject: name, Property: "tag:" + tag, Delivery: d.ID}
		require.NoError(b, b.store.Intend(b.Context(), demo, lane, store.Intention{
			Touched: []app.Receipt{receipt},
			Writes:  []app.Write{{Shop: demo, Destination: app.ShopifyDestination, Delivery: d.ID, Subject: name, Property: receipt.Property, After: app.Stand{There: true}}},
		}))
		d.State, d.Attempts, d.FinishedAt = app.DeliveryDone, 1, time.Now()
		require.NoError(b, b.store.Settle(b.Context(), demo, lane, store.Settlement{
			Until: time.Now().Add(time.Minute), Deliveries: []app.Delivery{d}, Confirmed: []app.Receipt{receipt},
			Attempts: []app.Attempt{{ID: uuid.NewString(), Delivery: d.ID, Number: 1, Class: "ok", Status: 200, Excerpt: "{}", Cost: 10, StartedAt: time.Now(), Duration: time.Millisecond}},
		}))
	}
}

func TestDeliveriesAreListedNarrowedAndTurned(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	for customer := range app.CustomerID(3) {
		b.answered(made.ID, app.ResponseID(uuid.NewString()), 7001+customer, `"friend"`, time.Now())
	}
	require.NoError(t, b.store.LearnContact(t.Context(), demo, store.Contact{Customer: 7002, Email: "ada@example.com", At: time.Now()}))

	list, next := b.deliveries("?limit=2&state=waiting")
	require.Len(t, list, 2)
	rest, end := b.deliveries("?limit=2&state=waiting&cursor=" + next)
	require.Len(t, rest, 1)
	require.Empty(t, end)
	require.Equal(t, "answer", list[0].Cause)
	require.Equal(t, "How did you hear about us?", list[0].Survey.Title)
	require.NotEmpty(t, list[0].Response)

	hers, _ := b.deliveries("?person=ada@example.com&survey=" + string(made.ID))
	require.Len(t, hers, 1)
	require.Equal(t, "7002", hers[0].Person.Customer)
	require.Equal(t, "ada@example.com", hers[0].Person.Email)
	for _, none := range []string{"?person=nobody@example.com", "?destination=klaviyo", "?survey=other", "?state=parked", "?since=2099-01-01T00:00:00Z"} {
		list, _ = b.deliveries(none)
		require.Empty(t, list, none)
	}
	others, _ := b.deliveries("?person=7001")
	require.Len(t, others, 1)
}

func TestWhatADeliveryWroteIsToldTakenBackAndSentAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7001, `"friend"`, time.Now())
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7002, `"friend"`, time.Now())
	b.wrote("askwell:source:friend")
	list, _ := b.deliveries("?person=7001")
	require.Len(t, list, 1)
	one := list[0]
	require.Equal(t, "done", one.State)

	var whole struct {
		deliverable
		Attempts []struct {
			Class, Excerpt string
			Status, Cost   int
		}
		Writes []struct {
			Subject, Property string
			Before, After     struct{ There bool }
		}
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/deliveries/"+one.ID, demo, nil, &whole))
	require.Equal(t, "7001", whole.Person.Customer)
	require.Equal(t, 200, whole.Attempts[0].Status)
	require.Len(t, whole.Writes, 1)
	require.Equal(t, "tag:askwell:source:friend", whole.Writes[0].Property)
	require.False(t, whole.Writes[0].Before.There)
	require.True(t, whole.Writes[0].After.There)
	read, err := b.store.AuditLog(t.Context(), demo, store.AuditFilter{Subject: app.CustomerSubject(7001)}, 10)
	require.NoError(t, err)
	require.NotEmpty(t, read, "who saw it is kept")

	var problem told
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/deliveries/undo", demo, told{}, &problem), "everything has to be said")
	require.Equal(t, http.StatusNotFound, b.call("GET", "/deliveries/"+uuid.NewString(), demo, nil, nil))

	var undone app.Undone
	require.Equal(t, http.StatusOK, b.call("POST", "/deliveries/undo", demo, told{"all": true, "dry": true}, &undone))
	require.Equal(t, 2, undone.Places)
	require.Equal(t, http.StatusOK, b.call("POST", "/deliveries/undo", demo, told{"ids": []string{one.ID}}, &undone))
	require.Equal(t, 1, undone.Places)
	list, _ = b.deliveries("?person=7001&state=done")
	require.True(t, list[0].Undone)
	list, _ = b.deliveries("?person=7001&state=waiting")
	require.Equal(t, "undo", list[0].Cause)
	require.Nil(t, list[0].Survey)

	var again struct{ Deliveries int }
	require.Equal(t, http.StatusOK, b.call("POST", "/deliveries/replay", demo, told{"ids": []string{one.ID}, "dry": true}, &again))
	require.Equal(t, 1, again.Deliveries)
	list, _ = b.deliveries("?person=7001&state=done")
	require.Len(t, list, 1, "nothing was changed")
	require.Equal(t, http.StatusOK, b.call("POST", "/deliveries/replay", demo, told{"ids": []string{one.ID}}, &again))
	require.Equal(t, 1, again.Deliveries)
	list, _ = b.deliveries("?person=7001&state=done")
	require.Empty(t, list, "it waits again")
	var many struct {
		Run struct {
			ID app.RunID
			Of string
		}
	}
	require.Equal(t, http.StatusAccepted, b.call("POST", "/deliveries/replay", demo, told{"destination": "shopify", "person": "7002"}, &many))
	require.Equal(t, "deliveries", many.Run.Of)
	_, err = b.runs.Drain(t.Context(), demo, many.Run.ID)
	require.NoError(t, err)
	list, _ = b.deliveries("?person=7002&state=waiting")
	require.Len(t, list, 1, "a run does more than one at a time")
}

// What is about many is done by a run: it is told how far that is, and a second one waits.
func TestManyDeliveriesAreTakenBackAndSentAgainByARun(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	b.crowd(3)
	require.Equal(t, http.StatusOK, b.call("PUT", "/destinations/tool/mapping", demo, b.mapped(), nil))
	var run struct{ ID app.RunID }
	begin := func(name, path string, body told) {
		t.Helper()
		var begun struct{ Run struct{ ID app.RunID } }
		require.NoError(t, json.Unmarshal(b.golden(name, "POST", path, body, http.StatusAccepted), &begun))
		run.ID = begun.Run.ID
	}
	require.NoError(t, json.Unmarshal(b.golden("run-begun-of-all", "POST", "/runs", told{"destination": "tool", "kind": "backfill"}, http.StatusCreated), &run))
	b.through(run.ID)

	b.golden("deliveries-undo-counted", "POST", "/deliveries/undo", told{"destination": "tool", "dry": true}, http.StatusOK)
	begin("deliveries-undo", "/deliveries/undo", told{"destination": "tool"})
	b.golden("deliveries-undo-busy", "POST", "/deliveries/undo", told{"all": true}, http.StatusConflict)
	b.golden("deliveries-replay-busy", "POST", "/deliveries/replay", told{"destination": "tool"}, http.StatusConflict)
	b.golden("run-undo-paused", "POST", "/runs/"+string(run.ID)+"/pause", nil, http.StatusOK)
	b.golden("run-undo-resumed", "POST", "/runs/"+string(run.ID)+"/resume", nil, http.StatusOK)
	b.gone("GET", "/runs/"+string(run.ID), nil)
	b.through(run.ID)
	b.golden("run-undo-done", "GET", "/runs/"+string(run.ID), nil, http.StatusOK)
	b.golden("deliveries-replay-counted", "POST", "/deliveries/replay", told{"destination": "tool", "dry": true}, http.StatusOK)
	begin("deliveries-replay", "/deliveries/replay", told{"all": true})
	b.golden("run-everywhere", "POST", "/runs/"+string(run.ID)+"/cancel", nil, http.StatusOK)
	b.golden("runs-of-deliveries", "GET", "/runs?destination=tool", nil, http.StatusOK)
	require.Equal(t, http.StatusNotFound, b.call("POST", "/deliveries/undo", demo, told{"destination": "nothing"}, nil))
}
