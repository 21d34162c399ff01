package merchant

import "html/template"

// icons are drawn with strokes on a square of 20.
var icons = map[string]string{
	"home":      `<path d="M3.5 9.5 10 4l6.5 5.5V16h-4.5v-4h-4v4H3.5z"/>`,
	"orders":    `<path d="M4 11.5 5.5 4h9L16 11.5V16H4zM4 11.5h3.5l1 2h3l1-2H16"/>`,
	"products":  `<path d="M3.5 10.2V4.5a1 1 0 0 1 1-1h5.7l6.3 6.3a1.4 1.4 0 0 1 0 2l-4.7 4.7a1.4 1.4 0 0 1-2 0z"/><circle cx="7.2" cy="7.2" r=".9"/>`,
	"customers": `<circle cx="10" cy="7" r="3"/><path d="M4 17c.6-3.3 2.9-5 6-5s5.4 1.7 6 5"/>`,
	"segments":  `<circle cx="10" cy="10" r="6.5"/><path d="M10 3.5V10l4.6 4.6"/>`,
	"discounts": `<path d="m10 3 2 1.6 2.6-.2.6 2.5L17 9l-1 2.4.2 2.6-2.5.7L12 17l-2.4-1-2.6.2-.8-2.5L4 12l.8-2.5-.2-2.6 2.5-.7L8.6 4zM7.8 12.2l4.4-4.4M8 8.1v-.1M12 12.1v-.1"/>`,
	"flow":      `<rect x="3.5" y="3.5" width="5" height="4.5" rx="1.2"/><rect x="11.5" y="12" width="5" height="4.5" rx="1.2"/><path d="M6 8v4a2.2 2.2 0 0 0 2.2 2.2h3.3M8.5 5.8h4a1.8 1.8 0 0 1 1.8 1.8V12"/>`,
	"store":     `<path d="M4.5 9v7h11V9M3.5 7.5 5 4h10l1.5 3.5a2.2 2.2 0 0 1-4.3.3 2.2 2.2 0 0 1-4.4 0 2.2 2.2 0 0 1-4.3-.3zM8 16v-4h4v4"/>`,
	"app":       `<rect x="3.5" y="3.5" width="13" height="13" rx="4"/><path d="M8 8.2a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1v.4M10 13.6v.1"/>`,
	"webhooks":  `<path d="M5 13.5V10a5 5 0 0 1 10 0v3.5l1.5 1.5h-13zM8.5 17h3"/>`,
	"settings":  `<circle cx="10" cy="10" r="2.4"/><path d="M10 3v2.2M10 14.8V17M3 10h2.2M14.8 10H17M5 5l1.6 1.6M13.4 13.4 15 15M15 5l-1.6 1.6M6.6 13.4 5 15"/>`,
	"search":    `<circle cx="9" cy="9" r="5"/><path d="m12.8 12.8 3.7 3.7"/>`,
	"menu":      `<path d="M3.5 6h13M3.5 10h13M3.5 14h13"/>`,
	"down":      `<path d="m6.5 8.5 3.5 3.5 3.5-3.5"/>`,
	"left":      `<path d="M11.5 6 7.5 10l4 4"/>`,
	"check":     `<path d="m5 10.5 3.5 3.5L15 7"/>`,
	"close":     `<path d="m6 6 8 8M14 6l-8 8"/>`,
	"eye":       `<path d="M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5z"/><circle cx="10" cy="10" r="2.2"/>`,
	"edit":      `<path d="m4 16 .8-3.2L13 4.6a1.3 1.3 0 0 1 1.9 0l.5.5a1.3 1.3 0 0 1 0 1.9L7.2 15.2z"/>`,
	"lock":      `<rect x="4.5" y="9" width="11" height="7.5" rx="1.8"/><path d="M7 9V6.8a3 3 0 0 1 6 0V9"/>`,
	"pulse":     `<path d="M2.5 10.5h3.5l2-5.5 3.5 10 2.2-6 1 1.5h2.8"/>`,
	"out":       `<path d="M8.5 4.5h-4v11h11v-4M11 4.5h4.5V9M15.5 4.5 9 11"/>`,
}

// icon draws one of the icons, which say nothing to who cannot see them.
func icon(name string) template.HTML {
	return template.HTML(`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">` + icons[name] + `</svg>`)
}
