package app

import (
	"encoding/json"
	"time"
)

// MostViews is how many views of its responses a shop keeps at most.
const MostViews = 50

// View is a filter of responses that a merchant gave a name.
type View struct {
	ID     string
	Name   string          // no two of a shop's are called the same
	Filter json.RawMessage // as package find spells it
	By     string          // who saved it, "user/7" or "key/…"
	At     time.Time
}
