const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const unseen: ReadonlySet<string> = new Set(['script', 'style', 'head', 'title', 'template']);
const blocks: ReadonlySet<string> = new Set([
  ...['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'tr', 'blockquote', 'br', 'hr'],
  ...['section', 'article', 'header', 'footer', 'main', 'pre'],
]);
/** Each character is looked at once, whatever the text is. */
const pieces = /<(\/?)([a-z][a-z0-9]*)([^<>]*)>|<!--|-->|[^<-]+|[<-]/gi;

/** A mail's HTML as text, for whoever reads no HTML: addresses of links behind their words, a line for each block. */
export function textOf(html: string): string {
  let text = '';
  /** The end of what nobody sees. */
  let until: string | undefined;
  let link: { readonly href: string; readonly start: number } | undefined;
  for (const [piece, closing, tag = '', attributes = ''] of html.matchAll(pieces)) {
    const name = tag.toLowerCase();
    if (until !== undefined) {
      if (piece === until || (closing && name === until)) until = undefined;
    } else if (piece === '<!--') until = '-->';
    else if (!tag) text += decoded(piece.replace(/\s+/g, ' '));
    else if (unseen.has(name)) until = closing ? undefined : name;
    else if (name === 'a') {
      if (closing && link && text.slice(link.start).trim() !== link.href) text += ` (${link.href})`;
      const href = closing ? undefined : /\bhref\s*=\s*["']([^"']*)["']/i.exec(attributes)?.[1];
      link = href ? { href: decoded(href), start: text.length } : undefined;
    } else if (name === 'li') text += closing ? '' : '\n- ';
    else if (blocks.has(name)) text += '\n';
    else if (name === 'td' || name === 'th') text += ' ';
  }
  return text
    .split('\n')
    .map((line) => line.replace(/ {2,}/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function decoded(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{1,6});/gi, (whole, name: string) => character(name) ?? whole);
}

function character(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  const isOne = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isOne ? String.fromCodePoint(code) : undefined;
}
