// What we ask of the Admin API is in its schema, nothing of it deprecated.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { buildSchema, NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql';
import { expect, test } from 'vitest';

import { ANSWERS } from '../admin-customer/src/answers.ts';

const file = join(import.meta.dirname, '../../integrations/shopify/schema/data/admin.graphql.gz');

test('the customer’s answers are asked for as Shopify’s schema has them', () => {
  if (!existsSync(file)) throw new Error('no schema: run "make schema"');
  const schema = buildSchema(gunzipSync(readFileSync(file)).toString(), { assumeValid: true });
  expect(validate(schema, parse(ANSWERS), [...specifiedRules, NoDeprecatedCustomRule])).toEqual([]);
});
