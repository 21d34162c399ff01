package delivery_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// hearing is a destination that takes events, some of them only.
type hearing struct {
	*second
	since map[integrations.EventName]time.Time
}

func (h *hearing) Connect(app.Shop, map[string]string) (integrations.Conn, error) { return h, nil }

func (h *hearing) Spec() integrations.Spec {
	spec := h.second.Spec()
	spec.Stateless, spec.Known, spec.Orders = true, false, false
	return spec
}

func (h *hearing) Listens(name integrations.EventName) (time.Time, bool) {
	at, ok := h.since[name]
	return at, ok
}

const hears app.DestinationID = "flow"

func (w *world) hearing(t testingT, customers app.CustomerID, names ...integrations.EventName) *hearing {
	h := &hearing{
		second: &second{Memory: &integrationtest.Memory{Name: string(hears), Events: true}, id: hears},
		since:  map[integrations.EventName]time.Time{},
	}
	for c := range customers {
		h.AddCustomer(c + 1)
		w.memory.AddCustomer(c + 1)
	}
	for _, name := range names {
		h.since[name] = w.clock.Now()
	}
	require.NoError(t, w.store.AddDestination(context.Background(), w.shop, hears, string(hears)))
	w.lanes.Providers = append(w.lanes.Providers, h)
	return h
}

func (h *hearing) heard(id app.CustomerID) []integrations.Event {
	return h.State(integrations.Subject{Customer: id}).Events
}

// lite is a world on SQLite alone.
func lite(t *testing.T) *world {
	s, c := openStore(t, storetest.SQLite(t))
	return newWorld(t, s, c)
}

func ids(deliveries []app.Delivery) (list []app.DeliveryID) {
	for _, d := range deliveries {
		list = append(list, d.ID)
	}
	return list
}

func names(events []integrations.Event) (list []string) {
	for _, e := range events {
		list = append(list, string(e.Name)+" "+e.Properties["question"]+e.Properties["questions"]+" "+e.Properties["answer_key"])
	}
	return list
}

func TestAnAnswerIsToldOnceAndItsSuccessorAnew(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		h := w.hearing(t, 2, integrations.AnswerGiven, integrations.ProfileChanged)
		w.answer(t, said{customer: 1, answers: map[string]string{"source": "podcast", "size": "m"}})
		w.drainTo(t, hears)
		require.ElementsMatch(t, []string{"answer-given size m", "answer-given source podcast", "profile-changed size, source "}, names(h.heard(1)))
		require.Equal(t, "how", h.heard(1)[0].Properties["survey"])
		w.answer(t, said{customer: 1, answers: map[string]string{"source": "friend"}})
		w.drainTo(t, hears)
		require.Equal(t, []string{"answer-given source friend", "profile-changed source "}, names(h.heard(1)[3:]))
		n, err := w.lanes.Replay(context.Background(), w.shop, store.DeliveryFilter{IDs: ids(w.deliveries(t, app.DeliveryDone))})
		require.NoError(t, err)
		require.NotZero(t, n)
		w.drainTo(t, hears)
		require.Len(t, h.heard(1), 5, "a replay starts no workflow again")
		require.Empty(t, h.heard(2))
	})
}

func TestWhatIsOvertakenBeforeItIsToldIsNotTold(t *testing.T) {
	t.Parallel()
	w := lite(t)
	h := w.hearing(t, 1, integrations.AnswerGiven)
	w.answer(t, said{customer: 1, answers: map[string]string{"source": "podcast"}})
	w.answer(t, said{customer: 1, answers: map[string]string{"source": "friend"}})
	w.drainTo(t, hears)
	require.Equal(t, []string{"answer-given source friend"}, names(h.heard(1)))
}

