package browsertest

import (
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// Watch is what a window did beside what was asked of it, since it began to watch.
type Watch struct {
	mu         sync.Mutex
	requests   []string
	complaints []string
}

// Watching begins to note every request of the window, whatever its console says
// (errors, warnings, what a security policy refused), and what moves on the pages it
// opens from now on.
func (w *Window) Watching() *Watch {
	w.t.Helper()
	watch := &Watch{}
	require.NoError(w.t, chromedp.Listen(w.ctx, watch.hear))
	enable(w, network.Enable, network.EnableParams{})
	enable(w, log.Enable, cdp.Empty{})
	w.First(keepShifts)
	return watch
}

// First has a script run in every document from the next on, before its own.
func (w *Window) First(script string) {
	w.t.Helper()
	_, err := chromedp.Call(w.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	require.NoError(w.t, err)
}

func enable[P any](w *Window, command cdp.Command[P, cdp.Empty], params P) {
	w.t.Helper()
	_, err := chromedp.Call(w.ctx, command, params)
	require.NoError(w.t, err)
}

func (s *Watch) hear(event any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch event := event.(type) {
	case *network.EventRequestWillBeSent:
		s.requests = append(s.requests, event.Request.Method+" "+event.Request.URL)
	case *runtime.EventExceptionThrown:
		s.complaints = append(s.complaints, event.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		s.complaints = append(s.complaints, fmt.Sprintf("console.%s", event.Type))
	case *log.EventEntryAdded:
		s.complaints = append(s.complaints, fmt.Sprintf("%s: %s %s", event.Entry.Level, event.Entry.Text, event.Entry.URL))
	}
}

// Requests are those so far whose method and address have one of the parts in them,
// "POST http://127.0.0.1:8081/apps/askwell/responses".
func (s *Watch) Requests(parts ...string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []string
	for _, request := range s.requests {
		for _, part := range parts {
			if strings.Contains(request, part) {
				found = append(found, request)
				break
			}
		}
	}
	return found
}

// Complaints are what stood in the console so far.
func (s *Watch) Complaints() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.complaints...)
}

// keepShifts notes what moved on a page though nobody touched it
// (https://web.dev/articles/cls), but for the sandbox's own panel, which is no part of
// the shop, and the shop's own head, which a slow machine draws before all of it is read.
const keepShifts = `
window.__shifts = [];
new PerformanceObserver((list) => {
	for (const { value, hadRecentInput, sources } of list.getEntries()) {
		const moved = sources.filter(({ node }) => !(node?.closest ? node : node?.parentElement)?.closest('[data-ledger], header.bar'));
		const names = moved.map(({ node }) => node?.className || node?.nodeName || 'what is gone');
		if (!hadRecentInput && moved.length) window.__shifts.push(value.toFixed(4) + ' ' + names.join(', '));
	}
}).observe({ type: 'layout-shift', buffered: true });`

// Shifts are what moved on the page though nobody touched it: by how much, and what.
func (w *Window) Shifts() []string {
	w.t.Helper()
	shifts, err := chromedp.Run(w.ctx, chromedp.Evaluate[[]string]("window.__shifts"))
	require.NoError(w.t, err)
	return shifts
}
