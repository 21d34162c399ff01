package integrationtest

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Tags of ours, as they are at a destination.
const (
	podcastTag = "askwell_source_podcast"
	friendTag  = "askwell_source_friend"
	sizeTag    = "askwell_size_m"
)

// mapped reports whether a destination gets what answers are mapped to, and not answers.
func (t Target) mapped() bool { return len(t.Provider.Spec().Types) > 0 }

// key is what a property of ours is called there.
func (t Target) key(name string) string {
	if !t.mapped() {
		return name
	}
	naming := t.Provider.Spec().Naming
	if name = naming.Prefix + name; naming.Upper {
		name = strings.ToUpper(name)
	}
	if naming.Most > 0 && len(name) > naming.Most {
		name = name[:naming.Most]
	}
	return name
}

// tag is what a tag is called there.
func (t Target) tag(name string) string {
	if by := t.Provider.Spec().Tag; by != nil {
		return by(name)
	}
	return name
}

// choice is a property that holds one short text: an option's key, or its words.
func (t Target) choice(name, text string) integrations.Property {
	value, _ := json.Marshal(text) // a string always marshals
	p := integrations.Property{Key: t.key(name), Label: "Question " + name, Value: app.Value{Kind: app.KindChoice, JSON: value}}
	if t.mapped() {
		p.Type, p.Value.Kind = app.FieldText, app.KindText
	}
	return p
}

// anyChange is one of the least a destination takes, and the same for the same subject.
func (t Target) anyChange(of integrations.Subject) integrations.Change {
	c, spec := integrations.Change{Subject: of}, t.Provider.Spec()
	if takesProperties(spec) {
		c.Set = []integrations.Property{t.choice("source", "podcast")}
	}
	if takesTags(spec) {
		c.AddTags = []string{t.tag(podcastTag)}
	}
	if !takesProperties(spec) && !takesTags(spec) {
		c.Events = []integrations.Event{happened(integrations.AnswerGiven, "one", 1)}
	}
	return c
}

// text is the value of a property as JSON, "null" where there is none.
func (t Target) text(s State, name string) string {
	if v, there := s.Properties[t.key(name)]; there {
		return string(v.JSON)
	}
	return "null"
}

// outcomes makes changes and checks what holds of every answer.
func outcomes(ctx context.Context, t *testing.T, conn integrations.Conn, changes ...integrations.Change) []integrations.Outcome {
	t.Helper()
	got := conn.Apply(ctx, changes)
	require.Len(t, got, len(changes), "one outcome per change")
	for i, o := range got {
		sound(t, o, changes[i])
	}
	return got
}

func sound(t *testing.T, o integrations.Outcome, c integrations.Change) {
	t.Helper()
	require.NotEmpty(t, o.Class)
	require.LessOrEqual(t, len(o.Reason), 500)
	require.LessOrEqual(t, len([]rune(o.Excerpt)), 500)
	require.GreaterOrEqual(t, o.Cost, 0)
	if o.Class == integrations.Throttled {
		require.Positive(t, o.After, "a throttled change says how long to wait")
	}
	if o.Class != integrations.OK && o.Class != integrations.Throttled {
		require.NotEmpty(t, o.Reason, "a change that failed says why")
	}
	said := o.Reason + o.Excerpt
	for _, r := range o.Refused {
		require.NotEmpty(t, r.Part)
		require.NotEmpty(t, r.Reason)
		said += r.Reason
	}
	if c.Subject.Email != "" {
		require.NotContains(t, strings.ToLower(said), c.Subject.Email, "nobody is named")
	}
}

// made makes changes, waiting where the destination says so, and lets them arrive.
func (t Target) made(test *testing.T, conn integrations.Conn, changes ...integrations.Change) {
	test.Helper()
	for i, o := range t.settled(test, conn, changes...) {
		require.Equal(test, integrations.OK, o.Class, "change %d: %s", i, o.Reason)
		require.Empty(test, o.Refused, "change %d", i)
	}
}

// repeated makes a change, again where nobody knows what became of it.
func (t Target) repeated(test *testing.T, conn integrations.Conn, c integrations.Change) {
	test.Helper()
	o := integrations.Outcome{Class: integrations.Ambiguous}
	for i := 0; i < 3 && o.Class == integrations.Ambiguous; i++ {
		o = t.settled(test, conn, c)[0]
	}
	require.Equal(test, integrations.OK, o.Class, o.Reason)
	require.Empty(test, o.Refused)
}

// settled is how changes fare once the destination has the time for them.
func (t Target) settled(test *testing.T, conn integrations.Conn, changes ...integrations.Change) []integrations.Outcome {
	test.Helper()
	got := outcomes(test.Context(), test, conn, changes...)
	for range 100 {
		var late []int
		var wait time.Duration
		for i, o := range got {
			if o.Class == integrations.Throttled {
				late, wait = append(late, i), max(wait, o.After)
			}
		}
		if len(late) == 0 || t.Pass == nil {
			break
		}
		t.Pass(test, wait)
		again := make([]integrations.Change, len(late))
		for i, at := range late {
			again[i] = changes[at]
		}
		for i, o := range outcomes(test.Context(), test, conn, again...) {
			got[late[i]] = o
		}
	}
	if t.Pass != nil {
		t.Pass(test, time.Minute) // what is taken now and done later is done by then
	}
	return got
}

// stranger is one of many people that a destination has not met.
func stranger(i int) integrations.Subject {
	return integrations.Subject{Email: "stranger" + strconv.Itoa(i) + "@example.com"}
}
