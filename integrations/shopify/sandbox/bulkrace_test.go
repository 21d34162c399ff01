//go:build race

package sandbox_test

// lines are enough for many turns: each takes fifty times as long when the race
// detector looks on.
const lines = 400
