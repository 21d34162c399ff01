package main

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAProcessLineIsReadWhateverTheProgramIsCalled(t *testing.T) {
	t.Parallel()
	u, err := parseStat("42 (a) b (c) S 7 42 42 0 -1 4194560 100 200 0 0 11 22 33 44 20 0 1 0 5 6 7\n")
	require.NoError(t, err)
	require.Equal(t, usage{parent: 7, cpu: 110 * tick}, u)
	for _, line := range []string{"", "42 (a) S 7", "42 (a) S x 42 42 0 -1 4194560 100 200 0 0 11 22 33 44 20"} {
		_, err := parseStat(line)
		require.Error(t, err, line)
	}
}

func TestATreeIsEveryDescendantOnce(t *testing.T) {
	t.Parallel()
	all := map[int]usage{
		1: {0, 100 * tick}, 10: {1, 1 * tick}, 11: {10, 2 * tick}, 12: {11, 4 * tick}, 20: {1, 8 * tick}, 30: {1, 16 * tick},
	}
	require.Equal(t, 7*tick, sumTrees(all, []int{10}))
	require.Equal(t, 15*tick, sumTrees(all, []int{10, 11, 20}))
	require.Zero(t, sumTrees(all, []int{99}))
}

func TestTheMachinesLineLeavesIdleAndWaitingOut(t *testing.T) {
	t.Parallel()
	busy, err := parseMachine("cpu  1 2 4 1000 2000 8 16 32 0 0")
	require.NoError(t, err)
	require.Equal(t, 31*tick, busy)
	_, err = parseMachine("cpu0 1 2 4 8 16 32 64 0 0 0")
	require.Error(t, err)
}

func TestOurOwnTimeIsFound(t *testing.T) {
	t.Parallel()
	for began := time.Now(); time.Since(began) < 50*time.Millisecond; { // be busy
	}
	all, err := processes()
	require.NoError(t, err)
	require.Positive(t, all[os.Getpid()].cpu)
	require.GreaterOrEqual(t, sumTrees(all, []int{os.Getppid()}), all[os.Getpid()].cpu)
}