func TestNothingIsToldOfBeforeAnybodyListened(t *testing.T) {
	t.Parallel()
	w := lite(t)
	h := w.hearing(t, 1)
	w.answer(t, said{customer: 1, answers: map[string]string{"source": "podcast"}})
	w.drainTo(t, hears)
	require.Empty(t, h.heard(1))
	w.clock.Advance(time.Second)
	h.since[integrations.AnswerGiven] = w.clock.Now()
	w.answer(t, said{customer: 1, answers: map[string]string{"size": "m"}})
	w.drainTo(t, hears)
	require.Equal(t, []string{"answer-given size m"}, names(h.heard(1)))
}

func TestAnEventThatMayHaveArrivedIsToldAgainByTheSameID(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		h := w.hearing(t, 1, integrations.AnswerGiven)
		w.answer(t, said{customer: 1, answers: map[string]string{"source": "podcast"}})
		h.Break(integrationtest.Lossy)
		w.drainTo(t, hears)
		h.Break(integrationtest.Fine)
		w.passing(t, time.Minute, 10*time.Second, hears)
		heard := h.heard(1)
		require.Len(t, heard, 2)
		require.Equal(t, []bool{false, true}, []bool{heard[0].Again, heard[1].Again}, "whoever can be asked is asked first")
		heard[1].Again = false
		require.Equal(t, heard[0], heard[1])
		w.passing(t, time.Hour, 10*time.Minute, hears)
		require.Len(t, h.heard(1), 2)
	})
}

func TestARefusedEventDoesNotRepeatTheOthers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		h := w.hearing(t, 1, integrations.AnswerGiven, integrations.ProfileChanged)
		h.RefuseEvents(integrations.ProfileChanged, true)
		w.answer(t, said{customer: 1, answers: map[string]string{"source": "podcast"}})
		w.drainTo(t, hears)
		parked := w.deliveries(t, app.DeliveryParked)
		require.Len(t, parked, 1)
		h.RefuseEvents(integrations.ProfileChanged, false)
		_, err := w.lanes.Replay(context.Background(), w.shop, store.DeliveryFilter{IDs: ids(parked)})
		require.NoError(t, err)
		w.drainTo(t, hears)
		require.Equal(t, []string{"answer-given source podcast", "profile-changed source "}, names(h.heard(1)))
	})
}

func TestAGuestIsToldOfOnceSheIsKnownAndSomebodyErasedNever(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		h := w.hearing(t, 2, integrations.AnswerGiven)
		w.memory.AddOrder(5, 0)
		w.answer(t, said{order: 5, answers: map[string]string{"source": "podcast"}})
		w.drainTo(t, hears)
		require.Empty(t, h.heard(1))
		_, err := w.store.LinkOrder(context.Background(), w.shop, 5, 1)
		require.NoError(t, err)
		w.drainTo(t, hears)
		require.Equal(t, []string{"answer-given source podcast"}, names(h.heard(1)))
		require.Equal(t, "5", h.heard(1)[0].Properties["order_id"])

		w.answer(t, said{customer: 2, answers: map[string]string{"source": "podcast"}})
		require.NoError(t, w.store.EraseCustomer(context.Background(), w.shop, 2, nil))
		w.drainTo(t, hears)
		require.Empty(t, h.heard(2))
	})
}

func TestABrokenFlowDoesNotHoldBackWhatIsWrittenToTheShop(t *testing.T) {
	t.Parallel()
	w := lite(t)
	h := w.hearing(t, 1, integrations.AnswerGiven)
	for _, fault := range []integrationtest.Fault{integrationtest.Down, integrationtest.Busy, integrationtest.Revoked} {
		h.Break(fault)
		w.answer(t, said{customer: 1, answers: map[string]string{"source": string(fault)}})
		w.drainTo(t, hears)
		w.drain(t)
		require.JSONEq(t, `"`+string(fault)+`"`, string(w.customer(1).Properties["source"].JSON))
	}
	require.Empty(t, h.heard(1))
}

