// Package qr owns drawing QR codes, as SVG that can be printed at any size.
package qr

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"

	"github.com/askwell/askwell/app"
)

// MostBytes is the longest text that is drawn: beyond it the squares of a code the
// size of a stamp are too fine for a phone.
const MostBytes = 600

// quiet is the margin that the standard wants around a code, in squares.
const quiet = 4

// SVG is a text as a QR code, dark on white whatever is behind it, with a title for
// who cannot see it. A quarter of it may be scratched away (level Q). Errors: Invalid
// for a text that is too long.
func SVG(text, title string) (string, error) {
	if len(text) > MostBytes {
		return "", app.Errorf(app.Invalid, "a QR code holds at most %d bytes", MostBytes)
	}
	code, err := qr.Encode(text, qr.Q, qr.Auto)
	if err != nil {
		return "", app.Errorf(app.Invalid, "the text does not fit into a QR code")
	}
	size := code.Bounds().Dx()
	dark := func(x, y int) bool { return code.At(x, y) == color.Black }
	var path strings.Builder
	for y := range size {
		for x := 0; x < size; x++ {
			from := x
			for x < size && dark(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", quiet+from, quiet+y, x-from, x-from)
			}
		}
	}
	var escaped strings.Builder
	if err := xml.EscapeText(&escaped, []byte(title)); err != nil {
		return "", err
	}
	whole := size + 2*quiet
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" shape-rendering="crispEdges">`+
		`<title>%s</title><path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="%s"/></svg>`,
		whole, whole, whole*8, whole*8, escaped.String(), whole, whole, path.String()), nil
}
