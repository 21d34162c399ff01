// Command askwell is the whole app in one binary: it serves, migrates, plays a
// sandbox shop, and answers a developer's questions.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"
)

func main() {
	tuneMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := execute(ctx, os.Args[1:], os.Getenv, os.Stdout)
	stop()
	os.Exit(code)
}

// commands is the command line: each field a command, each command a file.
type commands struct {
	Serve      serveCommand      `cmd:"" help:"Serve the app: web and jobs in one process."`
	Migrate    migrateCommand    `cmd:"" help:"Bring the database up to date, or say how it is."`
	Sandbox    sandboxCommand    `cmd:"" help:"Run the app with a sandbox shop beside it: no account needed."`
	Doctor     doctorCommand     `cmd:"" help:"Check the configuration, the database and the queue."`
	Survey     surveyCommand     `cmd:"" help:"Export, compare and apply surveys as documents."`
	Deliveries deliveriesCommand `cmd:"" help:"List what was written back, and send it again."`
	Privacy    privacyCommand    `cmd:"" help:"Export or erase what is held about a customer."`
}

// process is what every command gets: its surroundings.
type process struct {
	ctx    context.Context
	env    func(string) string
	stdin  io.Reader
	stdout io.Writer
	exit   int // what to exit with when nothing went wrong
}

// execute is the program without its exit, so that tests can call it.
func execute(ctx context.Context, args []string, env func(string) string, stdout io.Writer) int {
	var cli commands
	exited := -1
	parser, err := kong.New(&cli,
		kong.Name("askwell"), kong.Description("Zero-party data for Shopify. Configuration comes from the environment: see .env.example."),
		kong.Writers(stdout, stdout), kong.Exit(func(code int) { exited = code }), kong.UsageOnError())
	if err != nil {
		fmt.Fprintln(stdout, "askwell:", err)
		return 1
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		fmt.Fprintln(stdout, "askwell:", err)
		return 2
	}
	p := &process{ctx: ctx, env: env, stdin: os.Stdin, stdout: stdout}
	err = parsed.Run(p)
	if err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(stdout, "askwell:", err)
		return 1
	}
	return p.exit
}

// Collecting garbage when the heap has grown fivefold instead of twofold saves
// about a fifth of the CPU an accepted answer costs; the limit keeps the process
// within its 200 MB when much lives at once. GOGC and GOMEMLIMIT win.
const (
	heapGrowth  = 400
	memoryLimit = 160 << 20
)

func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}

func newLogger(out io.Writer, level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: level}))
}
