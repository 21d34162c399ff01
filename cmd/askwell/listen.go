package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// serve answers on a listener and works off jobs until the context ends; then it
// lets what is under way finish. Either half can be left out.
func (a *application) serve(ctx context.Context, listener net.Listener, only string) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var group sync.WaitGroup
	if only != "web" {
		group.Go(func() {
			if err := a.queue.Run(ctx); err != nil {
				stop(fmt.Errorf("jobs: %w", err))
			}
		})
	}
	if only != "jobs" {
		group.Go(func() {
			if err := serveHTTP(ctx, listener, a.engine); err != nil {
				stop(fmt.Errorf("web: %w", err))
			}
		})
	}
	<-ctx.Done()
	group.Wait()
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}

// Limits of a connection. Shopify keeps connections open between webhooks, so
// idle ones are kept long.
const (
	headerTimeout   = 5 * time.Second
	readTimeout     = 10 * time.Second
	writeTimeout    = 30 * time.Second
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 10 * time.Second
)

func serveHTTP(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: 64 << 10,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	return server.Shutdown(last)
}

// listen opens the port the app answers on.
func listen(ctx context.Context, address string) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", cmp.Or(address, ":8080"))
	if err != nil {
		return nil, fmt.Errorf("the port is not free: %w", err)
	}
	return listener, nil
}
