export type FindPinyin = (typed: string, text: string) => number | undefined;

/**
 * How well typed text fits one of some texts: 3 it begins one, 2 it begins a word, 1 it stands inside, 0 its letters come in
 * this order, undefined not at all. Pinyin counts like a word. Nothing typed fits everything.
 */
export function matchText(typed: string, texts: readonly string[], pinyin?: FindPinyin): number | undefined {
  const wanted = typed.trim().toLowerCase();
  const scores = texts.map((text) => score(wanted, text.toLowerCase(), pinyin)).filter((found) => found !== undefined);
  return scores.length > 0 ? Math.max(...scores) : undefined;
}

/** Whether typed text stands in another, or its pinyin does: for lists of options that keep their order. */
export function containsText(typed: string, text: string, pinyin?: FindPinyin): boolean {
  const wanted = typed.trim().toLowerCase();
  return text.toLowerCase().includes(wanted) || pinyin?.(wanted, text) !== undefined;
}

function score(wanted: string, text: string, pinyin: FindPinyin | undefined): number | undefined {
  const at = text.indexOf(wanted);
  if (at === 0) return 3;
  if (at > 0) return /[\s\-/]/.test(text.charAt(at - 1)) ? 2 : 1;
  const syllable = wanted === '' ? undefined : pinyin?.(wanted, text);
  if (syllable !== undefined) return syllable === 0 ? 2 : 1;
  return wanted.length > 1 && inOrder(wanted, text) ? 0 : undefined;
}

function inOrder(wanted: string, text: string): boolean {
  let from = 0;
  for (const letter of wanted) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}
