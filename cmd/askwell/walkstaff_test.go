package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// flowRun is what the sandbox's state says of a trigger that was fired.
type flowRun struct {
	Trigger string
	Ran     bool
	Payload map[string]any
}

func (r *running) flow() []flowRun {
	r.t.Helper()
	var all struct{ Shops []struct{ Flow []flowRun } }
	r.get(r.shop+"/_sandbox/state?shop=demo-shop.myshopify.com", &all)
	return all.Shops[0].Flow
}

func TestStaffWriteDownWhatACustomerSaysAndAWorkflowStarts(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := browsertest.Open(t)
	w.Do("turn a workflow on", chromedp.Navigate(sandbox.shop+"/admin/flow"), click(`form[action="/admin/flow/answer-given"] button`), read("Turn off"))
	w.Pictures("flow-on")
	w.Accessible("Flow")

	w.Do("look Ada up", chromedp.Navigate(sandbox.shop+"/admin/customers?query=ada"), click(`td a[href^="/admin/customers/"]`), see(`.hosted s-select`))
	w.Pictures("staff-before")
	w.Accessible("the block")
	w.Do("pick the question", chromedp.Evaluate[chromedp.Void](`document.querySelector('.hosted s-select').shadowRoot.querySelector('select').focus()`), chromedp.KeyEvent("How"), see(`.hosted s-choice[value="podcast"]`))
	w.Pictures("staff-asking")
	w.Accessible("the question")
	w.Do("choose and save", click(`.hosted s-choice[value="podcast"]`), click(`.hosted s-button[variant="primary"]`), read("Saved, under your name."), read("written down by staff"))
	w.Pictures("staff-saved")

	require.Eventually(t, func() bool {
		return sandbox.state().customer("ada@example.com").Metafields["$app.source"].Value == "podcast"
	}, patience, 50*time.Millisecond, "what was written down never reached the customer")
	require.Eventually(t, func() bool { return len(sandbox.flow()) == 1 }, patience, 50*time.Millisecond, "no workflow was started")
	run := sandbox.flow()[0]
	require.Equal(t, "answer-given", run.Trigger)
	require.True(t, run.Ran)
	require.Equal(t, "podcast", run.Payload["Answer key"])
	require.Equal(t, "staff", run.Payload["Surface"])
	require.Regexp(t, `^user/\d+$`, sandbox.capturedBy("ada@example.com"))

	w.Do("undo it", click(`.hosted s-banner s-button`), read("Undone."))
	require.Eventually(t, func() bool {
		return sandbox.state().customer("ada@example.com").Metafields["$app.source"].Value == ""
	}, patience, 50*time.Millisecond, "what was undone stayed with the customer")
	w.Do("see what Flow was told", chromedp.Navigate(sandbox.shop+"/admin/flow"), see(`td a[href^="/admin/customers/"]`), click("summary"), see("details[open] pre"))
	w.Pictures("flow-told")
}

// capturedBy is who wrote down what a customer said, as our API tells it.
func (r *running) capturedBy(email string) string {
	r.t.Helper()
	id := r.state().customer(email).ID
	var minted struct{ Token string }
	response, err := http.Post(r.shop+"/_sandbox/tokens", "application/json", strings.NewReader(`{"kind":"admin"}`))
	require.NoError(r.t, err)
	defer response.Body.Close()
	require.NoError(r.t, json.NewDecoder(response.Body).Decode(&minted))
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, r.app+"/api/v1/people/"+id[strings.LastIndex(id, "/")+1:]+"/profile", nil)
	require.NoError(r.t, err)
	request.Header.Set("Authorization", "Bearer "+minted.Token)
	answer, err := http.DefaultClient.Do(request)
	require.NoError(r.t, err)
	defer answer.Body.Close()
	var shown struct {
		Declared []struct {
			CapturedBy string `json:"captured_by"`
		}
	}
	require.NoError(r.t, json.NewDecoder(answer.Body).Decode(&shown))
	require.Len(r.t, shown.Declared, 1)
	return shown.Declared[0].CapturedBy
}
