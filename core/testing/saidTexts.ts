import { globSync, readFileSync } from 'node:fs';

/** The texts of all sentences of Kiln, in order: what catalogues of other languages have a sentence for. */
export function allSaidTexts(): string[] {
  const root = new URL('../../', import.meta.url);
  const exclude = ['core/node_modules', 'core/testing', '**/*.test.ts'];
  const files = globSync(['core/**/*.ts', 'studio/src/**/*.{ts,tsx}'], { cwd: root, exclude });
  const texts = files.flatMap((file) => saidTexts(readFileSync(new URL(file, root), 'utf8')));
  return [...new Set(texts)].filter((text) => text !== '').sort();
}

/** What sentences in a source say, with {0}, {1} … for their values. */
export function saidTexts(source: string): string[] {
  return [...source.matchAll(/\bsaid`/g)].map(({ index }) => readTemplate(source, index + 'said`'.length).text);
}

function readTemplate(source: string, from: number): { readonly text: string; readonly end: number } {
  let text = '';
  let values = 0;
  let at = from;
  while (source[at] !== '`') {
    if (at >= source.length) throw new Error('A template has no end');
    if (source[at] === '\\') {
      text += source[at + 1];
      at += 2;
    } else if (source.startsWith('${', at)) {
      text += `{${values++}}`;
      at = valueEnd(source, at + 2);
    } else text += source[at++];
  }
  return { text, end: at + 1 };
}

/** Behind the brace that closes a value. */
function valueEnd(source: string, from: number): number {
  let at = from;
  for (let open = 1; open > 0; ) {
    if (at >= source.length) throw new Error('A value has no end');
    const character = source[at];
    if (character === '`') at = readTemplate(source, at + 1).end;
    else if (character === "'" || character === '"') at = source.indexOf(character, at + 1) + 1;
    else {
      if (character === '{') open++;
      if (character === '}') open--;
      at++;
    }
  }
  return at;
}
