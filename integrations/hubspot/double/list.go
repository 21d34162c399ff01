package double

import (
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

func searchLists(c *call, _ []string) double.Answer {
	var in struct {
		ProcessingTypes, ListIDs, AdditionalProperties []string
		Count, Offset                                  int
	}
	if !c.JSON(&in) || in.ProcessingTypes == nil || in.ListIDs == nil || in.AdditionalProperties == nil || in.Count > 500 {
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Invalid input JSON")
	}
	found := []any{}
	for _, id := range slices.Sorted(maps.Keys(c.State.Lists)) {
		kind := "MANUAL"
		if c.State.Lists[id].Dynamic {
			kind = "DYNAMIC"
		}
		if slices.Contains(in.ProcessingTypes, kind) {
			found = append(found, map[string]any{"listId": id, "name": c.State.Lists[id].Name, "processingType": kind, "objectTypeId": "0-1", "listVersion": 1})
		}
	}
	total := len(found)
	found = found[min(in.Offset, total):]
	page := found[:min(in.Count, len(found))]
	return double.Answer{Status: http.StatusOK, Body: map[string]any{
		"lists": page, "hasMore": len(page) < len(found), "offset": in.Offset + len(page), "total": total,
	}}
}

func changeMembers(c *call, names []string) double.Answer {
	l := c.State.Lists[names[0]]
	var in struct {
		Add    []string `json:"recordIdsToAdd"`
		Remove []string `json:"recordIdsToRemove"`
	}
	switch {
	case l == nil:
		return refused(http.StatusNotFound, "OBJECT_NOT_FOUND", "List does not exist with ID "+names[0]+".")
	case !c.JSON(&in) || in.Add == nil || in.Remove == nil:
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Invalid input JSON")
	case l.Dynamic:
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "The list's processing type is DYNAMIC: its members cannot be changed")
	}
	added, removed, missing := []string{}, []string{}, []string{}
	for _, id := range in.Add {
		if c.State.Contacts[id] == nil {
			missing = append(missing, id)
		} else if !l.Members[id] {
			l.Members[id], added = true, append(added, id)
		}
	}
	for _, id := range in.Remove {
		if l.Members[id] {
			removed = append(removed, id)
			delete(l.Members, id)
		}
	}
	return double.Answer{Status: http.StatusOK, Body: map[string]any{"recordsIdsAdded": added, "recordIdsRemoved": removed, "recordIdsMissing": missing}}
}

func readMemberships(c *call, _ []string) double.Answer {
	var in struct {
		Inputs []struct{ ObjectTypeID, RecordID string }
	}
	if !c.JSON(&in) || len(in.Inputs) > mostInputs {
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Invalid input JSON")
	}
	results, at := []any{}, c.Now.UTC().Format(time.RFC3339)
	for _, one := range in.Inputs {
		on := []any{}
		for _, id := range slices.Sorted(maps.Keys(c.State.Lists)) {
			if c.State.Lists[id].Members[one.RecordID] {
				on = append(on, map[string]any{"listId": id, "listVersion": 1, "firstAddedTimestamp": at, "lastAddedTimestamp": at})
			}
		}
		results = append(results, map[string]any{"objectTypeId": one.ObjectTypeID, "recordId": one.RecordID, "recordListMemberships": on})
	}
	return done(c, http.StatusOK, results)
}
