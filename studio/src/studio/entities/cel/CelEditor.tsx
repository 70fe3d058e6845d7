import { autocompletion, type Completion, type CompletionContext, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExpressionProblem, Scope } from '../../../../../core/expressions/types.ts';
import type { BrowserModel } from '../../../../../core/model/browserModel.ts';
import { findEntity } from '../../../store/model.ts';
import { editorTheme } from '../source/editorTheme.ts';
import { type CelCompletion, celCompletions } from './celCompletions.ts';
import { describeIn } from './describeIn.ts';

interface CelEditorProps {
  readonly label: string;
  readonly value: string;
  readonly scope: Scope;
  readonly entity: string;
  readonly model: BrowserModel;
  readonly problems: readonly ExpressionProblem[];
  readonly onChange: (text: string) => void;
}

/** A small editor for CEL: colours, completion of fields, relations and functions, what is wrong underlined. */
export function CelEditor({ label, value, scope, entity, model, problems, onChange }: CelEditorProps) {
  const { i18n } = useTranslation();
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ scope, entity, model, onChange, language: i18n.language });
  latest.current = { scope, entity, model, onChange, language: i18n.language };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what changes goes into it below
  useEffect(() => {
    const editor = new EditorView({
      ...(holder.current ? { parent: holder.current } : {}),
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          cel,
          syntaxHighlighting(colours),
          autocompletion({ override: [(context) => complete(context, latest.current)], icons: false }),
          keymap.of([...completionKeymap, ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'), ...historyKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
          EditorView.updateListener.of((update) => {
            if (
              update.docChanged &&
              update.transactions.some(
                (each) =>
                  each.isUserEvent('input') ||
                  each.isUserEvent('delete') ||
                  each.isUserEvent('undo') ||
                  each.isUserEvent('redo') ||
                  each.isUserEvent('move'),
              )
            )
              latest.current.onChange(update.state.doc.toString());
          }),
          editorTheme,
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const { length } = editor.state.doc;
    const found = problems.map(({ start, end, message }): Diagnostic => {
      const from = Math.min(start, length);
      return { from, to: Math.min(Math.max(end, from + 1), length), severity: 'error', message };
    });
    editor.dispatch(setDiagnostics(editor.state, found));
  }, [problems]);

  return <div ref={holder} data-own-keys />;
}

interface Surroundings {
  readonly scope: Scope;
  readonly entity: string;
  readonly model: BrowserModel;
  readonly language: string;
}

function complete(context: CompletionContext, around: Surroundings) {
  const found = celCompletions(context.state.doc.toString(), context.pos, around.scope, around.entity);
  if (
    !found ||
    (!context.explicit && found.from === context.pos && !/\.\s*$/.test(context.state.sliceDoc(0, context.pos)))
  )
    return null;
  return { from: found.from, options: found.options.map((each) => toCompletion(each, around)), validFor: /^\w*$/ };
}

function toCompletion(
  { label, kind, insert, usage, description, entity }: CelCompletion,
  around: Surroundings,
): Completion {
  if (kind === 'function') {
    return {
      label,
      type: 'function',
      boost: -1,
      ...(usage === undefined ? {} : { detail: usage }),
      ...(description === undefined ? {} : { info: describeIn(around.language, description) }),
      apply: (view, _completion, from, to) => {
        const hasArguments = !usage?.endsWith('()');
        view.dispatch({
          changes: { from, to, insert },
          selection: { anchor: from + insert.length - (hasArguments ? 1 : 0) },
          userEvent: 'input.complete',
        });
      },
    };
  }
  const field = findEntity(around.model, entity ?? '')?.fields.find(({ name }) => name === label);
  const inverse = findEntity(around.model, entity ?? '')?.inverses.find(({ name }) => name === label);
  const title = field?.title ?? inverse?.title;
  return {
    label,
    type: kind === 'relation' ? 'class' : 'property',
    boost: field?.system ? 0 : 1,
    ...(title === undefined ? {} : { detail: title }),
  };
}

const cel = StreamLanguage.define({
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

const colours = HighlightStyle.define([
  { tag: tags.string, color: 'var(--k-option-green-text)' },
  { tag: tags.number, color: 'var(--k-option-orange-text)' },
  { tag: tags.keyword, color: 'var(--k-option-purple-text)' },
  { tag: tags.function(tags.variableName), color: 'var(--k-option-blue-text)' },
  { tag: tags.comment, color: 'var(--k-text-faint)' },
  { tag: tags.operator, color: 'var(--k-text-secondary)' },
]);
