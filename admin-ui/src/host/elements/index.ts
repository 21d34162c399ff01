// The one list of what the host draws.

import {defineBadges} from './badge';
import {defineButtons} from './button';
import {defineDisclosure} from './disclose';
import {defineFeedback} from './feedback';
import {defineCheckboxes} from './fields/checkbox';
import {defineChoices} from './fields/choice';
import {defineDates} from './fields/date';
import {defineDropZone} from './fields/drop-zone';
import {defineSelects} from './fields/select';
import {defineTextFields} from './fields/text';
import {defineLayout} from './layout';
import {defineMedia} from './media';
import {defineOverlays} from './overlay';
import {definePage} from './page';
import {defineTable} from './table';
import {defineText} from './text';

/** Registers every element. */
export function defineElements(): void {
  defineLayout();
  defineText();
  defineBadges();
  defineMedia();
  defineTextFields();
  defineDates();
  defineChoices();
  defineCheckboxes();
  defineSelects();
  defineDropZone();
  defineButtons();
  defineDisclosure();
  defineOverlays();
  definePage();
  defineTable();
  defineFeedback();
}
