package app

// FreshCount is how many people's answers to a question are worth what, as a count found
// them: each person once, by the newest answer she has not taken back.
type FreshCount struct {
	Fresh   int `json:"fresh,omitempty"`
	Aging   int `json:"aging,omitempty"`   // fresh still, and soon stale or removed
	Stale   int `json:"stale,omitempty"`   // aged by its question's half-life
	Doubted int `json:"doubted,omitempty"` // contradicted by what she did

	Survey  SurveyID `json:"survey"` // the version that was answered last
	Version int      `json:"version"`
	At      int64    `json:"at"` // Unix milliseconds: when it was
}

// People is how many there are in all.
func (c FreshCount) People() int { return c.Fresh + c.Aging + c.Stale + c.Doubted }
