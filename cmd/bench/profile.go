package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

//go:embed testdata/profile.go.txt
var profileSource []byte

// explain profiles every contest that missed its budget. A subject that cannot
// be compared at all is an error.
func (b *bench) explain(ctx context.Context, contests []*contest, root string) error {
	var broken []error
	var slow []*contest
	for _, c := range contests {
		if c.incomparable != nil {
			broken = append(broken, fmt.Errorf("%s on %s is not comparable: %w", c.work.name, c.engine.name, c.incomparable))
		} else if _, met := c.verdict(); !met {
			slow = append(slow, c)
		}
	}
	if len(slow) == 0 {
		return errors.Join(broken...)
	}
	binary, err := profiled(ctx, b.dir, root)
	if err != nil {
		return err
	}
	for _, c := range slow {
		top, err := b.profile(ctx, oursSubject(binary, b.dir), c, filepath.Join(root, "cmd/bench/out"))
		if err != nil {
			return fmt.Errorf("profile of %s on %s: %w", c.work.name, c.engine.name, err)
		}
		b.say("\n%s on %s is below its budget; where its time goes (cmd/bench/out):\n%s", c.work.name, c.engine.name, top)
	}
	return errors.Join(broken...)
}

// profiled builds the program once more with a profiler in it, laid over its
// sources, so that the program itself carries none.
func profiled(ctx context.Context, dir, root string) (binary string, err error) {
	source, overlay := filepath.Join(dir, "profile.go"), filepath.Join(dir, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{
		"Replace": {filepath.Join(root, "cmd/askwell/bench_profile.go"): source},
	})
	if err != nil {
		return "", err
	}
	if err := errors.Join(os.WriteFile(source, profileSource, 0o600), os.WriteFile(overlay, replace, 0o600)); err != nil {
		return "", err
	}
	binary = filepath.Join(dir, "askwell-profiled")
	return binary, build(ctx, "-overlay", overlay, "-o", binary, ourProgram)
}

// profile explains a missed budget: it measures the contest once more with the
// profiler on, keeps the profile in out and returns its top.
func (b *bench) profile(ctx context.Context, s subject, c *contest, out string) (top string, err error) {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return "", err
	}
	path := filepath.Join(out, c.work.name+"-"+c.engine.name+".pprof")
	_ = os.Remove(path) // an older one may be there
	database, err := b.database(ctx, s, c.engine)
	if err != nil {
		return "", err
	}
	defer func() { err = orElse(err, c.engine.drop(ctx, database)) }()
	if err := os.Setenv("BENCH_PROFILE", path); err != nil {
		return "", err
	}
	defer func() { _ = os.Unsetenv("BENCH_PROFILE") }()
	p, err := s.start(ctx, b.dir, database)
	if err != nil {
		return "", err
	}
	defer p.kill()
	if err := p.cmd.Process.Signal(syscall.SIGUSR1); err != nil {
		return "", err
	}
	if _, err := b.underLoad(ctx, p, c); err != nil {
		return "", err
	}
	if err := p.cmd.Process.Signal(syscall.SIGUSR1); err != nil {
		return "", err
	}
	if err := waitForFile(ctx, path); err != nil {
		return "", err
	}
	text, err := exec.CommandContext(ctx, "go", "tool", "pprof", "-top", "-cum", "-nodecount=60", path).CombinedOutput()
	return string(text), err
}

func waitForFile(ctx context.Context, path string) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for {
		if _, err := os.Stat(path); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("no profile: %w", ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
}
