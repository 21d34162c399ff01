package hubspot_test

import "github.com/google/uuid"

// ids are our ids of the events that the suite tells, by what HubSpot is told.
var ids = func() map[string]string {
	namespace, all := uuid.NewSHA1(uuid.NameSpaceURL, []byte("askwell/hubspot/event")), map[string]string{}
	for _, id := range []string{"answer-given", "profile-changed", "consent-changed", "answer-went-stale", "another", "one"} {
		all[uuid.NewSHA1(namespace, []byte(id)).String()] = id
	}
	return all
}()
