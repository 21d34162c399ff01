// How it all looks: Polaris' own tokens, our few on top, and the checkout's
// roomier dress, light and dark as the reader likes it.

import tokens from '@shopify/polaris-tokens/css/styles.css?inline';

import {adopt} from './frame/dom';

/** Where elements stand: the embedded app's page, or a block of an extension. */
export type Dress = 'app' | 'admin' | 'checkout';

const ground = `
  :root {
    --host-accent: var(--p-color-bg-fill-brand);
    --host-on-accent: #fff;
    --host-label-weight: var(--p-font-weight-regular);
    --host-input-bg: var(--p-color-input-bg-surface);
    --host-input-critical-bg: var(--p-color-bg-surface-critical);
    --host-input-radius: var(--p-border-radius-200);
    --host-input-padding: var(--p-space-150);
    --host-placeholder: var(--p-color-text-secondary);
    --host-mark: 1rem;
    --host-mark-border: var(--p-color-input-border);
    --host-choice-gap: var(--p-space-100);
    --host-switch-off: var(--p-color-icon-secondary);
    --host-badge-bg: var(--p-color-bg-fill-transparent-secondary);
    --host-badge-text: var(--p-color-text-secondary);
    --host-card-radius: var(--p-border-radius-300);
    --host-card-shadow: var(--p-shadow-100), 0 0 0 1px rgba(26, 26, 26, 0.06);
    --host-button-height: 1.75rem;
    --host-button-padding: var(--p-space-150) var(--p-space-300);
    --host-button-radius: var(--p-border-radius-200);
    --host-button-font: var(--p-font-size-300);
    --host-button-bg: var(--p-color-bg-fill);
    --host-button-hover: var(--p-color-bg-fill-hover);
    --host-button-active: var(--p-color-bg-fill-active);
    --host-button-shadow: var(--p-shadow-button);
    --host-primary-bg: linear-gradient(180deg, rgba(48, 48, 48, 0) 63%, rgba(255, 255, 255, 0.15) 100%), var(--p-color-bg-fill-brand);
    --host-primary-hover: var(--p-color-bg-fill-brand-hover);
    --host-primary-text: var(--p-color-text-brand-on-bg-fill);
    --host-primary-shadow: var(--p-shadow-button-primary);
    --host-text-size: var(--p-font-size-325);
    --host-text-line: var(--p-font-line-height-500);
    --host-page-padding: var(--p-space-400);
    --host-title-size: var(--p-font-size-500);
    --host-title-line: var(--p-font-line-height-600);
    --host-section-size: var(--p-font-size-350);
  }
  .p-theme-dark-experimental {
    --host-on-accent: #1a1a1a;
    --host-input-bg: rgba(255, 255, 255, 0.06);
    --host-input-critical-bg: rgba(199, 10, 36, 0.18);
    --host-badge-bg: rgba(255, 255, 255, 0.14);
    --host-badge-text: var(--p-color-text);
    --host-card-shadow: var(--p-shadow-bevel-100);
    --host-button-bg: rgba(255, 255, 255, 0.11);
    --host-button-hover: rgba(255, 255, 255, 0.16);
    --host-button-active: rgba(255, 255, 255, 0.2);
    --host-button-shadow: inset 0 0 0 1px rgba(255, 255, 255, 0.12);
    --host-primary-bg: var(--p-color-bg-fill-brand);
    --host-primary-shadow: none;
    --p-color-bg-surface-secondary: rgba(255, 255, 255, 0.04);
    --p-color-bg-surface-disabled: rgba(255, 255, 255, 0.05);
    --p-color-border: rgba(255, 255, 255, 0.16);
    --p-color-input-border: rgba(255, 255, 255, 0.42);
    --p-color-input-border-hover: rgba(255, 255, 255, 0.6);
    --p-color-input-border-active: rgba(255, 255, 255, 0.8);
    --p-color-text-link: rgba(145, 190, 255, 1);
    --p-color-text-link-hover: rgba(190, 216, 255, 1);
    --p-color-text-success-secondary: rgba(92, 214, 160, 1);
    --p-color-text-caution-secondary: rgba(230, 210, 90, 1);
    --p-color-text-warning-secondary: rgba(255, 190, 100, 1);
    --p-color-text-critical-secondary: rgba(255, 160, 168, 1);
    --p-color-border-critical-secondary: rgba(255, 110, 125, 1);
    --p-color-border-focus: rgba(120, 175, 255, 1);
    --p-color-text-disabled: rgba(255, 255, 255, 0.55);
    --p-color-bg-fill-disabled: rgba(255, 255, 255, 0.08);
    --p-color-bg-fill-tertiary: rgba(255, 255, 255, 0.16);
  }
`;

