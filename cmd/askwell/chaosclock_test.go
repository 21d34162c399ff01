package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// fileClock is the machine's clock, put forward or back by what a file says: that is how
// the clock of a process jumps.
type fileClock struct {
	file  string
	ahead atomic.Int64 // nanoseconds
}

// newFileClock reads the file now and then again and again; "" is the machine's clock.
func newFileClock(file string) *fileClock {
	c := &fileClock{file: file}
	if file != "" {
		c.read()
		go func() {
			for range time.Tick(20 * time.Millisecond) {
				c.read()
			}
		}()
	}
	return c
}

func (c *fileClock) read() {
	text, err := os.ReadFile(c.file)
	if err != nil {
		return // between two states: the old one holds
	}
	if ahead, err := strconv.ParseInt(string(text), 10, 64); err == nil {
		c.ahead.Store(ahead)
	}
}

// Now is what the clock shows.
func (c *fileClock) Now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// setClock puts the clock of whoever reads the file.
func setClock(file string, ahead time.Duration) error {
	next := file + ".next"
	if err := os.WriteFile(next, fmt.Append(nil, int64(ahead)), 0o600); err != nil {
		return err
	}
	return os.Rename(next, file)
}

func TestAProcessReadsItsClockFromAFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "clock")
	require.NoError(t, setClock(file, time.Hour))
	c := newFileClock(file)
	require.WithinDuration(t, time.Now().Add(time.Hour), c.Now(), time.Minute)
	require.NoError(t, setClock(file, -time.Hour))
	require.Eventually(t, func() bool { return time.Since(c.Now()) > 59*time.Minute }, patience, 10*time.Millisecond)
}
