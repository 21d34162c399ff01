package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// load is a closed loop: each connection sends its next request when the last
// one was answered.
type load struct {
	address     string
	request     func(buf []byte, n uint64) []byte // the n-th request as it goes over the wire
	accepted    int                               // the status of success
	connections int
	most        uint64         // requests, in all
	acked       func(n uint64) // told of every success, by many goroutines; may be nil
	mayBreak    bool           // the subject is going to be killed: a lost connection is no error

	sent, done atomic.Uint64
}

// run sends until the context ends or most requests were sent.
func (l *load) run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	for range l.connections {
		group.Go(func() error { return l.converse(ctx) })
	}
	return group.Wait()
}

// converse is one connection's loop.
func (l *load) converse(ctx context.Context) error {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", l.address)
	if err != nil {
		return l.broken(err)
	}
	defer func() { _ = conn.Close() }()
	replies := bufio.NewReaderSize(conn, 4096)
	var buf []byte
	for ctx.Err() == nil {
		n := l.sent.Add(1)
		if n > l.most {
			return nil
		}
		buf = l.request(buf[:0], n)
		if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
			return l.broken(err)
		}
		status, body, err := exchange(conn, replies, buf)
		if err != nil {
			return l.broken(err)
		}
		if status != l.accepted {
			return fmt.Errorf("request %d: status %d, not %d: %s", n, status, l.accepted, body)
		}
		l.done.Add(1)
		if l.acked != nil {
			l.acked(n)
		}
	}
	return nil
}

func (l *load) broken(err error) error {
	if l.mayBreak {
		return nil
	}
	return fmt.Errorf("connection to %s: %w", l.address, err)
}

// exchange sends one request and reads its reply; body is its beginning.
func exchange(conn io.Writer, replies *bufio.Reader, request []byte) (status int, body []byte, err error) {
	if _, err := conn.Write(request); err != nil {
		return 0, nil, err
	}
	reply, err := http.ReadResponse(replies, nil)
	if err != nil {
		return 0, nil, err
	}
	defer reply.Body.Close()
	if body, err = io.ReadAll(io.LimitReader(reply.Body, 512)); err != nil {
		return 0, nil, err
	}
	_, err = io.Copy(io.Discard, reply.Body)
	return reply.StatusCode, body, err
}

// ask sends a single request on a connection of its own.
func ask(ctx context.Context, address string, request []byte) (status int, err error) {
	conn, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, "tcp", address)
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return 0, err
	}
	status, _, err = exchange(conn, bufio.NewReader(conn), request)
	return status, err
}
