package app

import "time"

// Impressions are what became of one version of a survey on one surface, on one of
// the shop's days.
type Impressions struct {
	Day     time.Time // the date, at midnight UTC
	Survey  SurveyID
	Version int
	Surface Surface

	Shown     int // displays that were told of
	Started   int // displays somebody began to answer
	Answered  int // people who answered something
	Completed int // people who answered all of it
}

// OrderCount is how many orders a shop's checkout took on one of its days.
type OrderCount struct {
	Day    time.Time // the date, at midnight UTC
	Orders int
}
