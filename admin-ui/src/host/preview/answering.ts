// Answers what a block sends, as the server and Shopify would, and keeps none of it.

import {outcome, walk} from '../../../../extensions/shared/branch.ts';
import type {Extension} from '../extension/contract';
import type {Fetch} from '../ledger';

type Weighing = Parameters<typeof outcome>[0][number];

/** The part of a draft that says what its answers come out at. */
export interface Draft {
  questions: Weighing[];
  endings?: {key: string}[];
}

// It says how long it lives, and speaks for nobody.
const token = `.${btoa(JSON.stringify({iat: 0, exp: 3600}))}.`;

/** The fetch of a page that shows a draft. */
export function answering(draft: Draft, extension?: Extension): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const last = new URL(request.url, document.baseURI).pathname.split('/').at(-1);
    const body = async () => JSON.parse(await request.text()) as Record<string, unknown>;
    switch (last) {
      case 'responses': return json(taken(draft, await body()), 201);
      case 'displays':
      case 'snoozes': return new Response(null, {status: 204});
      case 'tokens': return json({token});
      case 'customer-account': return json({data: told(String((await body())['query']), extension)});
      default: return json({}, 404); // there is nobody, and nothing else to ask of her
    }
  };
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), {status, headers: {'Content-Type': 'application/json'}});

function taken({questions, endings}: Draft, {id, answers}: Record<string, unknown>) {
  const facts = Object.fromEntries(Object.entries(answers as object).map(([key, value]) => [`answers.${key}`, value]));
  const came = endings?.length ? outcome(walk(questions, facts), endings as never, facts) : undefined;
  return {id, remaining: 0, ...(came && {ending: {key: came.ending}})};
}

// Of the account API the blocks ask for what is published, and for what she has said.
function told(query: string, extension?: Extension) {
  const [published] = (extension?.api?.appMetafields ?? []) as {metafield: {value: string}}[];
  return query.includes('Surveys') ? {shop: {metafield: published?.metafield ?? null}} : {customer: {metafields: []}};
}
