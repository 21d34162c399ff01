// The block that asks: the surveys that are published for this place, of the order's
// page it stands on. A shopper sees nothing where nothing is published.

import type { Signal } from './draw.ts';
import { factsOf, type Visit } from './facts.ts';
import { closedBy, NOTHING, readKnown } from './known.ts';
import { memoryIn, type Storage } from './memory.ts';
import type { I18n } from './questions/question.ts';
import { SurveyForm } from './SurveyForm.tsx';
import { type MetafieldEntry, readPublished, surveysFor } from './survey.ts';

/** What the APIs of all pages of an order have in common, as far as it is used. */
export interface OrderPage {
  appMetafields: Signal<MetafieldEntry[]>;
  cost: { totalAmount: Signal<Visit['total']> };
  discountCodes: Signal<Visit['codes']>;
  extension: { editor?: unknown };
  i18n: I18n;
  lines: Signal<Visit['lines']>;
  localization: { language: Signal<{ isoCode: string }>; country: Signal<{ isoCode: string } | undefined> };
  sessionToken: { get: () => Promise<string> };
  settings: Signal<Record<string, unknown>>;
  shippingAddress?: Signal<Visit['address']>;
  shop: { storefrontUrl?: string; myshopifyDomain: string };
  storage: Storage;
}

export interface SurveyBlockProps {
  page: OrderPage;
  surface: string;
  /** Where the merchant may have placed the survey, the best place first. */
  placements: string[];
  order?: string;
  /** A customer who is logged in. */
  customer?: string;
  /** Whether she may have been asked on an earlier page, which remembers for itself. */
  later?: boolean;
  /** When the order was placed. */
  placed?: string;
}

/** So long after an order what she said about it may not have reached the page yet. */
const FRESH = 3_600_000;

/** Everything of the page that may change. */
export const signalsOf = ({ appMetafields, cost, discountCodes, lines, localization, settings, shippingAddress }: OrderPage): (Signal | undefined)[] => [
  appMetafields, cost.totalAmount, discountCodes, lines, localization.language, localization.country, settings, shippingAddress,
];

export function SurveyBlock({ page, surface, placements, order, customer, later = false, placed = '' }: SurveyBlockProps) {
  const { i18n, shop, localization } = page;
  const metafields = page.appMetafields.value;
  const { survey } = page.settings.value;
  const editing = Boolean(page.extension.editor);
  const published = readPublished(metafields);
  const surveys = surveysFor(published, placements, typeof survey === 'string' ? survey.trim() : '');
  if (!published || surveys.length === 0) return editing ? <s-banner tone="info">{i18n.translate('nothing')}</s-banner> : null;
  const locale = localization.language.value.isoCode;
  const visit = {
    surface,
    locale,
    country: localization.country.value?.isoCode,
    customer,
    total: page.cost.totalAmount.value,
    lines: page.lines.value,
    codes: page.discountCodes.value,
    address: page.shippingAddress?.value,
  };
  const known = customer ? readKnown(metafields, order) : later ? undefined : NOTHING;
  return (
    <SurveyForm
      key={`${surveys.map(({ handle }) => handle).join()}/${order}/${customer}`}
      surveys={surveys}
      surface={surface}
      order={order}
      customer={customer}
      locale={locale}
      facts={factsOf(visit, published.currency)}
      known={known || (customer ? closedBy(metafields) : NOTHING)}
      partly={!known || Math.abs(Date.now() - Date.parse(placed)) < FRESH}
      later={later}
      memory={memoryIn(page.storage, { order, customer })}
      server={{ url: published.app_url, token: () => page.sessionToken.get() }}
      editing={editing}
      shop={shop.storefrontUrl || `https://${shop.myshopifyDomain}`}
      i18n={i18n}
    />
  );
}
