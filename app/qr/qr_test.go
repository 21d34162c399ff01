package qr_test

import (
	"encoding/xml"
	"image"
	"image/color"
	"image/draw"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/qr"
)

var run = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-\d+z`)

// drawn is what a printer makes of the SVG, each square so many points wide.
func drawn(t *testing.T, svg string, points int) *image.Gray {
	t.Helper()
	var document struct {
		Box   string `xml:"viewBox,attr"`
		Paths []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	require.NoError(t, xml.Unmarshal([]byte(svg), &document))
	size := number(t, strings.Fields(document.Box)[2]) * points
	picture := image.NewGray(image.Rect(0, 0, size, size))
	draw.Draw(picture, picture.Bounds(), image.White, image.Point{}, draw.Src)
	for _, square := range run.FindAllStringSubmatch(document.Paths[1].D, -1) {
		x, y, w := number(t, square[1])*points, number(t, square[2])*points, number(t, square[3])*points
		draw.Draw(picture, image.Rect(x, y, x+w, y+points), image.Black, image.Point{}, draw.Src)
	}
	return picture
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	require.NoError(t, err)
	return n
}

func scanned(t *testing.T, picture image.Image) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	require.NoError(t, err)
	found, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	require.NoError(t, err)
	return found.GetText()
}

func TestWhatIsDrawnIsReadBack(t *testing.T) {
	t.Parallel()
	const address = "https://demo-shop.myshopify.com/apps/askwell/surveys/heard?utm_source=receipt&utm_medium=qr&utm_campaign=spring&locale=sv"
	for _, text := range []string{"x", address, address + "&utm_term=" + strings.Repeat("%C3%A5", 60)} {
		svg, err := qr.SVG(text, "Scan me")
		require.NoError(t, err)
		require.Equal(t, text, scanned(t, drawn(t, svg, 4)))
	}
}

func TestACodeThatIsScratchedIsStillRead(t *testing.T) {
	t.Parallel()
	svg, err := qr.SVG("https://demo-shop.myshopify.com/apps/askwell/surveys/heard", "")
	require.NoError(t, err)
	picture := drawn(t, svg, 4)
	side := picture.Bounds().Dx()
	scratch := image.Rect(side/2, side/2, side/2+side/8, side/2+side/4)
	draw.Draw(picture, scratch, image.NewUniform(color.Gray{Y: 255}), image.Point{}, draw.Src)
	require.Equal(t, "https://demo-shop.myshopify.com/apps/askwell/surveys/heard", scanned(t, picture))
}

func TestACodeHasItsMarginAndItsTitle(t *testing.T) {
	t.Parallel()
	svg, err := qr.SVG("x", `Scan <me> & "win"`)
	require.NoError(t, err)
	require.Contains(t, svg, "<title>Scan &lt;me&gt; &amp; &#34;win&#34;</title>")
	picture := drawn(t, svg, 1)
	for i := range picture.Bounds().Dx() {
		for edge := range 4 {
			require.Equal(t, uint8(255), picture.GrayAt(i, edge).Y)
			require.Equal(t, uint8(255), picture.GrayAt(edge, i).Y)
		}
	}
	require.Equal(t, uint8(0), picture.GrayAt(4, 4).Y)
	_, err = qr.SVG(strings.Repeat("x", qr.MostBytes+1), "")
	require.True(t, app.Is(err, app.Invalid))
}
