// Command bench measures what accepting a webhook and an answer costs, durable,
// against the least a server can do on the same database, in one run where both
// take turns. It prints ratios and keeps them in cmd/bench/RESULTS.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/askwell/askwell/cmd/bench/floor"
)

// floorCommand makes this program the floor instead.
const floorCommand = "serve-floor"

func main() {
	// Children die with the thread that started them: this one lives to the end.
	runtime.LockOSThread()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options is the command line.
type options struct {
	quick     bool
	self      bool
	databases string
	requests  string
}

func run(ctx context.Context, args []string, stdout io.Writer) (err error) {
	if len(args) == 3 && args[0] == floorCommand {
		return floor.Serve(ctx, floor.Config{Address: args[1], Database: args[2], Secret: apiSecret})
	}
	var o options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stdout)
	flags.BoolVar(&o.quick, "quick", false, "three short rounds, no RESULTS.md")
	flags.BoolVar(&o.self, "self", false, "the floor against itself: how much the machine alone varies; no RESULTS.md")
	flags.StringVar(&o.databases, "db", "sqlite,postgres", "which databases")
	flags.StringVar(&o.requests, "requests", "webhook,answer", "which requests")
	if err := flags.Parse(args); err != nil {
		return err
	}
	release, err := alone()
	if err != nil {
		return err
	}
	defer func() { _ = release() }()
	dir, err := os.MkdirTemp("", "askwell-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	return o.measure(ctx, dir, stdout)
}

func (o options) measure(ctx context.Context, dir string, stdout io.Writer) error {
	b, err := o.bench(ctx, dir, stdout)
	if err != nil {
		return err
	}
	var contests []*contest
	for _, name := range strings.Split(o.databases, ",") {
		e, err := engineNamed(ctx, name, dir)
		if err != nil {
			return err
		}
		defer func() { _ = e.stop() }()
		for _, w := range workloads() {
			if strings.Contains(o.requests, w.name) {
				contests = append(contests, &contest{engine: e, work: w})
			}
		}
	}
	if err := b.play(ctx, contests); err != nil {
		return err
	}
	fmt.Fprint(stdout, "\n", table(contests))
	return o.conclude(ctx, b, contests)
}

func (o options) bench(ctx context.Context, dir string, stdout io.Writer) (*bench, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	b := &bench{
		dir: dir, floor: floorSubject(self, "floor"), ours: floorSubject(self, "floor again"),
		rounds: 7, warmUp: 2 * time.Second, window: 4 * time.Second,
		say: func(format string, args ...any) { fmt.Fprintf(stdout, format+"\n", args...) },
	}
	if o.quick {
		b.rounds, b.warmUp, b.window = 3, time.Second, 1500*time.Millisecond
	}
	if o.self {
		return b, nil
	}
	binary := filepath.Join(dir, "askwell")
	b.ours = oursSubject(binary, dir)
	return b, build(ctx, "-o", binary, ourProgram)
}

// conclude keeps the results and explains every budget that was missed.
func (o options) conclude(ctx context.Context, b *bench, contests []*contest) error {
	if o.self {
		return nil
	}
	root, err := moduleRoot(ctx)
	if err != nil {
		return err
	}
	if !o.quick {
		if err := os.WriteFile(filepath.Join(root, "cmd/bench/RESULTS.md"), []byte(b.results(contests)), 0o644); err != nil {
			return err
		}
	}
	return b.explain(ctx, contests, root)
}

func moduleRoot(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	return strings.TrimSpace(string(out)), err
}
