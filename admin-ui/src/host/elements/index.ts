// The one list of what the host draws.

import {defineButtons} from './button';
import {defineChoices} from './fields/choice';
import {defineFeedback} from './feedback';
import {defineFields} from './fields/field';
import {defineLayout} from './layout';
import {definePage} from './page';
import {defineTable} from './table';
import {defineText} from './text';

/** Registers every element. */
export function defineElements(): void {
  defineLayout();
  defineText();
  defineFields();
  defineChoices();
  defineButtons();
  definePage();
  defineTable();
  defineFeedback();
}
