// shopify.webVitals: what the browser measured, reported when the page is left
// or hidden, as App Bridge does.

interface Metric {
  id: string;
  name: string;
  value: number;
}

type Callback = (report: {metrics: Metric[]}) => unknown;
type Measured = PerformanceEntry & {value?: number; hadRecentInput?: boolean; duration: number; interactionId?: number};

/** Measures from now on and hands the values to one callback. */
export function webVitals() {
  const values = new Map<string, number>();
  let callback: Callback | null = null;
  const observe = (type: string, heard: (entry: Measured) => void) => {
    if (!globalThis.PerformanceObserver?.supportedEntryTypes?.includes(type)) return;
    new PerformanceObserver((list) => (list.getEntries() as Measured[]).forEach(heard)).observe({type, buffered: true});
  };
  observe('paint', ({name, startTime}) => name === 'first-contentful-paint' && values.set('FCP', startTime));
  observe('largest-contentful-paint', ({startTime}) => values.set('LCP', startTime));
  observe('layout-shift', ({value = 0, hadRecentInput}) => hadRecentInput || values.set('CLS', (values.get('CLS') ?? 0) + value));
  observe('event', ({duration, interactionId}) => interactionId && values.set('INP', Math.max(duration, values.get('INP') ?? 0)));
  observe('navigation', (entry) => values.set('TTFB', (entry as unknown as PerformanceNavigationTiming).responseStart));

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden' || !callback || values.size === 0) return;
    callback({metrics: [...values].map(([name, value]) => ({id: crypto.randomUUID(), name, value}))});
  });
  return {
    onReport: async (heard: Callback | null) => {
      callback = heard;
    },
  };
}
