package salesmanago_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/salesmanago"
	"github.com/askwell/askwell/integrations/salesmanago/double"
)

func set(key, text string) integrations.Property {
	raw, _ := json.Marshal(text)
	return integrations.Property{Key: key, Label: key, Type: app.FieldText, Value: app.Value{Kind: app.KindText, JSON: raw}}
}

func shown(stage *integrationtest.Stage) double.Shown { return stage.State().(double.Shown) }

func person(t *testing.T, stage *integrationtest.Stage, email string) double.Contact {
	t.Helper()
	for _, p := range shown(stage).People {
		if p.Email == email {
			return p
		}
	}
	require.Fail(t, "nobody has this address")
	return double.Contact{}
}

func granted(channel app.Channel, at time.Time) integrations.Consent {
	return integrations.Consent{Channel: channel, Purpose: app.PurposeMarketing, State: app.ConsentGranted, At: at}
}

func one(t *testing.T, conn integrations.Conn, c integrations.Change) integrations.Outcome {
	t.Helper()
	return conn.Apply(t.Context(), []integrations.Change{c})[0]
}

func TestAnswersSubscribeNobodyAndSendNoMail(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]map[string]string{"plain": nil, "double opt-in": {"doi_template": "7", "doi_account": "8", "doi_subject": "Sure?"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			stage, _ := staged(t)
			for key, value := range settings {
				stage.Settings[key] = value
			}
			conn := stage.Connect(t)
			answers := func(email string) integrations.Change {
				return integrations.Change{
					Subject: integrations.Subject{Email: email, Phone: "+4520888888"}, Set: []integrations.Property{set("askwell_skin", "dry")}, AddTags: []string{"ASKWELL_DRY"},
					Events: []integrations.Event{{ID: "1", Name: integrations.AnswerGiven, At: stage.Now(), Properties: map[string]string{"answer": "dry"}}},
				}
			}
			quiet := answers("quiet@example.com")
			quiet.Quiet = true
			for _, batch := range [][]integrations.Change{{answers("alone@example.com")}, {answers("some@example.com"), answers(people[0].Email)}, {quiet}} {
				for _, o := range conn.Apply(t.Context(), batch) {
					require.Equal(t, integrations.OK, o.Class, o.Reason)
				}
			}
			stage.Pass(t, time.Minute)
			require.Zero(t, shown(stage).Mails)
			require.Zero(t, shown(stage).Subscribed)
			for _, p := range shown(stage).People {
				require.True(t, p.OptedOut && p.PhoneOut)
				require.NotEqual(t, "+4520888888", p.Phone, "a number is told with a consent to text messages alone")
			}
		})
	}
}

func TestATagIsCalledWhatItBecomesThere(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{
		"askwell_skin_dry": "ASKWELL_SKIN_DRY", "quiz: Öl & Łódź": "QUIZ__OL___LODZ", "a,b": "A_B", "søt 🍰": "SOT__", "[x](y){z}-1": "[X](Y){Z}-1", " Straße ": "STRASSE",
	} {
		require.Equal(t, want, salesmanago.Tag(tag))
		require.Equal(t, want, salesmanago.Tag(want), "and is then called that")
		stage, _ := staged(t)
		conn := stage.Connect(t)
		require.Equal(t, integrations.OK, one(t, conn, integrations.Change{Subject: people[1], AddTags: []string{tag}}).Class)
		require.Equal(t, map[string]int{want: 1}, person(t, stage, people[1].Email).Tags)
		require.Equal(t, integrations.OK, one(t, conn, integrations.Change{Subject: people[1], RemoveTags: []string{tag}}).Class)
		require.Empty(t, person(t, stage, people[1].Email).Tags)
	}
}

func TestATagIsNotScoredAndAnExclusiveOneIsChangedInOneCall(t *testing.T) {
	t.Parallel()
	stage, _ := staged(t)
	conn := stage.Connect(t)
	before := shown(stage).Calls
	for _, c := range []integrations.Change{
		{Subject: people[1], AddTags: []string{"DRY"}}, {Subject: people[1], AddTags: []string{"DRY"}}, {Subject: people[1], AddTags: []string{"OILY"}, RemoveTags: []string{"DRY"}},
	} {
		require.Equal(t, integrations.OK, one(t, conn, c).Class)
	}
	require.Equal(t, map[string]int{"OILY": 1}, person(t, stage, people[1].Email).Tags)
	require.Equal(t, 3, shown(stage).Calls-before)
}

