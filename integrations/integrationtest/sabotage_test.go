package integrationtest_test

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// conn is a connection that can do all there is.
type conn interface {
	integrations.Conn
	integrations.EraseChecker
	integrations.Eraser
	integrations.ReadBacker
	integrations.Cataloguer
	integrations.Preparer
	integrations.Bulker
}

// saboteur is a destination that breaks the contract in one way.
type saboteur struct {
	conn
	way  string
	name string
}

// ways are all ways to break it, each with the proof that has to fail.
var ways = map[string]string{
	"drops tags":               "tags come and go",
	"takes the merchant's tag": "what the merchant owns is left alone",
	"leaves all lists":         "a list of the merchant's stays as it is",
	"never leaves a list":      "lists are joined and left",
	"mails whoever is listed":  "lists are joined and left",
	"mails whoever answers":    "a property never changes a consent",
	"believes the last word":   "a consent is kept by the newest word",
	"greets with old news":     "old news starts no automation",
	"clears nothing":           "a changed answer replaces only itself",
	"writes numbers as text":   "a value of each type is kept as it is",
	"mixes outcomes up":        "who has no address is not told of",
	"hides what was refused":   "a refused part does not hold up the rest",
	"turns events round":       "events are told in order, by their ids",
	"tells an answer twice":    "an event is told after what it speaks of",
	"calls trouble a refusal":  "trouble is classed",
	"names her":                "who has no address is not told of",
	"erases nothing":           "who is to be forgotten is",
	"knows everybody":          "what was written can be read back",
	"begins every job anew":    "a bulk job begun twice is one",
	"forgets what it began":    "a bulk job of which no answer came is found again",
	"forgets one of a batch":   "a full batch is taken",
	"takes any type":           "what is to be written is made first",
}

const sabotage = "ASKWELL_TEST_SABOTAGE"

func TestADestinationThatBreaksTheContractIsFoundOut(t *testing.T) {
	t.Parallel()
	for way, proof := range ways {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			again := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestASaboteurKeepsTheContract$")
			again.Env = append(os.Environ(), sabotage+"="+way)
			out, err := again.CombinedOutput()
			require.Error(t, err, "it passed")
			require.Contains(t, string(out), "--- FAIL: TestASaboteurKeepsTheContract/"+strings.ReplaceAll(proof, " ", "_"))
		})
	}
}

// TestASaboteurKeepsTheContract is for the test above to run: by itself it has nothing
// to prove.
func TestASaboteurKeepsTheContract(t *testing.T) {
	way := os.Getenv(sabotage)
	if way == "" {
		t.Skip("nobody is to be found out")
	}
	integrationtest.Run(t, func(*testing.T) integrationtest.Target {
		target := byEmail()
		memory := target.Provider.(*integrationtest.Memory)
		target.Provider = sabotaged{memory, way}
		target.Restart = func() integrations.Provider { return sabotaged{memory, way} }
		return target
	})
}

type sabotaged struct {
	*integrationtest.Memory
	way string
}

func (s sabotaged) Connect(shop app.Shop, settings map[string]string) (integrations.Conn, error) {
	c, err := s.Memory.Connect(shop, settings)
	return saboteur{c.(conn), s.way, uuid.NewString()}, err
}

func (s saboteur) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	changes = slices.Clone(changes)
	for i := range changes {
		s.spoil(&changes[i])
	}
	if s.way == "forgets one of a batch" && len(changes) > 20 {
		return s.conn.Apply(ctx, changes[1:])
	}
	outcomes := s.conn.Apply(ctx, changes)
	for i := range outcomes {
		switch {
		case s.way == "hides what was refused":
			outcomes[i].Refused = nil
		case s.way == "names her" && outcomes[i].Class != integrations.OK:
			outcomes[i].Reason = "who is " + changes[i].Subject.Email + "?"
		case s.way == "calls trouble a refusal" && outcomes[i].Class == integrations.Transient:
			outcomes[i].Class = integrations.Rejected
		}
	}
	if s.way == "mixes outcomes up" {
		slices.Reverse(outcomes)
	}
	return outcomes
}

func (s saboteur) spoil(c *integrations.Change) {
	grant := integrations.Consent{Channel: app.ChannelEmail, State: app.ConsentGranted, At: time.Now()}
	switch {
	case s.way == "drops tags":
		c.AddTags = nil
	case s.way == "takes the merchant's tag" && len(c.RemoveTags) > 0:
		c.RemoveTags = append(slices.Clone(c.RemoveTags), "vip")
	case s.way == "leaves all lists" && len(c.LeaveLists) > 0:
		c.LeaveLists = []string{"7", "9"}
	case s.way == "never leaves a list":
		c.LeaveLists = nil
	case s.way == "mails whoever is listed" && len(c.JoinLists) > 0, s.way == "mails whoever answers" && len(c.Set) > 0:
		c.Consents = append(slices.Clone(c.Consents), grant)
	case s.way == "believes the last word":
		c.Consents = slices.Clone(c.Consents)
		for i := range c.Consents {
			c.Consents[i].At = time.Now()
		}
	case s.way == "greets with old news":
		c.Quiet = false
	case s.way == "clears nothing":
		c.Unset = nil
	case s.way == "writes numbers as text":
		c.Set = slices.Clone(c.Set)
		for i := range c.Set {
			if c.Set[i].Type == app.FieldNumber {
				c.Set[i].Value.JSON = []byte(strconv.Quote(string(c.Set[i].Value.JSON)))
			}
		}
	case s.way == "turns events round":
		c.Events = slices.Clone(c.Events)
		slices.Reverse(c.Events)
	case s.way == "tells an answer twice":
		c.Events = slices.Concat(c.Events, c.Events)
	}
}

func (s saboteur) Erase(ctx context.Context, e integrations.Erasure) integrations.Outcome {
	if s.way == "erases nothing" {
		return integrations.Outcome{Class: integrations.OK}
	}
	return s.conn.Erase(ctx, e)
}

func (s saboteur) ReadBack(ctx context.Context, looks []integrations.Look) ([]integrations.Held, error) {
	held, err := s.conn.ReadBack(ctx, looks)
	for i := range held {
		held[i].Known = held[i].Known || s.way == "knows everybody"
	}
	return held, err
}

func (s saboteur) Begin(ctx context.Context, name string, changes []integrations.Change) (string, error) {
	switch s.way {
	case "begins every job anew":
		name += strconv.FormatInt(time.Now().UnixNano(), 10)
	case "forgets what it began":
		name += s.name
	}
	return s.conn.Begin(ctx, name, changes)
}

func (s saboteur) Prepare(ctx context.Context, attributes []integrations.Attribute) error {
	err := s.conn.Prepare(ctx, attributes)
	if s.way == "takes any type" && app.Is(err, app.Conflict) {
		return nil
	}
	return err
}
