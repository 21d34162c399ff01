package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web/browsertest"
)

// emailed is the email that a tool would send somebody: the snippet with her link in the
// place of its tag, as a file a browser opens.
func emailed(t *testing.T, s *running, link string) string {
	t.Helper()
	var drawn struct{ HTML string }
	s.asMerchant(http.MethodGet, "/api/v1/surveys/how-did-you-hear/email?tool=brevo", nil, http.StatusOK, &drawn)
	tag := drawn.HTML[strings.Index(drawn.HTML, "{{"):]
	tag = tag[:strings.Index(tag, "}}")+2]
	file := filepath.Join(t.TempDir(), "email.html")
	text := `<!doctype html><html lang="en"><title>Email</title><meta name="viewport" content="width=device-width">` + strings.ReplaceAll(drawn.HTML, tag, link)
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return "file://" + file
}

func TestAnEmailIsAnsweredWithOneClickAndOneButton(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	ada := sandbox.state().customer("ada@example.com")
	id, err := app.ParseCustomerID(ada.ID)
	require.NoError(t, err)
	link := sandbox.linkOf(id, "answer")
	w := browsertest.Open(t)
	w.Do("open the email", chromedp.Navigate(emailed(t, sandbox, link)), see(`a[href*="answer=podcast"]`))
	w.Pictures("email")
	w.WithoutScripts()
	w.Do("click an option", chromedp.RemoveAttribute(chromedp.CSS(`a[href*="answer=podcast"]`), "target"), click(`a[href*="answer=podcast"]`), read("Yes, A podcast"))
	w.Pictures("email-question")
	require.Empty(t, sandbox.responses(), "a visit is no answer")
	w.Do("confirm", click(`main > form button`), read("Thank you"))
	w.Pictures("email-thanks")
	require.Eventually(t, func() bool {
		return sandbox.state().customer("ada@example.com").Metafields["$app.source"].Value == "podcast"
	}, patience, 50*time.Millisecond, "the answer never reached the customer")
	written := sandbox.state().customer("ada@example.com").Metafields["$app.links"]
	require.Equal(t, "json", written.Type)
	require.Contains(t, written.Value, `"preferences":"`+sandbox.app+`/p/`)

	w.Do("click another", chromedp.Navigate(link+"?survey=how-did-you-hear&question=source&answer=friend"), read("You have answered this already"))
	w.Pictures("email-again")
	w.Do("open a broken link", chromedp.Navigate(link[:len(link)-3]), read("This link is not complete"))
	w.Pictures("email-broken")
	w.Do("open her preferences", chromedp.Navigate(sandbox.linkOf(id, "preferences")), see(`main form`))
	w.Pictures("email-preferences")
	sandbox.later(400 * day)
	w.Do("open it a year later", chromedp.Navigate(link), read("This link has expired"))
	w.Pictures("email-expired")
}

// linkOf is a customer's link, without what it asks.
func (s *running) linkOf(customer app.CustomerID, purpose string) string {
	s.t.Helper()
	var made struct{ URL string }
	s.asMerchant(http.MethodPost, "/api/v1/people/"+strings.TrimPrefix(customer.GID(), "gid://shopify/Customer/")+"/links",
		[]byte(`{"purpose":"`+purpose+`"}`), http.StatusOK, &made)
	return made.URL
}
