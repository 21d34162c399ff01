package client_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

func TestWhatIsDoneLaterIsWaitedForAndNotForEver(t *testing.T) {
	t.Parallel()
	looks := 0
	look := func(enough int, o integrations.Class) func() (bool, integrations.Outcome) {
		looks = 0
		return func() (bool, integrations.Outcome) {
			looks++
			return looks == enough, integrations.Outcome{Class: o}
		}
	}
	require.Equal(t, integrations.OK, client.Until(t.Context(), time.Millisecond, time.Minute, look(3, integrations.OK)).Class)
	require.Equal(t, 3, looks)
	require.Equal(t, integrations.Ambiguous, client.Until(t.Context(), time.Millisecond, 20*time.Millisecond, look(0, integrations.OK)).Class)
	require.Equal(t, integrations.Auth, client.Until(t.Context(), time.Millisecond, time.Minute, look(3, integrations.Auth)).Class)
	require.Equal(t, 1, looks)
}
