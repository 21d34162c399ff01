// The filter of responses in the address, as a state.

import {useAddress} from '../address';
import {read, written, type ResponseFilter} from './filter';

/** The filter that the address tells, and how to change both. A link to another one is followed. */
export const useFilter = (gone: () => void): [ResponseFilter, (filter: ResponseFilter) => void] => useAddress(read, written, gone);
