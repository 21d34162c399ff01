package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// subject is a server that is measured.
type subject struct {
	name    string
	prepare func(ctx context.Context, database string) error // fills the fresh database
	command func(ctx context.Context, port int, database string) *exec.Cmd
	ids     func(workload) string      // the query for what it holds
	refuses func(refusal) (status int) // 0: not its business
}

// floorSubject is this very program as the floor.
func floorSubject(self, name string) subject {
	return subject{
		name:    name,
		prepare: func(context.Context, string) error { return nil },
		command: func(ctx context.Context, port int, database string) *exec.Cmd {
			return exec.CommandContext(ctx, self, floorCommand, "127.0.0.1:"+strconv.Itoa(port), database)
		},
		ids:     func(w workload) string { return w.floorIDs },
		refuses: func(r refusal) int { return r.floor },
	}
}

// process is a running subject.
type process struct {
	address string
	cmd     *exec.Cmd
	log     string
	ended   chan struct{}
}

// start runs the subject on a database and waits until it is ready. It must be
// called from the main goroutine, whose thread lives as long as we do: the
// kernel kills the subject with it.
func (s subject) start(ctx context.Context, dir, database string) (*process, error) {
	port, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	p := &process{
		address: "127.0.0.1:" + strconv.Itoa(port), cmd: s.command(ctx, port, database),
		log: filepath.Join(dir, s.name+".log"), ended: make(chan struct{}),
	}
	log, err := os.Create(p.log)
	if err != nil {
		return nil, err
	}
	defer func() { _ = log.Close() }()
	p.cmd.Stdout, p.cmd.Stderr = log, log
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = p.cmd.Wait()
		close(p.ended)
	}()
	if err := p.waitUntilReady(ctx); err != nil {
		p.kill()
		return nil, fmt.Errorf("%s: %w\n%s", s.name, err, p.lastWords())
	}
	return p, nil
}

// kill ends the subject as a power cut would end its process.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended already
	<-p.ended
}

func (p *process) waitUntilReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	request := []byte("GET /readyz HTTP/1.1\r\nHost: askwell.example.com\r\nConnection: close\r\n\r\n")
	for {
		status, err := ask(ctx, p.address, request)
		if err == nil && status == http.StatusOK {
			return nil
		}
		select {
		case <-p.ended:
			return fmt.Errorf("ended while it started (%s)", p.cmd.ProcessState)
		case <-ctx.Done():
			return fmt.Errorf("not ready: status %d: %w", status, err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// lastWords is the end of what the subject logged.
func (p *process) lastWords() []byte {
	all, err := os.ReadFile(p.log)
	if err != nil {
		return nil
	}
	all = bytes.TrimSpace(all)
	return all[max(0, len(all)-2000):]
}

func freePort(ctx context.Context) (int, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port, nil
}
