import { match } from 'pinyin-pro';

const han = /\p{Script=Han}/u;
const latin = /^[a-zü' ]+$/i;

/** Where the pinyin that was typed, whole or by first letters, begins in a Chinese text; undefined: nowhere. `kh` finds 客户. */
export function findPinyin(typed: string, text: string): number | undefined {
  if (!latin.test(typed) || !han.test(text)) return undefined;
  return match(text, typed, { continuous: true })?.[0];
}
