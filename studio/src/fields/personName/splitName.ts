export interface SplitName {
  readonly prefix?: string;
  readonly first?: string;
  readonly middle?: string;
  readonly last?: string;
}

/** Family names of two characters; any other has one. */
const doubleFamilyNames = new Set(
  '欧阳 上官 司马 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 东方 独孤 南宫 端木 申屠 轩辕 澹台'.split(' '),
);
const titles = /^(mr|mrs|ms|miss|dr|prof|herr|frau)\.?\s+/i;

/** A person's name in one piece, taken apart: 欧阳娜娜, 王小明, Dr. Ada King Lovelace, `Lovelace, Ada`. Undefined when it is no name. */
export function splitName(text: string): SplitName | undefined {
  const typed = text.trim().replace(/\s+/g, ' ');
  if (/^\p{Script=Han}{2,4}$/u.test(typed)) {
    const length = doubleFamilyNames.has(typed.slice(0, 2)) && typed.length > 2 ? 2 : 1;
    return { last: typed.slice(0, length), first: typed.slice(length) };
  }
  if (!/^[\p{L}.'’\- ]+(, [\p{L}.'’\- ]+)?$/u.test(typed)) return undefined;
  const [family, given] = typed.split(', ');
  if (family && given) return { first: given, last: family };
  const prefix = titles.exec(typed)?.[0].trim();
  const words = typed.replace(titles, '').split(' ');
  const [first, last] = [words[0], words.at(-1)];
  if (words.length < 2 || words.length > 4 || !first || !last) return undefined;
  const middle = words.slice(1, -1).join(' ');
  return { ...(prefix ? { prefix } : {}), first, ...(middle ? { middle } : {}), last };
}
