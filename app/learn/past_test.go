package learn_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/store/storetest"
)

func TestADoubtMayAskHowOftenSheWasAskedAndHasAnswered(t *testing.T) {
	t.Parallel()
	w := newTown(t, storetest.New(t))
	w.publish("once", `{"and":[{"==":[{"var":"shopper.visits"},2]},{"==":[{"var":"shopper.answered"},2]}]}`)
	w.publish("twice", `{">":[{"var":"shopper.visits"},2]}`)
	her, _ := w.buy("new@example.com", "first-light")
	w.say(her, "once", "x", time.Now().Add(-2*time.Hour))
	w.say(her, "twice", "x", time.Now().Add(-time.Hour))
	w.learn()
	require.Equal(t, []string{"once"}, w.doubted(her))
}
