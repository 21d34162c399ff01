// A published version as a draft again.

import type {Question, SurveyDocument} from '../types';
import {operation} from './rules';

/** The draft as a version had it. Its handle stays: it is what links and blocks know the survey by. */
export function restored(draft: SurveyDocument, version: SurveyDocument): SurveyDocument {
  return {...version, handle: draft.handle, questions: version.questions.map(unguarded)};
}

/** A question without the condition that publishing gave it for its consent: publishing gives it again. */
function unguarded(question: Question): Question {
  const {if: rule, ...rest} = question;
  if (!question.consent || rule === undefined) return question;
  const given = JSON.stringify({'==': [{var: `answers.${question.consent}`}, true]});
  if (JSON.stringify(rule) === given) return rest;
  const [operator, args] = operation(rule);
  return operator === 'and' && args.length === 2 && JSON.stringify(args[0]) === given ? {...rest, if: args[1]} : question;
}