// longestLook is how many seconds a batch is waited for, with a look in each.
const longestLook = 8

func TestABatchLosesNobodyWithoutAWord(t *testing.T) {
	t.Parallel()
	stage, _ := staged(t)
	var changes []integrations.Change
	for i := range 450 {
		email := fmt.Sprintf("p%d@example.com", i)
		if i == 77 {
			email = "p77@example"
		}
		changes = append(changes, integrations.Change{Subject: integrations.Subject{Email: email}, AddTags: []string{"X"}})
	}
	before := shown(stage).Calls
	for i, o := range stage.Connect(t).Apply(t.Context(), changes) {
		require.Equal(t, i == 77, o.Class == integrations.Rejected, "%d: %s", i, o.Reason)
	}
	stage.Pass(t, time.Minute)
	require.Len(t, shown(stage).People, 451)
	require.LessOrEqual(t, shown(stage).Calls-before, 2+2*longestLook, "two batches, and whether they are done")
}

func TestABatchOfNewTagsIsDoneBeforeTheyAreTakenOffAgain(t *testing.T) {
	t.Parallel()
	stage, _ := staged(t)
	conn := stage.Connect(t)
	for _, o := range conn.Apply(t.Context(), []integrations.Change{{Subject: people[0], AddTags: []string{"DRY"}}, {Subject: people[1], AddTags: []string{"DRY"}}}) {
		require.Equal(t, integrations.OK, o.Class, o.Reason)
	}
	require.Empty(t, one(t, conn, integrations.Change{Subject: people[0], RemoveTags: []string{"DRY"}}).Refused)
	stage.Pass(t, time.Minute)
	require.NotContains(t, person(t, stage, people[0].Email).Tags, "DRY")
}

func TestABatchIsDoneBeforeWhatComesAfterItIsTold(t *testing.T) {
	t.Parallel()
	stage, vendor := staged(t)
	conn := stage.Connect(t)
	her, now := people[0], stage.Now().Add(-time.Hour)
	yes := granted(app.ChannelEmail, now)
	require.Empty(t, one(t, conn, integrations.Change{Subject: her, AddTags: []string{"DRY"}, Consents: []integrations.Consent{yes}}).Refused)
	no, again := yes, yes
	no.State, no.At, again.At = app.ConsentWithdrawn, now.Add(time.Minute), now.Add(2*time.Minute)
	for _, o := range conn.Apply(t.Context(), []integrations.Change{
		{Subject: her, RemoveTags: []string{"DRY"}, Consents: []integrations.Consent{no}}, {Subject: people[1], AddTags: []string{"DRY"}},
	}) {
		require.Equal(t, integrations.OK, o.Class, o.Reason)
	}
	require.True(t, person(t, stage, her.Email).OptedOut)
	again.Told = []integrations.Telling{{State: no.State, Said: no.At, From: stage.Now(), Till: stage.Now()}}
	back := integrations.Change{Subject: her, AddTags: []string{"DRY"}, Consents: []integrations.Consent{again}}
	require.Empty(t, one(t, conn, back).Refused)
	stage.Pass(t, time.Minute)
	require.False(t, person(t, stage, her.Email).OptedOut)
	require.Contains(t, person(t, stage, her.Email).Tags, "DRY")

	vendor.Change(account, func(a *double.Account) { // as if the batch were not done yet
		a.Contacts[her.Email].Properties["askwell_email_consent"] = "granted " + now.UTC().Format(time.RFC3339)
	})
	require.Equal(t, integrations.Ambiguous, one(t, conn, back).Class)
}

func TestWhoWouldOnlyLoseSomethingIsNotMade(t *testing.T) {
	t.Parallel()
	stage, _ := staged(t)
	conn := stage.Connect(t)
	eve := integrations.Subject{Email: "eve@example.com"}
	withdrawn := granted(app.ChannelEmail, stage.Now())
	withdrawn.State = app.ConsentWithdrawn
	require.Equal(t, integrations.OK, one(t, conn, integrations.Change{Subject: eve, Unset: []string{"askwell_skin"}, RemoveTags: []string{"X"}, Consents: []integrations.Consent{withdrawn}}).Class)
	require.Len(t, shown(stage).People, 2)
}

