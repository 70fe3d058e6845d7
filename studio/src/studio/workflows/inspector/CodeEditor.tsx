import { closeBrackets } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { onTyped, showText } from '../../entities/source/editorText.ts';
import { editorTheme } from '../../entities/source/editorTheme.ts';

interface CodeEditorProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
}

/** A small editor for code. What is wrong with it, the server says. */
export function CodeEditor({ label, value, onChange }: CodeEditorProps) {
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(onChange);
  latest.current = onChange;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what changes goes into it below
  useEffect(() => {
    const editor = new EditorView({
      ...(holder.current ? { parent: holder.current } : {}),
      state: EditorState.create({
        doc: value,
        extensions: [
          ...[lineNumbers(), history(), bracketMatching(), closeBrackets()],
          ...[typeScript, syntaxHighlighting(colours)],
          keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
          onTyped((text) => latest.current(text || undefined)),
          editorTheme,
          EditorView.theme({ '&': { minHeight: '180px' }, '.cm-scroller': { maxHeight: '420px', overflow: 'auto' } }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => showText(view.current, value), [value]);

  return <div ref={holder} data-own-keys />;
}

const words =
  /^(?:async|await|break|case|catch|class|const|continue|default|else|export|false|finally|for|function|if|import|in|interface|let|new|null|of|return|switch|throw|true|try|type|typeof|undefined|while)\b/;

const typeScript = StreamLanguage.define({
  name: 'typescript',
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^\/\/.*/)) return 'comment';
    if (stream.match(/^'(?:[^'\\]|\\.)*'?/) || stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^`[^`]*`?/))
      return 'string';
    if (stream.match(/^\d[\d_]*(?:\.\d+)?/)) return 'number';
    if (stream.match(words)) return 'keyword';
    if (stream.match(/^[A-Za-z_$][\w$]*/)) return 'variableName';
    stream.next();
    return 'operator';
  },
});

const colours = HighlightStyle.define([
  { tag: tags.string, color: 'var(--k-option-green-text)' },
  { tag: tags.number, color: 'var(--k-option-orange-text)' },
  { tag: tags.keyword, color: 'var(--k-option-purple-text)' },
  { tag: tags.comment, color: 'var(--k-text-faint)' },
  { tag: tags.operator, color: 'var(--k-text-secondary)' },
]);
