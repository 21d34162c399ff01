package admin_test

import (
	"io/fs"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web/browsertest"
)

// TestStaffWriteDownWhatAGuestSaysOnThePhone looks a guest up by her order, writes down
// what she says and takes that back.
func TestStaffWriteDownWhatAGuestSaysOnThePhone(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	made := b.published(document("heard"))
	b.guest(made.ID, 502, `"podcast"`)

	w.Do("look a guest up", chromedp.Navigate(b.shop+"/admin/apps/askwell/people/order-502"))
	const told = `s-section[heading="What they have told you"] `
	w.ClickInside(told + `s-button[accessibilitylabel^="Write down an answer"]`)
	w.Inside(told + `s-select[label="What they speak of"] s-option`)
	w.ClickInside(told + `s-select[label="What they speak of"]`)
	w.Do("pick the question", chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent("How"))
	w.ClickInside(told + `s-choice[value="friend"]`)
	w.Pictures("person-guest-record")
	w.AccessibleInside("writing a guest's answer down")
	w.ClickInside(told + `s-button[variant="primary"]`)
	w.Inside(told + `s-banner[tone="success"]`)
	w.Inside(told + `s-button[accessibilitylabel^="One answer before"]`)
	w.Pictures("person-guest-recorded")
	require.Equal(t, []any{"A friend"}, b.person("/people/0?order=502").Answers[0]["values"])
	require.Contains(t, b.texts("SELECT captured_why FROM responses"), "Phone call")

	w.ClickInside(told + `s-banner[tone="success"] s-button`)
	require.Eventually(t, func() bool {
		answers := b.person("/people/0?order=502").Answers
		return len(answers) == 1 && answers[0]["values"].([]any)[0] == "A podcast"
	}, browsertest.Patience, 50*time.Millisecond, "what she had said counts again")
}

// TestStaffPartWhoIsNotTheSamePerson adds a card to a shopper, parts who was merged
// into her by mistake and joins them again.
func TestStaffPartWhoIsNotTheSamePerson(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	made := b.published(document("heard"))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"friend"`, time.Now().Add(-time.Hour))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 8, `"podcast"`, time.Now())
	require.NoError(t, b.store.LearnContact(t.Context(), demo, store.Contact{Customer: 7, Email: "ada.lovelace@example.com", Phone: "+46701234567", At: time.Now()}))
	_, err := b.store.MergeCustomers(t.Context(), demo, 7, 8)
	require.NoError(t, err)

	w.Do("look Ada up", chromedp.Navigate(b.shop+"/admin/apps/askwell/people/7"))
	w.Inside(`s-section[heading="Also known as"] s-button`)
	w.Pictures("person")
	w.AccessibleInside("a person")

	const goes, also = `s-section[heading="Goes by"] `, `s-section[heading="Also known as"] `
	w.ClickInside(goes + "s-text-field")
	w.Do("type no number of a card", chromedp.KeyEvent("åäö"))
	w.ClickInside(goes + "s-button:not([accessibilitylabel])")
	w.Inside(goes + `s-text-field[error]:not([error=""])`)
	w.Pictures("person-wrong")
	w.AccessibleInside("a card that is none")
	w.ClickInside(goes + "s-text-field")
	w.Do("type one with the keyboard alone", chromedp.KeyEvent(kb.Backspace+kb.Backspace+kb.Backspace+"9752 1234"), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	w.Inside(goes + `s-button[accessibilitylabel="Remove ***1234"]`)
	w.Do("be told", chromedp.WaitVisible(chromedp.CSS(".host-toast")))

	const part = also + `s-button[accessibilitylabel="Customer 8 is not the same person"]`
	w.ClickInside(part)
	w.Inside(also + `s-modal s-paragraph`)
	w.Pictures("person-part")
	w.AccessibleInside("what parting does")
	w.ClickInside(also + `s-modal s-button[slot="secondary-actions"]`)
	require.Equal(t, []any{"A podcast"}, b.person("/people/7").Answers[0]["values"], "thought better of it")
	w.ClickInside(part)
	w.ClickInside(also + `s-modal s-button[variant="primary"]`)
	w.Inside(also + `s-button[accessibilitylabel="Customer 8 is the same person after all"]`)
	require.Equal(t, []any{"A friend"}, b.person("/people/7").Answers[0]["values"])
	w.Pictures("person-parted")
	w.AccessibleInside("two people")
	w.ClickInside(also + `s-button[accessibilitylabel="Customer 8 is the same person after all"]`)
	w.Inside(part)
	require.Equal(t, []any{"A podcast"}, b.person("/people/7").Answers[0]["values"])

	w.Do("look nobody up", chromedp.Navigate(b.shop+"/admin/apps/askwell/people/4711"))
	w.Inside(`s-banner[tone="critical"]`)
	w.Pictures("person-nobody")
	w.AccessibleInside("nobody")
}
