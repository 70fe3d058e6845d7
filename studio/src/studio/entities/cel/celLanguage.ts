import { HighlightStyle, StreamLanguage } from '@codemirror/language';
import { tags } from '@lezer/highlight';

export const celLanguage = StreamLanguage.define({
  name: 'cel',
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^\/\/.*/)) return 'comment';
    if (stream.match(/^r?'(?:[^'\\]|\\.)*'?/) || stream.match(/^r?"(?:[^"\\]|\\.)*"?/)) return 'string';
    if (stream.match(/^\d+(\.\d+)?([eE][+-]?\d+)?/)) return 'number';
    if (stream.match(/^(true|false|null|in)\b/)) return 'keyword';
    if (stream.match(/^[A-Za-z_]\w*(?=\s*\()/)) return 'function';
    if (stream.match(/^[A-Za-z_]\w*/)) return 'variableName';
    stream.next();
    return 'operator';
  },
  tokenTable: { function: tags.function(tags.variableName) },
});

export const celColours = HighlightStyle.define([
  { tag: tags.string, color: 'var(--k-option-green-text)' },
  { tag: tags.number, color: 'var(--k-option-orange-text)' },
  { tag: tags.keyword, color: 'var(--k-option-purple-text)' },
  { tag: tags.function(tags.variableName), color: 'var(--k-option-blue-text)' },
  { tag: tags.comment, color: 'var(--k-text-faint)' },
  { tag: tags.operator, color: 'var(--k-text-secondary)' },
]);
