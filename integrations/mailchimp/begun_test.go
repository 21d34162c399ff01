package mailchimp_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/mailchimp/double"
)

// Another app's batch has as many operations: that it is another's shows when it is done.
func TestABatchOfAsManyOperationsIsNotOursUnlessTheyAreCalledSo(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	changes := []integrations.Change{{Subject: ada, Set: skin("oily")}}
	name := func() string { return uuid.Must(uuid.NewV7()).String() }
	_, err := w.Connect(t).(integrations.Bulker).Begin(t.Context(), name(), changes)
	require.NoError(t, err)
	by, ours := w.Connect(t).(integrations.Bulker), name()
	_, err = by.Begin(t.Context(), ours, changes)
	require.True(t, app.Is(err, app.Unavailable), "%v", err)
	w.Pass(t, time.Minute)
	_, err = by.Begin(t.Context(), ours, changes)
	require.NoError(t, err)
	w.account(t, func(a *double.Account) { require.Len(t, a.Batches, 2) })
}
