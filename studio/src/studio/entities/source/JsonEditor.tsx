import { autocompletion, type CompletionContext, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, JsonObject } from '../../../../../core/lib/json.ts';
import { parsePointer } from '../../../lib/jsonPointer.ts';
import { onTyped, showText } from './editorText.ts';
import { editorTheme } from './editorTheme.ts';
import styles from './JsonEditor.module.css';
import { memberCompletions, schemaAt, valueCompletions } from './jsonCompletions.ts';
import { memberNames, pathAt, rangeOf } from './jsonPlaces.ts';

interface JsonEditorProps<Value extends Json> {
  readonly label: string;
  readonly value: Value;
  /** The value that a text is; undefined: it is none that may stand here. */
  readonly parse: (text: string) => Value | undefined;
  /** What may stand where, for completion: the part of a schema that describes the value. */
  readonly schema?: { readonly root: JsonObject; readonly at: readonly string[] } | undefined;
  /** Pointers begin at the value. */
  readonly problems: readonly { readonly pointer: string; readonly message: string }[];
  /** What stands below it while nothing is wrong. */
  readonly note?: ReactNode;
  readonly isSmall?: boolean;
  readonly onChange: (value: Value) => void;
}

/**
 * A value as text, in step with everything else: what is typed is taken over as soon as it is JSON, and what changes elsewhere
 * shows here. Text that is no JSON (yet) stays as it is and says where it breaks.
 */
export function JsonEditor<Value extends Json>(props: JsonEditorProps<Value>) {
  const { label, value, parse, problems, note, isSmall = false } = props;
  const { t } = useTranslation();
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const [fault, setFault] = useState<string>();
  const latest = useRef(props);
  latest.current = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what changes goes into it below
  useEffect(() => {
    const editor = new EditorView({
      ...(holder.current ? { parent: holder.current } : {}),
      state: EditorState.create({
        doc: print(value),
        extensions: [
          ...(isSmall ? [] : [lineNumbers(), foldGutter(), highlightActiveLine()]),
          ...[history(), indentOnInput(), bracketMatching(), closeBrackets()],
          ...[json(), syntaxHighlighting(colours)],
          autocompletion({ override: [(context) => complete(context, latest.current.schema)], icons: false }),
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
          onTyped(take),
          editorTheme,
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  function take(text: string, editor: EditorView) {
    const { value: before, onChange } = latest.current;
    const next = latest.current.parse(text);
    if (next === undefined) {
      const [broken] = jsonParseLinter()(editor);
      const line = editor.state.doc.lineAt(broken?.from ?? 0).number;
      setFault(broken ? t('designer.brokenAt', { line }) : t('designer.noObject', { line }));
      if (broken) {
        const found: Diagnostic = { ...broken, to: Math.min(editor.state.doc.length, broken.from + 1) };
        // Not while it is being updated.
        queueMicrotask(() => editor.dispatch(setDiagnostics(editor.state, [found])));
      }
      return;
    }
    setFault(undefined);
    if (!isSame(next, before)) onChange(next);
  }

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const read = parse(editor.state.doc.toString());
    if (read !== undefined ? isSame(read, value) : fault !== undefined) return;
    showText(editor, print(value));
  }, [value, parse, fault]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || fault !== undefined) return;
    const found = problems.map(({ pointer, message }): Diagnostic => {
      return { ...rangeOf(editor.state, parsePointer(pointer)), severity: 'error', message };
    });
    editor.dispatch(setDiagnostics(editor.state, found));
  }, [problems, fault]);

  function jump(pointer: string) {
    const editor = view.current;
    if (!editor) return;
    const { from } = rangeOf(editor.state, parsePointer(pointer));
    editor.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
    editor.focus();
  }

  return (
    <div className={isSmall ? styles.part : styles.source}>
      <div ref={holder} className={styles.editor} data-own-keys />
      <div className={styles.state} role="status">
        {fault !== undefined ? (
          <span className={styles.fault}>{fault}</span>
        ) : problems.length > 0 ? (
          <div className={styles.problems}>
            {problems.map(({ pointer, message }) => (
              <button
                key={`${pointer} ${message}`}
                type="button"
                className={styles.problem}
                onClick={() => jump(pointer)}
              >
                {pointer} {message}
              </button>
            ))}
          </div>
        ) : (
          note
        )}
      </div>
    </div>
  );
}

function complete(context: CompletionContext, known: JsonEditorProps<Json>['schema']) {
  if (!known) return null;
  const { state, pos } = context;
  const { path, property, object } = pathAt(state, pos);
  const word = context.matchBefore(/"?[\w$-]*/);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const isValue = property !== undefined || (!object && path.length > 0);
  const schema = schemaAt(known.root, [...known.at, ...path]);
  if (!schema) return null;
  const found = isValue
    ? valueCompletions(schema)
    : memberCompletions(known.root, schema, object ? memberNames(state, object) : []);
  return {
    from: word.from,
    // Quotes that were closed as they were opened.
    to: state.sliceDoc(pos, pos + 1) === '"' ? pos + 1 : pos,
    options: found.map(({ label, description, insert }) => ({
      label: `"${label}"`,
      displayLabel: label,
      apply: insert,
      ...(description === undefined ? {} : { info: description }),
    })),
    validFor: /^"?[\w$-]*$/,
  };
}

/** Also in the order of members. */
function isSame(one: Json, other: Json): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Nothing is an empty text. */
function print(value: Json): string {
  return value === null ? '' : JSON.stringify(value, null, 2);
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--k-option-blue-text)' },
  { tag: tags.string, color: 'var(--k-option-green-text)' },
  { tag: tags.number, color: 'var(--k-option-orange-text)' },
  { tag: [tags.bool, tags.null], color: 'var(--k-option-purple-text)' },
]);
