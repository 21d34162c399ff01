package app

// Budget is the most a shopper is asked, over all channels.
type Budget struct {
	Visit Limit `json:"visit"` // on one occasion
	Month Limit `json:"month"` // within any 30 days
}

// Limit is a number of questions and of seconds; 0 is none.
type Limit struct {
	Questions int     `json:"questions"`
	Seconds   float64 `json:"seconds"`
}
