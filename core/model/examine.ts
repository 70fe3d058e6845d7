import { createChecker } from '../definitions/checkDefinitions.ts';
import { kinds } from './kinds.ts';

/**
 * Everything that is wrong with a set of definitions (of merged layers). Made once: it takes as long as compiling a
 * model of 100 entities, and every draft is compiled as it is typed.
 */
export const examine = createChecker(kinds);
