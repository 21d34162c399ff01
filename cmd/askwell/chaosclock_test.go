package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// haste is how many seconds pass in an epoch while one passes outside: in its shops, at its
// tools and in its processes, by one clock. Vendors' limits, backoffs and leases are kept to
// the letter in that time, and so hundreds of shoppers are told of at two calls a second
// without anybody waiting for minutes. What a machine does itself is as slow as ever, and
// therefore looks ten times slower: nothing gets easier for the app.
const haste = 10

// dial is a clock that goes faster than the machine's, and is put forward or back.
type dial struct {
	since, ahead int64 // nanoseconds: when it began to go faster, and how far it is put
}

func newDial() dial { return dial{since: time.Now().UnixNano()} }

// now is what it shows.
func (d dial) now() time.Time {
	return time.Unix(0, d.since+(time.Now().UnixNano()-d.since)*haste+d.ahead)
}

// put is the same clock, put forward or back.
func (d dial) put(by time.Duration) dial { return dial{d.since, d.ahead + int64(by)} }

// write sets the clock of whoever reads the file.
func (d dial) write(file string) error {
	next := file + ".next"
	if err := os.WriteFile(next, fmt.Appendf(nil, "%d %d", d.since, d.ahead), 0o600); err != nil {
		return err
	}
	return os.Rename(next, file)
}

// fileClock is the dial that a file tells: that is how the clock of a process jumps.
type fileClock struct {
	file string
	dial atomic.Pointer[dial]
}

// newFileClock reads the file now and then again and again.
func newFileClock(file string) *fileClock {
	c := &fileClock{file: file}
	c.dial.Store(&dial{})
	c.read()
	go func() {
		for range time.Tick(20 * time.Millisecond) {
			c.read()
		}
	}()
	return c
}

func (c *fileClock) read() {
	text, err := os.ReadFile(c.file)
	if err != nil {
		return // between two states: the old one holds
	}
	var d dial
	if _, err := fmt.Sscan(string(text), &d.since, &d.ahead); err == nil {
		c.dial.Store(&d)
	}
}

// Now is what the clock shows.
func (c *fileClock) Now() time.Time { return c.dial.Load().now() }

func TestAProcessReadsItsClockFromAFile(t *testing.T) {
	t.Parallel()
	file, d := filepath.Join(t.TempDir(), "clock"), newDial()
	require.NoError(t, d.put(time.Hour).write(file))
	c := newFileClock(file)
	require.WithinDuration(t, d.now().Add(time.Hour), c.Now(), time.Minute)
	require.NoError(t, d.put(-time.Hour).write(file))
	require.Eventually(t, func() bool { return d.now().Sub(c.Now()) > 59*time.Minute }, patience, 10*time.Millisecond)
	begun, shown := time.Now(), c.Now()
	time.Sleep(100 * time.Millisecond)
	require.InDelta(t, haste, float64(c.Now().Sub(shown))/float64(time.Since(begun)), 1)
}
