// How charts look: the host's own colours, and six hues of ours that stand out from
// a light and from a dark ground alike (3:1 on both, WCAG 1.4.11). No hue says anything
// that a shape, a line's dashes or a word does not say too.

export const hues = ['#3578d4', '#b8631b', '#14857b', '#9a5fc7', '#cb4a7a', '#76791f'];

export const dashes = ['', '6 3', '2 3', '10 3 2 3', '8 3', '1 4'];

const css = `
.chart { position: relative; min-inline-size: 0; }
.chart svg { display: block; overflow: visible; }
.chart text { font-size: 13px; fill: var(--p-color-text, #303030); }
.chart .strong { font-weight: 650; font-variant-numeric: tabular-nums; }
.chart .quiet { font-size: 12px; fill: var(--p-color-text-secondary, #616161); font-variant-numeric: tabular-nums; }
.chart .track { fill: var(--p-color-bg-fill-tertiary, #ebebeb); }
.chart .range { stroke: var(--p-color-text, #303030); stroke-width: 1.5; fill: none; }
.chart .grid { stroke: var(--p-color-border-secondary, #ebebeb); }
.chart .zero { stroke: var(--p-color-border, #8a8a8a); }
.chart .band { opacity: 0.16; stroke: none; }
.chart .line { fill: none; stroke-width: 2; }
.chart .point { stroke-width: 1.5; }
.chart .hollow { fill: var(--p-color-bg-surface, #fff); }
.chart [tabindex]:focus { outline: none; }
.chart [tabindex]:focus-visible .focus { stroke: var(--p-color-border-focus, #005bd3); stroke-width: 2; }
.chart .focus { fill: none; stroke: none; }
.chart .told { min-block-size: 2.6em; margin-block-start: 4px; font-size: 12px; line-height: 1.3; color: var(--p-color-text-secondary, #616161); }
.chart .key { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0 0 8px; padding: 0; list-style: none; font-size: 12px; }
.chart .key li { display: flex; align-items: center; gap: 6px; min-inline-size: 0; }
.chart .key svg { flex: none; }
@media (forced-colors: active) {
  .chart text { fill: CanvasText; } .chart .track { fill: Canvas; stroke: CanvasText; } .chart .range, .chart .line, .chart .point { stroke: CanvasText; }
  .chart .fill { fill: Highlight; } .chart [tabindex]:focus-visible .focus { stroke: Highlight; }
}
`;

/** The charts' style, once for each chart: a page of them is small. */
export const Look = () => <style>{css}</style>;
