// What only surveys with conditions or branches need: loaded for them alone.

export { walk } from '../../shared/branch.ts';
export { holds } from '../../shared/rule.ts';
