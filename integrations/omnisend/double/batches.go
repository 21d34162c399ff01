package double

import (
	"encoding/json"
	"net/http"
)

// mostItems is how many items one batch has.
const mostItems = 100

type batch struct {
	id       string
	total    int
	finished int
	failed   []object
}

func beginBatch(c *call, _ string) answer {
	var in struct {
		Method   string            `json:"method"`
		Endpoint string            `json:"endpoint"`
		Items    []json.RawMessage `json:"items"`
	}
	switch {
	case !c.JSON(&in), len(in.Items) == 0 || len(in.Items) > mostItems:
		return invalid("items", "Between 1 and 100 items.")
	case in.Method != http.MethodPost || in.Endpoint != "contacts":
		return invalid("endpoint", "The double takes batches of contacts alone.")
	}
	b := *c.State
	one := &batch{id: b.id("B"), total: len(in.Items)}
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

// readBatch says how a batch is, and of its errors whose they are to nobody but itself.
func readBatch(c *call, id string) answer {
	for _, one := range (*c.State).batches {
		if one.id != id {
			continue
		}
		status := "inProgress"
		if one.finished == one.total {
			status = "finished"
		}
		return found(http.StatusOK, object{
			"batchID": one.id, "status": status, "endpoint": "contacts", "method": "POST", "totalCount": one.total,
			"finishedCount": one.finished, "errorsCount": len(one.failed), "errors": append([]object{}, one.failed...),
		})
	}
	return problem(http.StatusNotFound, "There is no such batch.")
}
