package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"time"
)

// door is what stands before the app's processes: a balancer that turns to another where
// one does not answer. It can lose answers on their way back.
type door struct {
	backs []string // addresses
	next  atomic.Int64
	lossy atomic.Int64 // answers lost, of a hundred
	calls *traffic
	post  post
	met   *tally
	by    http.Client
}

func newDoor(calls *traffic, met *tally, backs ...string) *door {
	return &door{backs: backs, calls: calls, met: met, post: post{seen: map[string]bool{}, latest: map[string]string{}}, by: http.Client{
		Timeout:       10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport:     &http.Transport{MaxIdleConnsPerHost: 32},
	}}
}

// ServeHTTP implements http.Handler.
func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return
	}
	d.post.note(r, d.met)
	first := d.next.Add(1)
	for i := range int64(len(d.backs)) {
		back := (first + i) % int64(len(d.backs))
		answer, err := d.pass(r.Context(), d.backs[back], r, body)
		if err != nil {
			continue
		}
		d.calls.count(fmt.Sprint("back", back))
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil {
			break
		}
		if rand.Int64N(100) < d.lossy.Load() {
			d.calls.count("lost")
			break
		}
		for name, values := range answer.Header {
			w.Header()[name] = values
		}
		w.WriteHeader(answer.StatusCode)
		_, _ = w.Write(text)
		return
	}
	panic(http.ErrAbortHandler) // no answer, whatever was done
}

func (d *door) pass(ctx context.Context, back string, r *http.Request, body []byte) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, r.Method, back+r.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header = r.Header.Clone()
	request.Host = r.Host
	return d.by.Do(request)
}
