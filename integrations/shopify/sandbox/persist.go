package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

const stateFile = "sandbox.json"

// load reads the kept world, nil when there is none.
func load(dir string) (*world.World, error) {
	if dir == "" {
		return nil, nil
	}
	text, err := os.ReadFile(filepath.Join(dir, stateFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("sandbox: read kept state: %w", err)
	}
	var w world.World
	if err := json.Unmarshal(text, &w); err != nil {
		return nil, fmt.Errorf("sandbox: kept state in %s is broken (delete it to start anew): %w", stateFile, err)
	}
	if w.Form != world.Form {
		return nil, fmt.Errorf("sandbox: %s keeps the state of another version (delete it to start anew)", stateFile)
	}
	return &w, nil
}

// Saving waits at least saveEvery, and saveShare times as long as the last save
// took: a crowd of 15,000 orders takes a tenth of a second to write, during
// which the shop stands still.
const (
	saveEvery = 250 * time.Millisecond
	saveShare = 20
)

// keepSaving writes the world soon after it changed.
func (s *Sandbox) keepSaving(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.world.Dirty:
		}
		started := time.Now()
		if err := s.save(); err != nil {
			s.log.Error("sandbox: state not saved", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(max(saveEvery, saveShare*time.Since(started))):
		}
	}
}

// save writes the world beside the old file and swaps them, so that a crash
// leaves one whole file.
func (s *Sandbox) save() error {
	if s.cfg.DataDir == "" {
		return nil
	}
	s.world.Lock()
	text, err := json.Marshal(s.world)
	s.world.Unlock()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.cfg.DataDir, 0o700); err != nil {
		return err
	}
	path := filepath.Join(s.cfg.DataDir, stateFile)
	if err := os.WriteFile(path+".new", text, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
