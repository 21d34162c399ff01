package connect_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/connect"
)

// fence is the number of those who have held a lane: one more where what they sent is not
// to be believed.
func (w *world) fence(t *testing.T, id app.DestinationID) int64 {
	t.Helper()
	lanes, err := w.store.Lanes(t.Context(), demo)
	require.NoError(t, err)
	for _, lane := range lanes {
		if lane.Destination == id {
			return lane.Fence
		}
	}
	require.Fail(t, "there is no such lane")
	return 0
}

func TestNothingIsBelievedOfAnotherAccountNorOfAnotherList(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		made := w.connected(t)
		for _, c := range []struct {
			name, account string
			settings      map[string]string
			moved         bool
		}{
			{"the same again", "Acme", map[string]string{"api_key": "", "list": "7"}, false},
			{"something that leads nowhere else", "Acme", map[string]string{"region": "eu"}, false},
			{"another list", "Acme", map[string]string{"list": "8"}, true},
			{"another account", "Emca", map[string]string{"api_key": ""}, true},
			{"an account without a name", "", map[string]string{"api_key": ""}, true},
			{"the same without a name", "", map[string]string{"api_key": ""}, false},
			{"another setting of who knows which account", "", map[string]string{"region": ""}, true},
		} {
			w.office.set(func(o *office) { o.account = c.account })
			before := w.fence(t, made.ID)
			_, err := w.Change(t.Context(), demo, made.ID, connect.Change{Settings: c.settings})
			require.NoError(t, err, c.name)
			require.Equal(t, c.moved, w.fence(t, made.ID) > before, c.name)
		}
	})
}
