package ask

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/stream"
)

// known is what our blocks need to know of somebody to ask her, or not, without a
// request to us.
type known struct {
	Answers map[string]json.RawMessage `json:"answers,omitempty"` // those that rules look at, or that age
	Closed  map[string]int64           `json:"closed,omitempty"`  // question → not before, unix ms; 0: not any more
	Open    map[string][]string        `json:"open,omitempty"`    // order → what is closed but for it: she was asked there, and may still answer
	Left    map[string]int             `json:"left,omitempty"`    // survey → answers until its reward
	Person  string                     `json:"person,omitempty"`  // who she is to samples, where a survey has one
}

const (
	// Apps should stay well below what Shopify keeps in a metafield, and every page
	// carries it.
	mostKnown = 16 << 10
	// A longer answer is somebody's own words, which no rule compares with anything.
	mostWords = 255
)

// Known tells of people what our own blocks need to know of them, as JSON. Of her
// answers it tells those that a published rule looks at or that may be asked again,
// and no sensitive one and none that is withheld of her. Errors: Unavailable.
func (a *Asker) Known(ctx context.Context, shop app.ShopID, ids []app.ProfileID, withheld map[app.ProfileID]map[string]bool) (map[app.ProfileID]json.RawMessage, error) {
	from, err := a.offered(ctx, shop, nil)
	if err != nil {
		return nil, err
	}
	documents := make(map[app.ProfileID]json.RawMessage, len(ids))
	for _, id := range ids {
		her, err := a.Store.HistoryOf(ctx, shop, id)
		if app.Is(err, app.NotFound) {
			continue // erased, or joined with another
		}
		if err != nil {
			return nil, err
		}
		p, err := a.gather(ctx, shop, from, her, Place{})
		if err != nil {
			return nil, err
		}
		if documents[id], err = p.known(withheld[id]); err != nil {
			return nil, err
		}
	}
	return documents, nil
}

func (p Plan) known(withheld map[string]bool) (json.RawMessage, error) {
	in := p.input
	in.Occasion = "" // the next one
	closed := stream.Closed(in)
	k := known{Closed: map[string]int64{}, Open: p.open(closed), Left: map[string]int{}}
	for question, until := range closed {
		k.Closed[question] = 0
		if !until.IsZero() {
			k.Closed[question] = until.UnixMilli()
		}
	}
	for _, s := range p.surveys {
		d := s.Version.Document
		if d.Reward != "" {
			left, err := p.Left(d.Handle)
			if err != nil {
				return nil, err
			}
			k.Left[d.Handle] = left(nil)
		}
		if d.Sample != (app.Sample{}) {
			k.Person = p.Her.Sample
		}
	}
	k.Answers = p.told(withheld)
	document, err := json.Marshal(k)
	if err == nil && len(document) > mostKnown {
		k.Answers = nil // rules that need them are left to the server
		document, err = json.Marshal(k)
	}
	return document, err
}

// mostOrders bounds for how many orders, the newest, it is told what is open.
const mostOrders = 3

// open is what she was asked about her latest orders and has not answered.
func (p Plan) open(closed map[string]time.Time) map[string][]string {
	open := map[string][]string{}
	for _, order := range p.orders() {
		in := p.input
		in.Occasion = occasionOf(order)
		there := stream.Closed(in)
		for _, question := range slices.Sorted(maps.Keys(closed)) {
			if _, still := there[question]; !still {
				number := strconv.FormatInt(int64(order), 10)
				open[number] = append(open[number], question)
			}
		}
	}
	return open
}

// orders are the latest she was asked about, whether she said anything or only saw it.
func (p Plan) orders() (latest []app.OrderID) {
	all := tellings(p.Her, Place{}, p.input.Now)
	slices.SortStableFunc(all, func(a, b told) int { return b.at.Compare(a.at) })
	for _, t := range all {
		if t.order != 0 && !slices.Contains(latest, t.order) && len(latest) < mostOrders {
			latest = append(latest, t.order)
		}
	}
	return latest
}

// told are her answers that a rule of the blocks' looks at, or that she is asked
// whether they are still right.
func (p Plan) told(withheld map[string]bool) map[string]json.RawMessage {
	wanted := map[string]bool{}
	for _, s := range p.surveys {
		for _, question := range s.Reads() {
			wanted[question] = true
		}
	}
	for _, s := range p.surveys {
		for _, q := range s.Version.Document.Questions {
			if q.HalfLife > 0 || len(q.Doubt) > 0 {
				wanted[q.Key] = true
			}
		}
	}
	for _, s := range p.surveys {
		for _, q := range s.Version.Document.Questions {
			if q.Sensitive {
				delete(wanted, q.Key)
			}
		}
	}
	told, at := map[string]json.RawMessage{}, map[string]time.Time{}
	for _, answer := range p.input.History.Answers {
		newest, seen := at[answer.Question]
		if !wanted[answer.Question] || withheld[answer.Question] || len(answer.Value) > mostWords || seen && !answer.At.After(newest) {
			continue
		}
		told[answer.Question], at[answer.Question] = answer.Value, answer.At
	}
	maps.DeleteFunc(told, func(_ string, value json.RawMessage) bool { return string(value) == "null" }) // taken back
	return told
}
