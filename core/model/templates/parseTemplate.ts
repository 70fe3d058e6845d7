/** A part of a text: as it stands, or the CEL of a `${…}`, which begins at the offset (in UTF-16 units). */
export type TemplatePart = string | EmbeddedSource;

export interface EmbeddedSource {
  readonly source: string;
  readonly start: number;
}

export interface ParsedTemplate {
  readonly parts: readonly TemplatePart[];
  /** Offset of a `${` that is never closed; what follows is left out. */
  readonly open?: number;
}

/** Takes a text apart at its `${…}`; `\${` is no beginning of one. */
export function parseTemplate(text: string): ParsedTemplate {
  const parts: TemplatePart[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    if (text.startsWith('\\${', at)) {
      plain += '${';
      at += 3;
    } else if (text.startsWith('${', at)) {
      const end = expressionEnd(text, at + 2);
      if (plain !== '') parts.push(plain);
      plain = '';
      if (end === undefined) return { parts, open: at };
      parts.push({ source: text.slice(at + 2, end), start: at + 2 });
      at = end + 1;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  if (plain !== '') parts.push(plain);
  return { parts };
}

/** The expression of a text that is one `${…}` and nothing else. */
export function wholeExpression({ parts, open }: ParsedTemplate): EmbeddedSource | undefined {
  const [only] = parts;
  return parts.length === 1 && open === undefined && typeof only === 'object' ? only : undefined;
}

/** Where the brace is that closes an expression which begins at `from`. CEL has braces in texts only. */
export function expressionEnd(text: string, from: number): number | undefined {
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '}') return at;
    if (character === '"' || character === "'") {
      const end = stringEnd(text, at);
      if (end === undefined) return undefined;
      at = end;
    } else {
      at += 1;
    }
  }
  return undefined;
}

/** The offset behind a text literal of CEL that begins with the quote at `from`. */
function stringEnd(text: string, from: number): number | undefined {
  const quote = quoteAt(text, from);
  let at = from + quote.length;
  while (at < text.length) {
    if (text[at] === '\\') at += 2;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else at += 1;
  }
  return undefined;
}

/** `'`, `"` or three of them. */
export function quoteAt(text: string, at: number): string {
  const quote = text.charAt(at);
  return text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
}
