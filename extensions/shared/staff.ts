// What staff need to write down an answer, wherever they do: every kind of question, and
// an answer as it is posted and taken back.

export { backTo, draftOf, questionOf, say } from './item.ts';
export { typeOf } from './questions/index.ts';
export { lacksWriteIn } from './questions/question.ts';
