package app

import (
	"maps"
	"slices"
	"time"
)

// RunID names one piece of work on many people.
type RunID string

// Run is work on many people of a shop that is planned first, then done page by page:
// a merchant sees what it will do, how far it is, and can stop it.
type Run struct {
	Shop        ShopID
	ID          RunID
	Destination DestinationID // "": all of them
	Survey      SurveyID      // who has answered it are whom it is about; "": everybody
	Kind        RunKind
	Of          RunUnit // what it goes through
	Leaves      bool    // its destination is disconnected once it is through
	State       RunState
	Total       int       // people, or deliveries, it is about
	Planned     int       // of them, those it has come to
	Done        int       // of those, the ones it is done with
	Cursor      string    // where the next page begins
	Counted     bool      // whether Total and Effect were counted yet
	Effect      Effect    // what it was to do, as it was counted before it began
	CameTo      Undone    // of one that takes back: what it has taken back so far, and what not
	Resumed     time.Time // when it last went on after a pause
	By          string    // the member of staff who began it, "user/7"; "" for us
	Reason      string    // why it stopped
	CreatedAt   time.Time
	FinishedAt  time.Time
}

// RunKind is what a run does.
type RunKind string

// The kinds of run.
const (
	RunBackfill RunKind = "backfill" // write what was said before it was mapped
	RunReplay   RunKind = "replay"   // say everything again
	RunUndo     RunKind = "undo"     // restore what stood there
)

// RunUnit is what a run goes through.
type RunUnit string

// The units.
const (
	RunPeople     RunUnit = "people"
	RunDeliveries RunUnit = "deliveries"
)

// RunState is how far a run is.
type RunState string

// The states of a run.
const (
	RunRunning   RunState = "running"
	RunPaused    RunState = "paused"
	RunCancelled RunState = "cancelled"
	RunDone      RunState = "done"
)

// Draft is what a merchant is about to change, as it is weighed before it is so. The zero
// one changes nothing.
type Draft struct {
	Mapping  *Mapping  // where answers go at a destination
	Survey   SurveyID  // published anew
	Document *Document // as this
	Purposes []Purpose // what the shop uses answers for; nil: as it does

	TagPrefix string // how the shop's tags begin; "": as they do
}

// Effect is what a change does to a destination, counted without doing it.
type Effect struct {
	People     int            `json:"people"`              // whom something changes for
	Set        int            `json:"set"`                 // properties written
	Unset      int            `json:"unset"`               // and cleared
	AddTags    int            `json:"add_tags"`            // tags put on people
	RemoveTags int            `json:"remove_tags"`         // and taken off
	Join       int            `json:"join"`                // lists joined
	Leave      int            `json:"leave"`               // and left
	Events     int            `json:"events"`              // told
	Names      map[string]int `json:"names,omitempty"`     // by receipt name: how many people it changes for
	Withheld   int            `json:"withheld"`            // answers that may not go there
	Unknown    int            `json:"unknown"`             // people the destination cannot be told about
	Examples   []string       `json:"examples,omitempty"`  // a few of the changes, in words
	CutShort   bool           `json:"cut_short,omitempty"` // not all was counted: there is more than this
	Counted    int            `json:"counted,omitempty"`   // people that were looked at, where they are not all
}

// Add is the effect of both, on different people.
func (e Effect) Add(more Effect) Effect {
	names := maps.Clone(e.Names)
	if names == nil {
		names = map[string]int{}
	}
	for name, people := range more.Names {
		names[name] += people
	}
	examples := slices.Clone(e.Examples)
	for _, one := range more.Examples {
		if !slices.Contains(examples, one) && len(examples) < MostExamples {
			examples = append(examples, one)
		}
	}
	return Effect{
		People: e.People + more.People, Set: e.Set + more.Set, Unset: e.Unset + more.Unset,
		AddTags: e.AddTags + more.AddTags, RemoveTags: e.RemoveTags + more.RemoveTags,
		Join: e.Join + more.Join, Leave: e.Leave + more.Leave, Events: e.Events + more.Events,
		Names: names, Withheld: e.Withheld + more.Withheld, Unknown: e.Unknown + more.Unknown,
		Examples: examples, CutShort: e.CutShort || more.CutShort,
	}
}

// MostExamples is how many changes an effect names.
const MostExamples = 5
