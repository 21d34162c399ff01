//go:build race

package sandbox_test

// How much is much: each takes fifty times as long when the race detector looks on.
const (
	lines = 400
	crowd = 1000
)
