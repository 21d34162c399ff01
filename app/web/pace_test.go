package web_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web"
)

func TestAPaceIsEachOnesOwnAndBeginsAnewEveryMinute(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	p := web.Pace{Most: 2}
	require.Zero(t, p.Wait("a", now))
	require.Zero(t, p.Wait("a", now))
	require.Equal(t, 20*time.Second, p.Wait("a", now.Add(40*time.Second)))
	require.Zero(t, p.Wait("b", now.Add(40*time.Second)))
	require.Zero(t, p.Wait("a", now.Add(time.Minute)))
	require.Zero(t, (&web.Pace{}).Wait("a", now))
}