// takeBack takes an answer back, as the preference centre would.
func (w *world) takeBack(t *testing.T, customer app.CustomerID, question string) {
	w.clock.Advance(time.Second)
	id := app.ResponseID(uuid.NewString())
	_, err := w.store.Prefer(t.Context(), w.shop, store.Preferring{
		Customer: customer, At: w.clock.Now(), Forget: []string{question},
		Responses: []store.Submitted{{Writes: true, Reply: app.Reply{ID: id}, Response: app.Response{
			ID: id, Survey: w.survey, Version: 1, Surface: app.SurfacePreferences, SubmittedAt: w.clock.Now(),
			Answers: []app.Answer{{Question: question, Value: app.Forgotten()}},
		}}},
	})
	require.NoError(t, err)
}

func TestATakenBackAnswerChangesTheProfile(t *testing.T) {
	t.Parallel()
	w := lite(t)
	h := w.hearing(t, 1, integrations.ProfileChanged)
	w.answer(t, said{customer: 1, answers: map[string]string{"source": "podcast", "size": "m"}})
	w.drainTo(t, hears)
	w.takeBack(t, 1, "size")
	w.drainTo(t, hears)
	heard := h.heard(1)
	require.Len(t, heard, 2)
	require.Equal(t, "size", heard[1].Properties["removed"])
	require.Empty(t, heard[1].Properties["questions"])
	w.answer(t, said{customer: 1, answers: map[string]string{"size": "l"}})
	w.drainTo(t, hears)
	require.Equal(t, "size", h.heard(1)[2].Properties["questions"])
}

func TestManyEventsOfOnePersonGoInSeveralCalls(t *testing.T) {
	t.Parallel()
	w := lite(t)
	h := w.hearing(t, 1, integrations.AnswerGiven)
	answers := map[string]string{}
	w.sensitive(t, func(d *app.Document) {
		for i := range 60 {
			q := d.Questions[0]
			q.Key = fmt.Sprintf("q_%02d", i)
			d.Questions, answers[q.Key] = append(d.Questions, q), "nuts"
		}
	})
	w.answer(t, said{customer: 1, answers: answers})
	w.drainTo(t, hears)
	require.Len(t, h.heard(1), 60)
	require.Equal(t, 3, h.Calls())
	require.Empty(t, w.deliveries(t, app.DeliveryParked))
}

// What says nothing of what somebody does now, as a run or links made anew, leaves her events
// to the delivery they happened in: that one may still be waiting for its next try.
func TestOldNewsLeavesEventsToTheirOwnDelivery(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		h := w.hearing(t, 1, integrations.AnswerGiven)
		h.Refuse(integrations.Subject{Customer: 1}, true)
		w.answer(t, said{customer: 1, answers: map[string]string{"source": "podcast"}})
		w.drainTo(t, hears)
		require.Len(t, w.parkedAt(t, hears), 1)
		h.Refuse(integrations.Subject{Customer: 1}, false)

		id, err := w.store.CreateRun(ctx, w.shop, app.Run{Kind: app.RunBackfill, Destination: hears}, store.RunFilter{})
		require.NoError(t, err)
		run, err := w.store.Run(ctx, w.shop, id)
		require.NoError(t, err)
		people, err := w.store.PeoplePage(ctx, w.shop, store.RunFilter{}, "", 10)
		require.NoError(t, err)
		require.NoError(t, w.store.AdvanceRun(ctx, w.shop, run, people))
		w.drainTo(t, hears)
		require.Empty(t, h.heard(1))
		require.Len(t, w.parkedAt(t, hears), 1, "nor is what leaves them told off")

		_, err = w.lanes.Replay(ctx, w.shop, store.DeliveryFilter{IDs: ids(w.deliveries(t, app.DeliveryParked))})
		require.NoError(t, err)
		w.drainTo(t, hears)
		require.Equal(t, []string{"answer-given source podcast"}, names(h.heard(1)))
	})
}
