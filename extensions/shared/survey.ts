// What a merchant published, as the shop's metafield carries it to every block.

/** Words by language tag. */
export type Text = Record<string, string>;

export interface Option {
  key: string;
  label: Text;
  hint?: Text;
  image?: string;
  /** Keeps its place when options are shuffled. */
  pinned?: boolean;
}

export interface Question {
  key: string;
  type: string;
  prompt: Text;
  why?: Text;
  options?: Option[];
  other?: { label: Text; names?: { name: string; aliases?: string[] }[] };
  shuffle?: boolean;
  /** The day parts of a delivery slot, whose options are its places. */
  parts?: Option[];
  /** How many options may be chosen. */
  least?: number;
  most?: number;
  /** The limits of a number or a rating. */
  min?: number;
  max?: number;
  step?: number;
  unit?: Text;
  /** The words at a scale's ends, or for no and yes. */
  low?: Text;
  high?: Text;
  required?: boolean;
  max_length?: number;
}

export interface Survey {
  handle: string;
  version: number;
  languages: string[];
  placements: string[];
  questions: Question[];
  thanks?: Text;
}

export interface Published {
  app_url: string;
  surveys: Survey[];
}

/** The part of an app metafield entry that is read here. */
export interface MetafieldEntry {
  target: { type: string };
  metafield: { key: string; value: unknown };
}

/** What is published in this shop; undefined when nothing is, or it cannot be read. */
export function readPublished(entries: MetafieldEntry[]): Published | undefined {
  return parsePublished(entries.find(({ target, metafield }) => target.type === 'shop' && metafield.key === 'surveys')?.metafield.value);
}

/** The same from the metafield's value, which some hosts have parsed. */
export function parsePublished(value: unknown): Published | undefined {
  try {
    const published = (typeof value === 'string' ? JSON.parse(value) : value) as Published | undefined;
    return Array.isArray(published?.surveys) ? published : undefined;
  } catch {
    return undefined;
  }
}

/** The survey a merchant chose by handle, or the first one; an earlier place goes before a later. */
export function surveyFor(published: Published | undefined, places: string[], handle = ''): Survey | undefined {
  for (const place of places) {
    const found = published?.surveys.find((s) => s.placements.includes(place) && (!handle || s.handle === handle));
    if (found) return found;
  }
  return undefined;
}

/** The words for a locale: the exact tag, its language, the survey's first language. */
export function words(text: Text | undefined, locale: string, fallback: string): string {
  const base = locale.split('-')[0] ?? '';
  return text?.[locale] || text?.[base] || text?.[fallback] || '';
}
