// What only surveys with conditions, branches or endings need: loaded for them alone.

export { outcome, walk } from '../../shared/branch.ts';
export { holds } from '../../shared/rule.ts';
