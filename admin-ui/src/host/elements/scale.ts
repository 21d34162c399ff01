// The spacing words of Polaris in the tokens they stand for.

const steps: Record<string, string> = {
  none: '0',
  'small-500': 'var(--p-space-025)',
  'small-400': 'var(--p-space-050)',
  'small-300': 'var(--p-space-100)',
  'small-200': 'var(--p-space-200)',
  'small-100': 'var(--p-space-300)',
  small: 'var(--p-space-300)',
  base: 'var(--p-space-400)',
  large: 'var(--p-space-500)',
  'large-100': 'var(--p-space-500)',
  'large-200': 'var(--p-space-600)',
  'large-300': 'var(--p-space-800)',
  'large-400': 'var(--p-space-1000)',
  'large-500': 'var(--p-space-1200)',
};

/** "base small" → "var(…) var(…)"; unknown words count as none. */
export function space(words: string): string {
  return words.trim().split(/\s+/).filter(Boolean).map((word) => steps[word] ?? '0').join(' ');
}

const radii: Record<string, string> = {
  none: '0',
  'small-200': 'var(--p-border-radius-100)',
  'small-100': 'var(--p-border-radius-150)',
  small: 'var(--p-border-radius-150)',
  base: 'var(--p-border-radius-200)',
  large: 'var(--p-border-radius-300)',
  'large-100': 'var(--p-border-radius-300)',
  'large-200': 'var(--p-border-radius-400)',
  max: 'var(--p-border-radius-full)',
};

/** The corner words of Polaris. */
export function radius(words: string): string {
  return words.trim().split(/\s+/).filter(Boolean).map((word) => radii[word] ?? '0').join(' ');
}
