package integrations_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

func TestTheNewestWordOfAChannelCounts(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	say := func(channel app.Channel, purpose string, state app.ConsentState, minute int) integrations.Consent {
		return integrations.Consent{Channel: channel, Purpose: purpose, State: state, At: first.Add(time.Duration(minute) * time.Minute)}
	}
	granted := say(app.ChannelEmail, app.PurposeMarketing, app.ConsentGranted, 2)
	withdrawn := say(app.ChannelEmail, app.PurposeMarketing, app.ConsentWithdrawn, 2)
	others := []integrations.Consent{
		say(app.ChannelSMS, app.PurposeMarketing, app.ConsentWithdrawn, 9), say(app.ChannelEmail, "profiling", app.ConsentWithdrawn, 9),
		say(app.ChannelEmail, app.PurposeMarketing, app.ConsentWithdrawn, 1),
	}
	_, ok := integrations.Newest(others[:2], app.ChannelEmail)
	require.False(t, ok, "she said nothing of it")
	said, ok := integrations.Newest(append(others, granted), app.ChannelEmail)
	require.True(t, ok)
	require.Equal(t, granted, said)
	for _, both := range [][]integrations.Consent{{granted, withdrawn}, {withdrawn, granted}} {
		said, _ = integrations.Newest(both, app.ChannelEmail)
		require.Equal(t, withdrawn, said, "of two words of one moment the one that gives less counts")
	}
}
