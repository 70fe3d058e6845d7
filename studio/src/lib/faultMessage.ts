import type { TFunction } from 'i18next';

type Sayer = (t: TFunction, found: Readonly<Record<string, string>>) => string;

/**
 * Sentences of the server (and of the rules it shares with the browser) that only it can say: the values were checked here
 * before in the user's language. Faults carry no code, so they are told by their words; `faultMessage.test.ts` holds these
 * against the ones in use.
 */
const sentences: readonly (readonly [RegExp, Sayer])[] = [
  [/^is already in use$/, (t) => t('fault.taken')],
  [/^is the id of another record$/, (t) => t('fault.taken')],
  [/^another record has the same (?<fields>.+)$/, (t, { fields = '' }) => t('fault.takenTogether', { fields })],
  [/^points at a record that does not exist or is in the recycle bin$/, (t) => t('fault.gone')],
  [/^".*" is required( here)?\.$/, (t) => t('fault.required')],
  [/^".*" is required and cannot be emptied\.$/, (t) => t('fault.required')],
  [/^".*" must be empty here\.$/, (t) => t('fault.mustBeEmpty')],
  [/^".*" must be (?<limit>-?[\d.]+) or more here\.$/, (t, { limit }) => t('fault.minimum', { limit })],
  [/^".*" must be (?<limit>-?[\d.]+) or less here\.$/, (t, { limit }) => t('fault.maximum', { limit })],
  [/^".*" is computed by the server\.$/, (t) => t('fault.computed')],
];

/** A fault's sentence in the user's language where that is safe to tell, else as it is: rules bring words of their own. */
export function faultMessage(t: TFunction, message: string): string {
  for (const [pattern, say] of sentences) {
    const match = pattern.exec(message);
    if (match) return say(t, match.groups ?? {});
  }
  return message;
}
