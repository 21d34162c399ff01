//go:build !race

package sandbox_test

const (
	lines = 10_000
	crowd = 5000
)
