package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// calm comes back once a document has stood as it is for half a second, and asked for
// nothing.
const calm = `async function () {
	const now = () => this.innerHTML.length + ' ' + this.textContent + performance.getEntriesByType('resource').length;
	for (let before = '', same = 0; same < 5; ) {
		await new Promise((next) => setTimeout(next, 100));
		const is = now();
		same = is === before ? same + 1 : 0;
		before = is;
	}
	return [];
}`

// Calm waits until the embedded app has drawn what it draws.
func (w *Window) Calm() {
	w.t.Helper()
	w.ask(w.Inside("body"), calm)
}

// InsideText is all that the embedded app says, in its fields as well.
func (w *Window) InsideText() string {
	w.t.Helper()
	return w.ask(w.Inside("body"), `function () {
		const fields = [...this.querySelectorAll('*')].map((one) => [one.value, one.heading, one.label, one.details, one.title].filter((word) => typeof word === 'string').join('\n'));
		return [this.textContent + '\n' + fields.join('\n')];
	}`)[0]
}

// InsideAll asks a question of the embedded app: a function whose this is its body.
func (w *Window) InsideAll(function string) []string {
	w.t.Helper()
	return w.ask(w.Inside("body"), function)
}

// sideways names what of the embedded app stands out of its frame at the end.
const sideways = `function () {
	const page = document.scrollingElement;
	if (page.scrollWidth <= innerWidth) return [];
	const out = [...document.querySelectorAll('body *')].filter((one) => {
		const { right, width } = one.getBoundingClientRect();
		return width && right > innerWidth + 1;
	});
	return [page.scrollWidth + ' of ' + innerWidth + ' pixels', ...out.slice(0, 3).map((one) => one.outerHTML.slice(0, 160))];
}`

// mostTall bounds a picture: of a page that goes on and on, the beginning says enough.
const mostTall = 3600

// Sheet keeps the whole of the embedded app's page as a phone and as a desk see it, in
// light and in dark, and names the files; and what must be moved sideways to be read.
func (w *Window) Sheet(folder, name string) (files, tooWide []string) {
	w.t.Helper()
	for _, width := range []int64{390, 1280} {
		w.Do("be so wide", chromedp.EmulateViewport(width, 900))
		w.Calm()
		for _, out := range w.ask(w.Inside("body"), sideways) {
			tooWide = append(tooWide, fmt.Sprintf("%s, %d pixels wide: %s", name, width, out))
		}
		tall, err := strconv.Atoi(w.ask(w.Inside("body"), `function () { return [String(document.documentElement.scrollHeight)]; }`)[0])
		require.NoError(w.t, err)
		w.Do("be so tall", chromedp.EmulateViewport(width, int64(min(max(tall+110, 600), mostTall))))
		for _, scheme := range schemes {
			w.wear(scheme)
			w.Do("wait for the colours", chromedp.Sleep(250*time.Millisecond))
			png, err := chromedp.Run(w.ctx, chromedp.CaptureScreenshot())
			require.NoError(w.t, err)
			file := fmt.Sprintf("%s-%d-%s.png", name, width, scheme)
			require.NoError(w.t, os.WriteFile(filepath.Join(folder, file), png, 0o600))
			files = append(files, file)
		}
	}
	w.Do("be as before", chromedp.EmulateViewport(1280, 900))
	return files, tooWide
}

// Folder is where pictures are to be kept, "" when none are.
func Folder() string { return *screenshots }
