package admin_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web/browsertest"
)

// day chooses a day in a field of the app, as a calendar does.
func (d desk) day(label, day string) {
	d.Helper()
	require.NotEmpty(d.bench, d.InsideAll(fmt.Sprintf(`function () {
		const at = this.querySelector('s-date-field[label=%q]');
		at.value = %q;
		at.dispatchEvent(new Event('change', {bubbles: true}));
		return [at.value];
	}`, label, day)))
}

// TestAMerchantFindsWhoDidWhatAndWhen narrows the audit log to a program, and to days that
// are the shop's own.
func TestAMerchantFindsWhoDidWhatAndWhen(t *testing.T) {
	d := newDesk(t)
	shop, err := d.store.Shop(t.Context(), demo)
	require.NoError(t, err)
	y, m, today := time.Now().In(shop.Zone()).Date()
	before := time.Date(y, m, today-3, 0, 0, 7, 0, shop.Zone()) // which was the day before by UTC's clock
	require.NoError(t, d.store.Audit(t.Context(), demo, app.AuditEntry{At: before, Actor: "operator", Operation: "replay", Outcome: "done"}))
	moment := fmt.Sprintf("%012x", before.UnixMilli()) // which an id begins with
	d.exec("UPDATE audit SET id = '" + moment[:8] + "-" + moment[8:] + "-7000-8000-000000000000' WHERE actor = 'operator'")
	made := d.key(demo, app.ScopeSurveysWrite)
	status, _ := d.with(made.Token, "POST", "/surveys", told{"document": document("heard")})
	require.Equal(t, 201, status)

	d.visit("/settings/audit")
	d.rows(4) // and that the guide was put away
	d.says(before.Format("15:04:05"))
	d.says("days ago")
	d.says("by the clock of " + shop.Zone().String())
	d.Pictures("audit-all")
	d.AccessibleInside("the audit log")
	d.Fits("audit")

	const who = `s-select[label="Who"]`
	d.Inside(who + " s-option:nth-of-type(5)")
	d.ClickInside(who)
	d.Do("choose the program with the keyboard", chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent("Warehouse"))
	require.Contains(t, d.rows(1)[0], "Warehouse, a key")
	d.ClickInside(who)
	d.Do("choose everybody again", chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent(kb.Home)) // letters would go on with what was typed before
	d.rows(4)
	d.day("To", before.Format(time.DateOnly))
	require.Contains(t, d.rows(1)[0], before.Format("15:04:05"))
	d.day("From", before.AddDate(0, 0, 1).Format(time.DateOnly))
	d.says("Nothing like that.")
	d.day("To", "")
	d.rows(3)
	d.Pictures("audit-narrowed")
}

// long is an address that no column has room for.
const long = "maximilian.wolfeschlegelsteinhausen@kundenkorrespondenz.example.com"

// TestALongAddressStandsBesideItsBoxAndAMomentInOneLine looks at the table of deliveries
// as a desk shows it.
func TestALongAddressStandsBesideItsBoxAndAMomentInOneLine(t *testing.T) {
	d := newDesk(t)
	made := d.published(linked())
	d.answered(made.ID, app.ResponseID("0b8f3f3e-0000-4000-8000-000000000001"), 71, `"podcast"`, time.Now())
	d.exec(fmt.Sprintf("UPDATE deliveries SET state = 'parked', reason = 'it knows somebody else by this address, and would have to join the two', created_at = %d", time.Now().Add(-23*time.Hour).UnixMilli()))
	d.exec("UPDATE profiles SET email = '" + long + "'")
	d.visit("/deliveries")
	d.rows(1)
	d.says(long)
	d.Pictures("deliveries-long")
	d.Do("be a desk", chromedp.EmulateViewport(1280, 900))
	require.Eventually(t, func() bool {
		return len(d.InsideAll(`function () {
			const [box, link, cell] = ['s-table-row s-checkbox', 's-table-row s-link', 's-table-row s-table-cell:last-of-type'].map((one) => this.querySelector(one));
			const line = document.createRange();
			line.selectNodeContents(cell);
			const lines = new Set([...line.getClientRects()].map(({top}) => Math.round(top)));
			return link.getBoundingClientRect().left >= box.getBoundingClientRect().right && link.scrollWidth <= link.parentElement.clientWidth && lines.size === 1 ? ['well'] : [];
		}`)) == 1
	}, browsertest.Patience, 50*time.Millisecond)
	d.Fits("deliveries-long")
}

// TestALongQuestionHasItsButtonBesideIt looks at where answers go as a phone shows it.
func TestALongQuestionHasItsButtonBesideIt(t *testing.T) {
	d := newDesk(t)
	d.connected()
	doc := linked()
	doc.Questions[0].Prompt = app.Text{"en": "What would you like to change about your skin in the next few months, if there is anything at all that bothers you?"}
	doc.Questions[0].Key = "changed_next_months"
	d.published(doc)
	d.visit("/destinations/tool/mapping")
	d.rows(1)
	d.Do("be a desk", chromedp.EmulateViewport(1280, 900))
	require.Eventually(t, func() bool {
		return len(d.InsideAll(`function () {
			const name = document.createRange();
			name.selectNodeContents(this.querySelector('s-table-row s-table-cell:last-of-type s-text'));
			return new Set([...name.getClientRects()].map(({top}) => Math.round(top))).size === 1 &&
				this.querySelector('s-table-row s-button').getBoundingClientRect().right <= this.querySelector('s-table').getBoundingClientRect().right ? ['whole'] : [];
		}`)) == 1
	}, browsertest.Patience, 50*time.Millisecond)
	d.Do("be a phone", chromedp.EmulateViewport(390, 900))
	require.Eventually(t, func() bool {
		return len(d.InsideAll(`function () {
			const [text, button] = ['s-table-row s-table-cell:last-of-type s-text', 's-table-row s-button'].map((one) => this.querySelector(one).getBoundingClientRect());
			return button.left >= text.right && button.top < text.bottom && button.bottom > text.top ? ['beside'] : [];
		}`)) == 1
	}, browsertest.Patience, 50*time.Millisecond)
	d.Pictures("mapping-long")
	d.Fits("mapping-long")
	d.ClickInside("s-table-row s-button")
	d.Inside("s-table-row s-select, s-table-row s-text-field")
	d.Pictures("mapping-open")
	d.Fits("mapping-open")
}
