// Package integrationtest owns the one suite that every destination passes, and
// a destination in memory for tests of what stands before one.
package integrationtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Target is a destination under test and the far side of it, as the test's double plays
// it. A destination that knows people by email is given their addresses, any other the
// ids of Shopify's customers.
type Target struct {
	Provider integrations.Provider
	Shop     app.Shop
	Settings map[string]string
	// People are two who exist there, reached by every channel of Spec().Consents. The
	// first has what is the merchant's own: the tag "vip" where there are tags, as
	// Spec().Tag has it, and the membership of Lists[0] where there are lists.
	People [2]integrations.Subject
	// Missing is somebody who is not there. Where people are known by email she is made,
	// and no consent with her; elsewhere a change of hers fails.
	Missing integrations.Subject
	Order   app.OrderID // one that exists; 0 when Spec().Orders is false
	Lists   [2]string   // ids of two lists that exist there; empty when Spec().Lists is false
	// Asks says that a consent is confirmed there by herself: until then a grant is pending.
	Asks bool
	// Automates says that what is written there starts automations, unless it is Quiet.
	Automates bool

	State func(t *testing.T, s integrations.Subject) State
	Break func(t *testing.T, f Fault) // until called with Fine

	// Say makes a person say something at the destination itself; nil where a test cannot.
	Say func(t *testing.T, s integrations.Subject, said integrations.Consent)
	// Spoil puts a part into a change that the destination refuses for good and by itself,
	// and returns its name, as in integrations.Refused; nil where there is no such part.
	Spoil func(c *integrations.Change) (part string)
	// Jobs counts the bulk jobs that were begun there, and Restart is the provider as
	// another process has it; nil where a test cannot.
	Jobs    func(t *testing.T) int
	Restart func() integrations.Provider
	// Pass lets time pass at the destination; nil where nothing there waits for it.
	Pass func(t *testing.T, d time.Duration)
}

// State is what a destination holds of one subject.
type State struct {
	Properties map[string]app.Value // what is blank there is not there
	Tags       []string             // sorted
	Lists      []string             // ids, sorted
	Consents   map[app.Channel]integrations.Consent
	Events     []integrations.Event // as they came, repeats too
	Started    int                  // the automations that writes about the subject have started
}

// proof is one test: what it proves of a connection to a target. It needs something of
// the destination, or is left out and says why.
type proof struct {
	name  string
	needs []need
	run   func(*testing.T, Target, integrations.Conn)
}

func proofs() []proof {
	return []proof{
		{"its spec is complete", nil, specIsComplete},
		{"a good connection is proven", nil, goodConnection},
		{"changes are made, and may be repeated", needs(properties), changesAreMade},
		{"a changed answer replaces only itself", needs(properties), replaces},
		{"a value of each type is kept as it is", needs(types), eachType},
		{"what the merchant owns is left alone", needs(tags), leavesAlone},
		{"tags come and go", needs(tags), tagsComeAndGo},
		{"a tag that comes back at once stays", needs(tags), tagComesBack},
		{"lists are joined and left", needs(lists), listsAreJoined},
		{"a list of the merchant's stays as it is", needs(lists), merchantsListStays},
		{"a missing subject does not hold up the rest", needs(properties), missingSubject},
		{"who has no address is not told of", needs(byEmail), noAddress},
		{"a refused part does not hold up the rest", needs(properties, spoiled), refusedPart},
		{"an order is a subject", needs(orders), orderIsASubject},
		{"a full batch is taken", nil, fullBatch},
		{"an empty batch costs nothing", nil, emptyBatch},
		{"trouble is classed", nil, trouble},
		{"a change cut off may be made again", nil, cutOff},
		{"a lost answer is not a lost change", nil, lostAnswer},
		{"a consent is kept by the newest word", needs(consents), newestWord},
		{"what it was told is no later word of hers", needs(consents), ownWord},
		{"who agreed before she was made has agreed", needs(consents, byEmail), agreesBefore},
		{"a word said there is not overwritten by an older one", needs(consents, saidThere), wordSaidThere},
		{"consents come with the rest of a change", needs(consents), withConsents},
		{"a property never changes a consent", needs(consents), propertiesAreNoConsent},
		{"who is to be forgotten is", needs(erases, stateful), forgets},
		{"who is spoken of anew stays", needs(erases, stateful), forgetsOnlyWhatIsListed},
		{"who was forgotten may come back", needs(erases, stateful), comesBack},
		{"an erasure's trouble is classed", needs(erases, stateful), troubleErasing},
		{"who is not there is forgotten", needs(erases), forgetsTheMissing},
		{"events are told in order, by their ids", needs(events), eventsInOrder},
		{"an event is told after what it speaks of", needs(events, properties), eventsLast},
		{"old news starts no automation", needs(automations), oldNews},
		{"the catalogue tells what is there", needs(catalogued), catalogue},
		{"what is to be written is made first", needs(prepared), prepares},
		{"what was written can be read back", needs(readable), readsBack},
		{"what an order holds can be read back", needs(orders, readable), orderReadsBack},
		{"a bulk job is the same as a change for each", needs(bulk), bulkJob},
		{"a bulk job begun twice is one", needs(bulk), bulkTwice},
		{"a bulk job of which no answer came is found again", needs(bulk, counted), bulkFound},
	}
}

// Run proves that a destination keeps the contract. start makes a fresh target for each
// test. What its Spec says it does not take is not asked of it.
func Run(t *testing.T, start func(t *testing.T) Target) {
	t.Helper()
	for _, p := range proofs() {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			target := start(t)
			conn, err := target.Provider.Connect(target.Shop, target.Settings)
			require.NoError(t, err)
			for _, n := range p.needs {
				if n.of(target, conn) {
					continue
				}
				t.Skip(n.without)
			}
			prepare(t, target, conn)
			p.run(t, target, conn)
		})
	}
}
