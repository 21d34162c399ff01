package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// mortal is a program that can be killed and started again.
type mortal struct {
	make func() *exec.Cmd

	mu      sync.Mutex
	cmd     *exec.Cmd
	begun   time.Time
	ended   chan struct{}
	meant   bool // it was killed by us
	strange []string
}

// startsWithin is how long it may find out that it cannot start: it is started again then,
// as whoever runs programs does.
const startsWithin = 10 * time.Second

// start starts it. It ends when this process does, however that ends: the kernel watches
// the thread that started it, so that thread is kept until then.
func (m *mortal) start() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.begin()
}

func (m *mortal) begin() error {
	cmd, ended, started := m.make(), make(chan struct{}), make(chan error)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			m.mourn(cmd.Wait())
		}
		close(ended)
	}()
	if err := <-started; err != nil {
		return err
	}
	m.cmd, m.begun, m.ended, m.meant = cmd, time.Now(), ended, false
	return nil
}

// mourn notes an end that nobody asked for.
func (m *mortal) mourn(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var exit *exec.ExitError
	switch {
	case m.meant:
	case errors.As(err, &exit) && exit.ExitCode() == 1 && time.Since(m.begun) < startsWithin:
		time.AfterFunc(200*time.Millisecond, m.again)
	default:
		m.strange = append(m.strange, fmt.Sprintf("it ended by itself: %v", err))
	}
}

// again starts it once more, unless it has been killed meanwhile.
func (m *mortal) again() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.meant {
		return
	}
	if err := m.begin(); err != nil {
		m.strange = append(m.strange, err.Error())
	}
}

// kill is kill -9.
func (m *mortal) kill() {
	m.mu.Lock()
	cmd, ended := m.cmd, m.ended
	m.meant = true
	m.mu.Unlock()
	if cmd != nil {
		_ = cmd.Process.Kill()
		<-ended
	}
}

// problems are the ends that nobody asked for.
func (m *mortal) problems() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.strange
}

// isReady reports whether something says at an address that it is ready.
func isReady(address string) bool {
	client := http.Client{Timeout: time.Second}
	response, err := client.Get(address)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, response.Body)
	return response.StatusCode == http.StatusOK
}
