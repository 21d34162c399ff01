// How near a guest is to her reward: Liquid does not know what only her browser remembers.

import { answered } from './memory.ts';
import type { Person } from './page.ts';

interface Way extends Person {
  /** The keys of all that is to be answered. */
  questions: string[];
  /** Answers left, as far as the app knows. */
  told: number;
  /** What is said, by the answers left. */
  left: string[];
}

export function measure(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-progress]')) {
    const way = JSON.parse(root.querySelector('script')!.textContent) as Way;
    const said = answered(way);
    const left = Math.min(way.told, way.questions.filter((key) => !(key in said)).length);
    root.querySelector('progress')!.value = way.questions.length - left;
    root.querySelector('[data-left]')!.textContent = way.left[left]!;
  }
}
