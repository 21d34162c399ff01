// What tells how things stand: s-banner, s-spinner, s-progress,
// s-skeleton-paragraph, s-empty-state.

import {define, HostElement} from './element';
import {icon} from './icons';

const bannerIcons: Record<string, string> = {
  success: 'check-circle', warning: 'alert-triangle', critical: 'alert-circle', caution: 'alert-triangle',
};

class Banner extends HostElement {
  static override props = {heading: 'string', tone: 'string', dismissible: 'boolean', collapsible: 'boolean'} as const;
  static override events = ['dismiss', 'afterhide'];
  static override css = `
    :host { display: block; }
    .banner { overflow: clip; border-radius: var(--host-card-radius); background: var(--p-color-bg-surface); box-shadow: var(--host-card-shadow); }
    .bar { display: flex; align-items: center; gap: var(--p-space-200); padding: var(--p-space-300); font-weight: var(--p-font-weight-semibold);
      background: var(--p-color-bg-fill-info); color: var(--p-color-text-info-on-bg-fill); }
    :host([tone=success]) .bar { background: var(--p-color-bg-fill-success); color: var(--p-color-text-success-on-bg-fill); }
    :host([tone=warning]) .bar, :host([tone=caution]) .bar { background: var(--p-color-bg-fill-warning); color: var(--p-color-text-warning-on-bg-fill); }
    :host([tone=critical]) .bar { background: var(--p-color-bg-fill-critical); color: var(--p-color-text-critical-on-bg-fill); }
    .body { padding: var(--p-space-300); }
    .heading { flex: 1; min-inline-size: 0; }
    svg { display: block; inline-size: 1.25rem; block-size: 1.25rem; flex: none; }
    button { padding: 0; border: 0; background: none; color: inherit; cursor: pointer; }
    :host(:state(plain)) .banner { display: flex; }
    :host(:state(plain)) .bar { flex: none; align-items: start; }
    :host(:state(plain)) .heading { display: none; }
    :host(:state(plain)) .body { flex: 1; align-self: center; }
  `;
  static override html = `
    <div class="banner"><div class="bar"><span class="icon"></span><span class="heading"></span><button type="button" class="fold" aria-label="Show more or less" aria-expanded="true" hidden>${icon('chevron-down')}</button><button type="button" class="dismiss" aria-label="Dismiss" hidden>${icon('x')}</button></div>
    <div class="body"><slot></slot><slot name="secondary-actions"></slot></div></div>`;

  protected override drawn(): void {
    this.root.addEventListener('slotchange', () => this.changed());
    this.find('.fold').addEventListener('click', () => {
      const folded = !this.find('.body').hidden;
      this.find('.fold').ariaExpanded = String(!folded);
      this.find('.body').hidden = folded;
    });
    this.find('.dismiss').addEventListener('click', () => {
      this.emit('dismiss');
      this.hidden = true;
      this.emit('afterhide');
    });
  }

  protected override update(): void {
    const tone = this.getAttribute('tone') ?? 'auto';
    this.internals.role = tone === 'critical' ? 'alert' : 'status';
    this.find('.icon').innerHTML = icon(bannerIcons[tone] ?? 'info');
    this.find('.heading').textContent = this.getAttribute('heading');
    this.find('.dismiss').hidden = !this.hasAttribute('dismissible');
    this.find('.fold').hidden = !this.hasAttribute('collapsible');
    this.state('plain', !this.getAttribute('heading'));
    const folded = this.hasAttribute('collapsible') && this.find('.fold').ariaExpanded === 'false';
    this.find('.body').hidden = folded || (!this.textContent?.trim() && this.childElementCount === 0);
  }
}

class Spinner extends HostElement {
  static override props = {size: 'string', accessibilityLabel: 'string'} as const;
  static override css = `
    :host { display: inline-block; inline-size: 1.25rem; block-size: 1.25rem; border-radius: 50%; border: 0.15rem solid var(--p-color-icon-secondary);
      border-block-start-color: transparent; animation: turn 0.9s linear infinite; }
    :host([size^=large]) { inline-size: 2.75rem; block-size: 2.75rem; border-width: 0.25rem; }
    @keyframes turn { to { transform: rotate(1turn); } }
    @media (prefers-reduced-motion: reduce) { :host { animation-duration: 3s; } }
  `;
  static override html = '';
  protected override update(): void {
    this.internals.role = 'status';
    this.internals.ariaLabel = this.getAttribute('accessibilitylabel') ?? 'Loading';
  }
}

class Progress extends HostElement {
  static override props = {value: 'number', max: 'number', tone: 'string', accessibilityLabel: 'string'} as const;
  static override css = `
    :host { display: block; block-size: 0.5rem; border-radius: 1rem; overflow: clip; background: var(--p-color-bg-surface-tertiary); }
    div { block-size: 100%; background: var(--host-accent); }
    :host([tone=critical]) div { background: var(--p-color-text-critical-secondary); }
    :host(:state(unknown)) div { inline-size: 40% !important; animation: pass 1.4s ease-in-out infinite alternate; }
    @keyframes pass { from { margin-inline-start: 0; } to { margin-inline-start: 60%; } }
  `;
  static override html = '<div></div>';
  protected override update(): void {
    const max = Number(this.read('max') || 1);
    const share = Number(this.read('value')) / max;
    this.find('div').style.inlineSize = `${Math.round(100 * Math.min(1, Math.max(0, share)))}%`;
    this.speak('progressbar', this.read('accessibilityLabel') || 'Progress');
    // Without a value it goes on, and nobody knows how far.
    this.state('unknown', !this.hasAttribute('value'));
    this.internals.ariaValueMax = String(max);
    this.internals.ariaValueNow = this.hasAttribute('value') ? this.read('value') : null;
  }
}

class Skeleton extends HostElement {
  static override props = {content: 'string'} as const;
  static override css = `
    :host { display: block; block-size: 1em; margin-block: 0.25em; border-radius: var(--p-border-radius-100); background: var(--p-color-bg-fill-tertiary); animation: fade 1.2s ease-in-out infinite alternate; }
    @keyframes fade { to { opacity: 0.5; } }
  `;
  static override html = '';
}

class EmptyState extends HostElement {
  static override props = {heading: 'string'} as const;
  static override css = `
    :host { display: flex; flex-direction: column; align-items: center; gap: var(--p-space-200); padding: var(--p-space-800) var(--p-space-400); text-align: center; }
    h2 { margin: 0; font-size: var(--p-font-size-400); line-height: var(--p-font-line-height-600); font-weight: var(--p-font-weight-semibold); }
    .actions { display: flex; flex-wrap: wrap; gap: var(--p-space-200); }
  `;
  static override html = `
    <slot name="graphic"></slot><h2 hidden></h2><slot name="subheading"></slot><slot></slot>
    <div class="actions"><slot name="secondary-actions"></slot><slot name="primary-action"></slot></div>`;
  protected override update(): void {
    this.fill('h2', this.getAttribute('heading'));
  }
}

/** Registers what tells how things stand. */
export function defineFeedback(): void {
  define('s-banner', Banner);
  define('s-empty-state', EmptyState);
  define('s-spinner', Spinner);
  define('s-progress', Progress);
  define('s-skeleton-paragraph', Skeleton);
}
