package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// alone keeps a second run away: two would measure each other. The kernel lets
// go of the lock when the process ends, however it ends.
func alone() (release func() error, err error) {
	path := filepath.Join(os.TempDir(), "askwell-bench.lock")
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("another bench is running (%s is locked)", path)
		}
		return nil, err
	}
	return file.Close, nil
}
