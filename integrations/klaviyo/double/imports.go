package double

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// The bounds of an import.
const (
	mostImported  = 10_000
	largestImport = 5_000_000
)

type importJob struct {
	id      string
	at      time.Time
	total   int
	failed  []object
	wrote   []*person
	through int
	done    bool
}

func beginImport(c *call, _ string) answer {
	var in struct {
		Data struct {
			Attributes struct {
				Profiles struct{ Data []json.RawMessage }
			}
		}
	}
	if len(c.Body) > largestImport {
		return problem(http.StatusRequestEntityTooLarge, "payload_too_large", "An import is at most 5 MB.", "/data/")
	}
	if !c.JSON(&in) || len(in.Data.Attributes.Profiles.Data) == 0 || len(in.Data.Attributes.Profiles.Data) > mostImported {
		return invalid("Between 1 and 10000 profiles are named.", "/data/attributes/profiles")
	}
	a := *c.State
	job := &importJob{id: a.id("J"), at: c.Now, total: len(in.Data.Attributes.Profiles.Data)}
	a.imports = append(a.imports, job)
	a.later(c.Now, func() {
		for _, one := range in.Data.Attributes.Profiles.Data {
			a.imported(job, one)
		}
		job.done = true
	})
	return found(http.StatusAccepted, data{job.document()})
}

// imported is one profile of an import. It is refused by itself, and null clears nothing.
func (a *account) imported(job *importJob, text json.RawMessage) {
	var in profileIn
	_ = json.Unmarshal(text, &in) // what is no profile has no address
	p, _, wrong := a.upsert(in, false)
	if wrong != nil || len(text) > largest {
		job.failed = append(job.failed, object{"type": "import-error", "id": a.id("E"), "attributes": object{
			"code": "invalid", "title": "Invalid input.", "detail": in.Attributes.Email + " was refused.", "source": object{"pointer": "/data/attributes"},
			"original_payload": object{"email": in.Attributes.Email, "properties": in.Attributes.Properties},
		}, "links": object{"self": ""}})
		return
	}
	job.wrote = append(job.wrote, p)
	job.through++
}

func (j *importJob) document() object {
	status := "processing"
	if j.done {
		status = "complete"
	}
	return object{"type": "profile-bulk-import-job", "id": j.id, "attributes": object{
		"status": status, "created_at": j.at, "total_count": j.total, "completed_count": j.through, "failed_count": len(j.failed),
	}, "links": object{"self": "https://a.klaviyo.com/api/profile-bulk-import-jobs/" + j.id}}
}

func readImports(c *call, _ string) answer {
	all := []object{}
	for _, j := range slices.Backward((*c.State).imports) {
		all = append(all, j.document())
	}
	return paged(c, all, 100)
}

func readImportErrors(c *call, id string) answer {
	for _, j := range (*c.State).imports {
		if j.id == id {
			return paged(c, append([]object{}, j.failed...), 100)
		}
	}
	return absent()
}

// readImported tells whom an import wrote, as they are by now.
func readImported(c *call, id string) answer {
	for _, j := range (*c.State).imports {
		if j.id != id {
			continue
		}
		all := []object{}
		for _, p := range j.wrote {
			one := p.document()
			delete(one["attributes"].(object), "subscriptions")
			all = append(all, one)
		}
		return paged(c, all, 100)
	}
	return absent()
}
