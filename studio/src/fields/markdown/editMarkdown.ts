/** A text with its selection. */
export interface Edited {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type MarkdownAction =
  | 'bold'
  | 'italic'
  | 'strike'
  | 'code'
  | 'heading'
  | 'bullets'
  | 'numbers'
  | 'tasks'
  | 'quote'
  | 'link';

const around: Readonly<Partial<Record<MarkdownAction, string>>> = {
  bold: '**',
  italic: '_',
  strike: '~~',
  code: '`',
};
const before: Readonly<Partial<Record<MarkdownAction, string>>> = {
  heading: '## ',
  bullets: '- ',
  tasks: '- [ ] ',
  quote: '> ',
};
const anyMark = /^(#{1,6} |- \[[ x]\] |[-*+] |\d+\. |> )/;

/** What a button of the toolbar does to the selection; pressed again, it undoes it. */
export function editMarkdown(edited: Edited, action: MarkdownAction): Edited {
  const mark = around[action];
  if (mark) return toggleAround(edited, mark);
  if (action === 'link') return insertLink(edited);
  return toggleLines(edited, (index) => (action === 'numbers' ? `${index + 1}. ` : (before[action] ?? '')));
}

/** Enter inside a list begins the next item; on an empty item it ends the list. Undefined: Enter does what it always does. */
export function continueList({ text, start, end }: Edited): Edited | undefined {
  if (start !== end) return undefined;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const line = text.slice(lineStart, start);
  const [, indent = '', bullet, number, task, rest] = /^(\s*)(?:([-*+])|(\d+)\.) (\[[ x]\] )?(.*)$/.exec(line) ?? [];
  if (rest === undefined) return undefined;
  if (rest === '') return replace({ text, start: lineStart, end: start }, '');
  const next = bullet ?? `${Number(number) + 1}.`;
  return replace({ text, start, end }, `\n${indent}${next} ${task ? '[ ] ' : ''}`);
}

function toggleAround({ text, start, end }: Edited, mark: string): Edited {
  const size = mark.length;
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark) {
    const inner = text.slice(start, end);
    return {
      text: text.slice(0, start - size) + inner + text.slice(end + size),
      start: start - size,
      end: end - size,
    };
  }
  return {
    text: `${text.slice(0, start)}${mark}${text.slice(start, end)}${mark}${text.slice(end)}`,
    start: start + size,
    end: end + size,
  };
}

function toggleLines({ text, start, end }: Edited, markOf: (index: number) => string): Edited {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const to = newline === -1 ? text.length : newline;
  const lines = text.slice(from, to).split('\n');
  const isOn = lines.every((line, index) => line.startsWith(markOf(index)));
  const changed = lines.map((line, index) =>
    isOn ? line.slice(markOf(index).length) : `${markOf(index)}${line.replace(anyMark, '')}`,
  );
  const result = changed.join('\n');
  return {
    text: text.slice(0, from) + result + text.slice(to),
    start: lines.length > 1 ? from : from + result.length,
    end: from + result.length,
  };
}

function insertLink({ text, start, end }: Edited): Edited {
  const chosen = text.slice(start, end);
  if (/^https?:\/\/\S+$/.test(chosen)) {
    return { text: `${text.slice(0, start)}[](${chosen})${text.slice(end)}`, start: start + 1, end: start + 1 };
  }
  const at = start + chosen.length + 3;
  return { text: `${text.slice(0, start)}[${chosen}](https://)${text.slice(end)}`, start: at, end: at + 8 };
}

function replace({ text, start, end }: Edited, by: string): Edited {
  const at = start + by.length;
  return { text: text.slice(0, start) + by + text.slice(end), start: at, end: at };
}
