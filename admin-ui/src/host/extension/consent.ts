// What buyers' surfaces have in common beyond data: analytics and consent.

import type {VisitorConsent, VisitorConsentChange} from 'ui-extensions/surfaces/checkout';
import type {Host} from './host';

const all = {analytics: true, marketing: true, preferences: true, saleOfData: true};

/** `customerPrivacy`, which starts with everything allowed and no banner due, and the call that changes it. */
export function privacy(host: Host) {
  const customerPrivacy = host.signals.make({
    allowedProcessing: all, metafields: [] as {key: string; value: string}[], visitorConsent: {} as VisitorConsent,
    shouldShowBanner: false, saleOfDataRegion: false,
  });
  return {
    customerPrivacy,
    async applyTrackingConsentChange({metafields = [], type: _, ...consent}: VisitorConsentChange) {
      const now = customerPrivacy.peek();
      const kept = now.metafields.filter(({key}) => !metafields.some((changed) => changed.key === key));
      const visitorConsent = {...now.visitorConsent, ...consent};
      customerPrivacy.set({
        ...now, visitorConsent, allowedProcessing: {...all, ...visitorConsent},
        metafields: [...kept, ...metafields.filter((changed): changed is {key: string; value: string} => changed.value !== null)],
      });
      return {type: 'success'} as const;
    },
  };
}

/** `analytics`: the sandbox has no pixels, so an event is written on the console. */
export const analytics = {
  async publish(name: string, data: Record<string, unknown>): Promise<boolean> {
    console.info(`analytics.publish ${name}`, data);
    return true;
  },
  async visitor(who: {email?: string; phone?: string}) {
    if (!who.email && !who.phone) return {type: 'error', message: 'an email or a phone is needed'} as const;
    console.info('analytics.visitor', Object.keys(who));
    return {type: 'success'} as const;
  },
};
