package admin

import (
	"time"

	"github.com/askwell/askwell/app"
)

type homeOut struct {
	Body struct {
		Shop      shopBody       `json:"shop"`
		Most      int            `json:"most" doc:"What is counted is counted to this bound: as many stands for that many or more"`
		Access    accessBody     `json:"access"`
		Hearing   HearingBody    `json:"hearing"`
		Lanes     []homeLane     `json:"lanes"`
		Placed    []app.Surface  `json:"placed" doc:"Where a published survey is asked"`
		Gaps      []gapBody      `json:"gaps" doc:"Where a block went missing and still is"`
		Rewards   []homeReward   `json:"rewards" doc:"Those something is wrong with"`
		Privacy   privacyBody    `json:"privacy"`
		Today     todayBody      `json:"today"`
		Undecided undecidedBody  `json:"undecided"`
		Guide     *HomeGuideBody `json:"guide,omitempty" doc:"The way to a first answer; none once it was gone or put away"`
	}
}

type accessBody struct {
	Works   bool   `json:"works" doc:"Shopify lets us read and write"`
	Problem string `json:"problem,omitempty"`
}

// HearingBody is how Shopify's news come in.
type HearingBody struct {
	Waiting int       `json:"waiting" doc:"News from Shopify that are not read yet"`
	Since   time.Time `json:"since,omitzero" doc:"The first of them came"`
	Orders  int       `json:"orders" doc:"That the latest answers of the week name"`
	Untold  int       `json:"untold" doc:"Of those, which Shopify has not told of"`
}

type homeLane struct {
	ID        app.DestinationID `json:"id"`
	Title     string            `json:"title"`
	Waiting   int               `json:"waiting"`
	Parked    int               `json:"parked" doc:"Refused"`
	Different int               `json:"different" doc:"People of whom it holds something else than was written"`
	Paused    string            `json:"paused,omitempty" doc:"Why nothing is sent"`
	Problem   string            `json:"problem,omitempty" doc:"What the last check found wrong, and what to do"`
	Since     time.Time         `json:"since,omitzero" doc:"When the oldest was made of what waits, without what runs have planned"`
	Reason    string            `json:"reason,omitempty" doc:"Why that one waits"`
}

type homeReward struct {
	Handle  string `json:"handle"`
	Title   string `json:"title"`
	Problem string `json:"problem,omitempty" doc:"Why the pool is not filled"`
	Owed    int    `json:"owed" doc:"Promises that wait for a code"`
	Spent   bool   `json:"spent" doc:"The whole budget is promised"`
}

type todayBody struct {
	Zone    string        `json:"zone" doc:"Whose day it is"`
	Since   time.Time     `json:"since"`
	Count   int           `json:"count"`
	Surveys []surveyCount `json:"surveys" doc:"The most first"`
	Newest  []glimpseBody `json:"newest" doc:"Of any day, without what was said and by whom"`
}

type surveyCount struct {
	Survey surveyRef `json:"survey"`
	Count  int       `json:"count"`
}

type glimpseBody struct {
	ID          app.ResponseID `json:"id"`
	Survey      surveyRef      `json:"survey"`
	Surface     app.Surface    `json:"surface"`
	SubmittedAt time.Time      `json:"submitted_at"`
}

type undecidedBody struct {
	Drafts []homeDraft  `json:"drafts" doc:"Surveys that are edited and not published, the latest first"`
	Unused []homeUnused `json:"unused" doc:"Surveys answered within a week whose answers go nowhere"`
}

type homeDraft struct {
	Survey    surveyRef   `json:"survey"`
	State     surveyState `json:"state" enum:"draft,changed"`
	UpdatedAt time.Time   `json:"updated_at"`
}

type homeUnused struct {
	Survey    surveyRef `json:"survey"`
	Questions int       `json:"questions" doc:"Whose answers go nowhere"`
}

// HomeGuideBody is how far a shop is on the way to its first answer, as facts.
type HomeGuideBody struct {
	Survey     *surveyRef    `json:"survey,omitempty" doc:"The first that was made"`
	Published  bool          `json:"published"`
	Placements []app.Surface `json:"placements" doc:"Of what is published"`
	Block      string        `json:"block" doc:"That shows it in a theme" enum:"question,poll,quiz"`
	Shown      bool          `json:"shown" doc:"Somebody has seen it, so it is placed"`
	Path       string        `json:"path,omitempty" doc:"Of its own page in the shop, when it has one"`
	Answer     *glimpseBody  `json:"answer,omitempty" doc:"The first there was"`
}
