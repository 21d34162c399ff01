// What draws: loaded when the first chart is to be seen.

export {Bars} from './bars';
export {Lines} from './lines';
