package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestWhatLinksAreMadeAndOpenedByLooksAtNobodyElse(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	_, err := s.RecordResponse(t.Context(), demo, said(published(t, s, demo, "a"), ada, "podcast", noon))
	require.NoError(t, err)
	requireFew(t, store.Plans(t, s, func() {
		her, err := s.History(t.Context(), demo, store.Whom{Customer: ada})
		require.NoError(t, err)
		_, err = s.Holder(t.Context(), demo, her.Profile, 0)
		require.NoError(t, err)
		_, err = s.Holder(t.Context(), demo, "", ada)
		require.NoError(t, err)
		require.NoError(t, s.NoteLinks(t.Context(), demo, map[app.ProfileID]time.Time{her.Profile: noon}))
		_, err = s.DueLinks(t.Context(), time.Now(), time.Now(), 10)
		require.NoError(t, err)
		require.NoError(t, s.PlanLinks(t.Context(), demo, map[app.ProfileID]time.Time{her.Profile: time.Now()}))
	}))
}
