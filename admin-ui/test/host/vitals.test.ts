// shopify.webVitals with a browser's measurements put in its way.

import {afterEach, expect, test, vi} from 'vitest';
import {webVitals} from '../../src/host/bridge/vitals';

const measured: Record<string, object[]> = {
  'largest-contentful-paint': [{startTime: 100}, {startTime: 250}],
  'layout-shift': [{value: 0.1}, {value: 0.2, hadRecentInput: true}],
  event: [{duration: 40, interactionId: 1}, {duration: 16, interactionId: 2}, {duration: 900, interactionId: 0}],
};

class Observer {
  static supportedEntryTypes = Object.keys(measured);
  constructor(private readonly heard: (list: {getEntries(): object[]}) => void) {}
  observe({type}: {type: string}): void {
    this.heard({getEntries: () => measured[type]!});
  }
}

afterEach(() => vi.unstubAllGlobals());

test('what was measured is reported when the page is hidden, to one callback', async () => {
  vi.stubGlobal('PerformanceObserver', Observer);
  const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible');
  const vitals = webVitals();
  const heard = vi.fn<(report: {metrics: {name: string; value: number}[]}) => void>();
  const change = () => document.dispatchEvent(new Event('visibilitychange'));
  await vitals.onReport(heard);
  change();
  expect(heard).not.toHaveBeenCalled();
  hidden.mockReturnValue('hidden');
  change();
  expect(Object.fromEntries(heard.mock.calls[0]![0].metrics.map(({name, value}) => [name, value]))).toEqual({LCP: 250, CLS: 0.1, INP: 40});
  await vitals.onReport(null);
  change();
  expect(heard).toHaveBeenCalledOnce();
});
