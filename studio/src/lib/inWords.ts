import type { TFunction } from 'i18next';
import type { Said } from '../../../core/errors/said.ts';
import { faultMessage } from './faultMessage.ts';

/** The same, with messages in the user's language. */
export function inWords<Problem extends Said>(t: TFunction, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, message: faultMessage(t, problem) }));
}