const page = `
  body { margin: 0; background: var(--p-color-bg); color: var(--p-color-text); font-family: var(--p-font-family-sans); font-size: var(--host-text-size);
    line-height: var(--host-text-line); font-weight: var(--p-font-weight-regular); -webkit-font-smoothing: antialiased; }
`;

// A block on a page of the admin, which is not ours either.
const block = `
  .host-admin { color: var(--p-color-text); font-family: var(--p-font-family-sans); font-size: var(--host-text-size); line-height: var(--host-text-line); font-weight: var(--p-font-weight-regular); }
`;

// Checkout draws larger, in its own accent, on a white page that is not ours:
// everything hangs on the element the extension is rendered into.
const checkout = `
  .host-checkout {
    --host-accent: var(--checkout-accent, #1773b0); --host-on-accent: var(--checkout-on-accent, #fff); --host-text-size: 0.875rem; --host-text-line: 1.3125rem;
    --host-input-bg: #fff; --host-input-radius: 0.5rem; --host-input-padding: 0.7rem; --p-color-input-border: #dedede; --host-placeholder: #707070;
    --host-mark: 1.125rem; --host-mark-border: #8a8a8a; --host-choice-gap: 0.75rem; --p-font-size-350: 1rem; --p-font-line-height-500: 1.375rem;
    --host-card-radius: 0.5rem; --host-card-shadow: inset 0 0 0 1px #dedede; --host-page-padding: 0; --host-title-size: 1.5rem; --host-title-line: 2rem; --host-section-size: 1.125rem;
    --host-button-height: 2.75rem; --host-button-padding: 0.75rem 1.25rem; --host-button-radius: 0.5rem; --host-button-font: 0.875rem;
    --host-button-shadow: inset 0 0 0 1px #dedede; --host-primary-bg: var(--host-accent); --host-primary-hover: color-mix(in srgb, var(--host-accent) 85%, #000); --host-primary-text: var(--host-on-accent); --host-primary-shadow: none;
    --p-font-weight-regular: 400; --p-font-weight-medium: 500; --p-font-weight-semibold: 600; --p-color-border-focus: var(--host-accent); --p-color-bg-fill-info: #eaf4ff; --p-color-text-info-on-bg-fill: #14507a;
    --p-color-bg-fill-critical: #fff1f1; --p-color-text-critical-on-bg-fill: #9b1c1c; --p-color-bg-fill-success: #edf7ee; --p-color-text-success-on-bg-fill: #1d5c2b; --p-color-bg-fill-warning: #fff5dd; --p-color-text-warning-on-bg-fill: #5e4200;
    color: var(--p-color-text); font-family: var(--checkout-font, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif);
    font-size: var(--host-text-size); line-height: var(--host-text-line); font-weight: 400;
  }
  .p-theme-dark-experimental .host-checkout {
    --host-accent: var(--checkout-accent, #6bb6ea); --host-on-accent: var(--checkout-on-accent, #10222f); --host-input-bg: rgba(255, 255, 255, 0.06); --p-color-input-border: rgba(255, 255, 255, 0.3); --host-placeholder: #b5b5b5;
    --host-card-shadow: inset 0 0 0 1px rgba(255, 255, 255, 0.2); --host-button-shadow: inset 0 0 0 1px rgba(255, 255, 255, 0.25);
    --host-primary-hover: color-mix(in srgb, var(--host-accent) 85%, #fff);
    --p-color-bg-fill-info: #17384d; --p-color-text-info-on-bg-fill: #d6ecfb;
    --p-color-bg-fill-critical: #4d1f22; --p-color-text-critical-on-bg-fill: #ffdcdc; --p-color-bg-fill-success: #1d3d25; --p-color-text-success-on-bg-fill: #d8f3dd; --p-color-bg-fill-warning: #453512; --p-color-text-warning-on-bg-fill: #fbe7b8;
  }
`;

/** Dresses the document, which goes dark when the reader asks for it. Gives the class of a block. */
export function dress(as: Dress): string {
  adopt(tokens + ground);
  if (as === 'app') adopt(page);
  else adopt(as === 'admin' ? block : checkout);
  followScheme();
  return `host-${as}`;
}

let following = false;

function followScheme(): void {
  if (following) return;
  following = true;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => document.documentElement.classList.toggle('p-theme-dark-experimental', dark.matches);
  dark.addEventListener('change', follow);
  follow();
}
