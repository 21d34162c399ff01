package double

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// mostItems is how many items one batch has, and mostListed how many batches a page has.
const (
	mostItems  = 100
	mostListed = 250
)

type batch struct {
	id       string
	at       time.Time
	origin   string
	total    int
	finished int
	failed   []object
}

func beginBatch(c *call, _ string) answer {
	var in struct {
		Method   string            `json:"method"`
		Endpoint string            `json:"endpoint"`
		Origin   string            `json:"origin"`
		Items    []json.RawMessage `json:"items"`
	}
	switch {
	case !c.JSON(&in), len(in.Items) == 0 || len(in.Items) > mostItems:
		return invalid("items", "Between 1 and 100 items.")
	case in.Method != http.MethodPost || in.Endpoint != "contacts":
		return invalid("endpoint", "The double takes batches of contacts alone.")
	}
	b := *c.State
	one := &batch{id: b.id("B"), at: c.Now, origin: in.Origin, total: len(in.Items)}
	b.batches = append(b.batches, one)
	b.later(c.Now, func() {
		for _, text := range in.Items {
			var item contactIn
			if json.Unmarshal(text, &item) == nil {
				if _, _, wrong := b.upsert(item, c.Now); wrong == nil {
					one.finished++
					continue
				}
			}
			one.finished++
			one.failed = append(one.failed, object{"itemID": b.id("I"), "responseCode": http.StatusBadRequest, "status": "error"})
		}
	})
	return found(http.StatusCreated, object{"batchID": one.id, "totalCount": one.total})
}

// document is how a batch is, and of its errors whose they are to nobody but itself.
func (b *batch) document() object {
	status := "inProgress"
	if b.finished == b.total {
		status = "finished"
	}
	return object{
		"batchID": b.id, "status": status, "endpoint": "contacts", "method": "POST", "origin": b.origin, "createdAt": b.at.UTC().Format(time.RFC3339),
		"totalCount": b.total, "finishedCount": b.finished, "errorsCount": len(b.failed), "errors": append([]object{}, b.failed...),
	}
}

func readBatch(c *call, id string) answer {
	for _, one := range (*c.State).batches {
		if one.id == id {
			return found(http.StatusOK, one.document())
		}
	}
	return problem(http.StatusNotFound, "There is no such batch.")
}

// readBatches lists batches of one kind, the newest first.
func readBatches(c *call, _ string) answer {
	query := c.URL.Query()
	limit, offset, from := mostListed/2, 0, time.Time{}
	var err error
	for name, into := range map[string]*int{"limit": &limit, "offset": &offset} {
		if query.Has(name) {
			if *into, err = strconv.Atoi(query.Get(name)); err != nil || *into < 0 || *into > mostListed && name == "limit" {
				return invalid(name, "Out of range.")
			}
		}
	}
	if query.Has("dateFrom") {
		if from, err = time.Parse(time.DateOnly, query.Get("dateFrom")); err != nil {
			return invalid("dateFrom", "A date is yyyy-mm-dd.")
		}
	}
	if query.Get("endpoint") != "contacts" {
		return invalid("endpoint", "The endpoint is one of products, contacts, events.")
	}
	all := []object{}
	for _, one := range slices.Backward((*c.State).batches) {
		if !one.at.Before(from) {
			all = append(all, one.document())
		}
	}
	all = all[min(offset, len(all)):]
	return found(http.StatusOK, object{"batches": all[:min(limit, len(all))], "paging": object{"limit": limit, "offset": offset}})
}
