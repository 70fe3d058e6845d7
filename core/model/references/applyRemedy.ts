import type { DocumentEdit } from './editDocument.ts';
import { parts } from './readers.ts';
import type { Name, Reference, RemedyCode } from './types.ts';

export interface Remedied {
  readonly edits: readonly DocumentEdit[];
  readonly code: RemedyCode;
}

interface Loss {
  /** The text at the reference, if it is one. */
  readonly text: string | undefined;
  /** What of its names is gone; empty: the text is wrong as a whole. */
  readonly gone: readonly Name[];
  /** Whether a computed field has values that it can keep. */
  readonly keepsValues: boolean;
}

/** What a reference to something that is gone does to its document. */
export function applyRemedy(reference: Reference, loss: Loss): Remedied {
  const { path, whenGone, code } = reference;
  const { text, gone, keepsValues } = loss;
  switch (whenGone.do) {
    case 'rewrite':
      if (gone.length === 0) return applyRemedy({ ...reference, whenGone: whenGone.otherwise }, loss);
      return { code, edits: [written(reference, whenGone.rewrite(gone))] };
    case 'remove':
      return { code, edits: [{ do: 'remove', path: whenGone.path }] };
    case 'set':
      return { code, edits: [{ do: 'set', path: whenGone.path, value: whenGone.value }] };
    case 'cut': {
      const left = gone.length > 0 && text !== undefined ? withoutParts(text, gone) : '';
      return { code, edits: [left === '' ? { do: 'remove', path } : { do: 'set', path, value: left }] };
    }
    case 'freeze':
      if (!keepsValues) return { code: whenGone.otherwise, edits: [{ do: 'remove', path: whenGone.path }] };
      return whenGone.becomes === undefined
        ? { code, edits: [{ do: 'remove', path }] }
        : { code, edits: [{ do: 'set', path: whenGone.path, value: whenGone.becomes }] };
  }
}

/** Another text at the reference. */
export function written({ path, isKey }: Reference, text: string): DocumentEdit {
  return isKey ? { do: 'rename', path, name: text } : { do: 'set', path, value: text };
}

function withoutParts(text: string, gone: readonly Name[]): string {
  const kept = parts(text).filter(
    ({ start, part }) => !gone.some((name) => name.start >= start && name.end <= start + part.length),
  );
  return kept.map(({ start, part }) => (text[start - 1] === '-' ? `-${part}` : part)).join(',');
}
