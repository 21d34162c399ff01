// Package lanes measures how answers leave: how much of a shop's budget they take, what a
// crowded shop costs its neighbours, and what a tool that is down for days does to the
// others. Its tests are small runs of the same, which make test has; -full is the whole.
package lanes
