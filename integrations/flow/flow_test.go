package flow_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/extensions"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/flow"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

var update = flag.Bool("update", false, "write the expected payloads anew")

func TestShopifysFlowKeepsTheContractOfDestinations(t *testing.T) {
	t.Parallel()
	integrationtest.Run(t, func(t *testing.T) integrationtest.Target {
		w := newTown(t)
		settings := map[string]string{}
		for _, name := range integrations.EventNames {
			settings[string(name)] = "1"
		}
		return integrationtest.Target{
			Provider: flow.Provider{Shop: func(id app.ShopID) flow.Shop { return w.app.Admin(id, w) }}, Shop: app.Shop{ID: demo},
			Settings: settings, People: [2]integrations.Subject{{Customer: 1}, {Customer: 2}}, Missing: integrations.Subject{Customer: 42},
			State: w.heard, Break: w.fault,
		}
	})
}

// happenings are one event of each name, with all that is told of it.
func happenings() []integrations.Event {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	event := func(name integrations.EventName, properties map[string]string) integrations.Event {
		return integrations.Event{ID: "5f2c2f70-9a5e-5c1f-8f0e-0d5b3f0a1c11", Name: name, At: at, Properties: properties}
	}
	return []integrations.Event{
		event(integrations.AnswerGiven, map[string]string{
			"survey": "how-did-you-hear", "question": "source", "prompt": "How did you hear about us?", "answer": "A podcast",
			"answer_key": "podcast", "surface": "thank-you", "order_id": "1001", "given_at": "2026-11-22T10:00:00Z",
		}),
		event(integrations.ProfileChanged, map[string]string{"questions": "size, source", "removed": "topics", "changed_at": "2026-11-22T10:00:00Z"}),
		event(integrations.ConsentChanged, map[string]string{"channel": "email", "purpose": "marketing", "state": "granted", "changed_at": "2026-11-22T10:00:00Z"}),
		event(integrations.AnswerWentStale, map[string]string{"survey": "sizes", "question": "size", "prompt": "Your size?", "given_at": "2025-11-22T10:00:00Z"}),
	}
}

func TestEveryTriggerTellsWhatItsExtensionDeclares(t *testing.T) {
	t.Parallel()
	triggers, err := world.ReadTriggers(extensions.FS)
	require.NoError(t, err)
	require.Len(t, triggers, len(integrations.EventNames))
	declared := map[string]world.Trigger{}
	for _, trigger := range triggers {
		declared[trigger.Handle] = trigger
	}
	for _, event := range happenings() {
		payload, ok := flow.Payload(integrations.Subject{Customer: 7}, event)
		require.True(t, ok)
		trigger := declared[string(event.Name)]
		require.Equal(t, string(event.Name), flow.Named(trigger.Name), "Shopify may speak of it by its title")
		require.Equal(t, string(event.Name), flow.Named(trigger.Handle))
		var fields []string
		for _, f := range trigger.Fields {
			if f.Type == "customer_reference" {
				fields = append(fields, "customer_id")
				continue
			}
			fields = append(fields, f.Key)
			require.Regexp(t, `^[a-zA-Z\s]+$`, f.Key)
		}
		var told []string
		for key := range payload {
			told = append(told, key)
		}
		require.ElementsMatch(t, fields, told)
		text, err := json.MarshalIndent(payload, "", "  ")
		require.NoError(t, err)
		golden(t, string(event.Name)+".json", string(text)+"\n")
	}
	_, ok := flow.Payload(integrations.Subject{Customer: 7}, integrations.Event{Name: "never-heard-of"})
	require.False(t, ok)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

func TestTheExtensionsAreDescribedToMerchants(t *testing.T) {
	t.Parallel()
	for _, name := range integrations.EventNames {
		text, err := extensions.FS.Open("flow-" + string(name) + "/shopify.extension.toml")
		require.NoError(t, err)
		var manifest struct {
			Extensions []struct{ Name, Handle, Type, Description, UID string }
		}
		require.NoError(t, toml.NewDecoder(text).Decode(&manifest))
		one := manifest.Extensions[0]
		require.Equal(t, "flow_trigger", one.Type)
		require.Equal(t, string(name), one.Handle)
		require.LessOrEqual(t, len(one.Handle), 30)
		require.Contains(t, one.Description, "Starts when")
		require.NotEmpty(t, one.UID)
	}
}

func TestALongAnswerIsToldAsFarAsFlowTakesIt(t *testing.T) {
	t.Parallel()
	event := happenings()[0]
	event.Properties["answer"] = strings.Repeat("ø\u0001", 30_000)
	event.Properties["prompt"] = strings.Repeat("Why? ", 5_000)
	payload, ok := flow.Payload(integrations.Subject{Customer: 7}, event)
	require.True(t, ok)
	text, err := json.Marshal(payload)
	require.NoError(t, err)
	require.LessOrEqual(t, len(text), 50_000)
	require.True(t, strings.HasSuffix(payload["Answer"].(string), "…"))
	require.Equal(t, "source", payload["Question"])
	w := newTown(t)
	require.Equal(t, integrations.OK, w.app.Admin(demo, w).StartFlow(t.Context(), string(event.Name), payload).Class)
}

func TestOnlyWhatAWorkflowBeginsWithIsListenedTo(t *testing.T) {
	t.Parallel()
	listens := func(settings map[string]string) (names []string) {
		conn, err := flow.Provider{Shop: func(app.ShopID) flow.Shop { return nil }}.Connect(app.Shop{ID: demo}, settings)
		require.NoError(t, err)
		for _, name := range integrations.EventNames {
			if since, ok := conn.(integrations.Listener).Listens(name); ok {
				require.Equal(t, time.UnixMilli(5).UTC(), since.UTC())
				names = append(names, string(name))
			}
		}
		return names
	}
	require.Empty(t, listens(nil))
	require.Equal(t, []string{"consent-changed"}, listens(map[string]string{"consent-changed": "5"}))
	require.Len(t, listens(map[string]string{"consent-changed": "7", "gid://shopify/FlowTriggerDefinition/1": "5"}), len(integrations.EventNames),
		"a name we do not know may be any")
	_, err := flow.Provider{}.Connect(app.Shop{ID: demo}, map[string]string{"consent-changed": "soon"})
	require.True(t, app.Is(err, app.Invalid))
}

func TestATriggerThatWasNotDeployedIsRefusedWithoutHerWords(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	o := w.app.Admin(demo, w).StartFlow(t.Context(), "answer-given", map[string]any{"customer_id": 1, "Answer": "my secret"})
	require.Equal(t, integrations.Rejected, o.Class)
	require.NotContains(t, o.Reason, "secret")
	require.Contains(t, o.Reason, "answer-given")
}
