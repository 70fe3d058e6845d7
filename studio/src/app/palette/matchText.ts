/**
 * How well typed text fits one of some texts: 3 it begins one, 2 it begins a word, 1 it stands inside, 0 its letters come in
 * this order, undefined not at all. Nothing typed fits everything.
 */
export function matchText(typed: string, ...texts: readonly string[]): number | undefined {
  const wanted = typed.trim().toLowerCase();
  const scores = texts.map((text) => score(wanted, text.toLowerCase())).filter((found) => found !== undefined);
  return scores.length > 0 ? Math.max(...scores) : undefined;
}

function score(wanted: string, text: string): number | undefined {
  const at = text.indexOf(wanted);
  if (at === 0) return 3;
  if (at > 0) return /[\s\-/]/.test(text.charAt(at - 1)) ? 2 : 1;
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