func TestStandardDetailsGoToTheirPlaces(t *testing.T) {
	t.Parallel()
	stage, _ := staged(t)
	conn := stage.Connect(t)
	birthday := integrations.Property{Key: "contact.birthday", Type: app.FieldBirthday, Value: app.Value{Kind: app.KindBirthday, JSON: json.RawMessage(`"--11-22"`)}}
	change := integrations.Change{Subject: people[0], Set: []integrations.Property{set("contact.name", "Ada"), set("address.city", "Århus"), birthday}}
	require.Equal(t, integrations.OK, one(t, conn, change).Class)
	ada := person(t, stage, people[0].Email)
	require.Equal(t, []string{"Ada", "Århus", "1122"}, []string{ada.Name, ada.Address["city"], ada.Birthday})
	keys := []string{"contact.name", "address.city", "contact.birthday"}
	read := func() map[string]app.Value {
		held, err := conn.(integrations.ReadBacker).ReadBack(t.Context(), []integrations.Look{{Subject: people[0], Properties: keys}})
		require.NoError(t, err)
		return held[0].Properties
	}
	require.JSONEq(t, `"--11-22"`, string(read()["contact.birthday"].JSON))
	require.Equal(t, integrations.OK, one(t, conn, integrations.Change{Subject: people[0], Unset: keys}).Class)
	require.Empty(t, read())
}

func TestADestinationThatOnlySaysItHasForgottenIsFoundOut(t *testing.T) {
	t.Parallel()
	stage, _ := staged(t)
	conn := stage.Connect(t)
	stage.Break(t, integrationtest.Liar)
	e := integrations.Erasure{Traces: []integrations.Trace{{Subject: people[0]}}}
	require.Equal(t, integrations.OK, conn.(integrations.Eraser).Erase(t.Context(), e).Class)
	still, err := conn.(integrations.EraseChecker).Holds(t.Context(), e)
	require.NoError(t, err)
	require.True(t, still)
}

func TestOnlyAServerOfTheirsIsCalled(t *testing.T) {
	t.Parallel()
	sound := map[string]string{"server": "app2", "domain": "pl", "client_id": "c", "api_key": "k", "api_secret": "s", "owner": "o@example.com"}
	_, err := provider(nil).Connect(app.Shop{}, sound)
	require.NoError(t, err)
	for field, wrong := range map[string]string{
		"server": "evil.example/", "domain": "com.evil.example", "client_id": "", "api_key": "", "api_secret": "", "owner": "nobody", "doi_template": "7",
	} {
		settings := map[string]string{field: wrong}
		for key, value := range sound {
			if key != field {
				settings[key] = value
			}
		}
		_, err := provider(nil).Connect(app.Shop{}, settings)
		require.True(t, app.Is(err, app.Invalid), field)
		require.ErrorContains(t, err, field)
	}
}

// canaries are a known-wrong request of each operation, as what its sound one is without.
var canaries = map[string]string{
	"contact/hasContact": `{"mail":"a@example.com"}`, "contact/upsert": `{"contact":{"email":"a@example.com","nick":"A"}}`,
	"contact/batchupsertv2": `{"upsertDetails":[{"contact":{"email":"a@example.com"},"optIn":true}]}`, "contact/list": `{"emails":["a@example.com"]}`,
	"contact/tags": `{"tag":"A"}`, "contact/delete": `{}`,
	"v2/contact/addBatchContactExtEvent": `{"events":[{"email":"a@example.com","contactEvent":{"date":1,"contactExtEventType":"POLL"}}]}`,
}

func TestTheDoubleRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	vendor := salesmanago.Provider{}.Double(time.Now)
	settings := vendor.Open(account)
	server := httptest.NewServer(vendor)
	t.Cleanup(server.Close)
	for path, wrong := range canaries {
		body := map[string]any{"clientId": settings["client_id"], "apiKey": settings["api_key"], "requestTime": 1, "owner": settings["owner"], "sha": signature(settings)}
		require.NoError(t, json.Unmarshal([]byte(wrong), &body))
		raw, err := json.Marshal(body)
		require.NoError(t, err)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/api/"+path, bytes.NewReader(raw))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/json;charset=UTF-8")
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		text, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		require.Equal(t, http.StatusOK, answer.StatusCode, "a refusal is a 200 as well")
		require.Contains(t, string(text), `"success":false`, path)
		require.NotContains(t, string(text), "authenticated", path)
	}
}
