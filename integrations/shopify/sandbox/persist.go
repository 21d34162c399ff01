package sandbox

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
// took: a crowd of 15,000 orders takes a tenth of a second to write.
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
	if err := os.MkdirAll(s.cfg.DataDir, 0o700); err != nil {
		return err
	}
	path := filepath.Join(s.cfg.DataDir, stateFile)
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(s.write(f), f.Close()); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// kept is the world without its shops.
type kept struct {
	*world.World
	Shops []json.RawMessage `json:"shops,omitempty"` // hides the world's
}

// write goes shop by shop, so that the others are open meanwhile and no more
// than one is in memory twice. What counts the ids comes last: it may only be
// ahead of what the shops hold.
func (s *Sandbox) write(to io.Writer) error {
	w := bufio.NewWriter(to)
	between := `{"shops":[`
	for _, shop := range s.world.Shops {
		text, err := s.written(shop)
		if err != nil {
			return err
		}
		_, _ = w.WriteString(between) // its error comes back from Flush
		_, _ = w.Write(text)
		between = ",\n"
	}
	rest, err := s.written(kept{World: s.world})
	if err != nil {
		return err
	}
	_, _ = w.WriteString("]," + string(rest[1:]))
	return w.Flush()
}

func (s *Sandbox) written(part any) ([]byte, error) {
	s.world.Lock()
	defer s.world.Unlock()
	return json.Marshal(part)
}
