import { autocompletion, type CompletionContext, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';
import metaschema from '../../../../../schemas/meta/entity.json' with { type: 'json' };
import { parsePointer } from '../../../lib/jsonPointer.ts';
import { useDraftCheck } from '../../draft/StudioDraft.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import styles from './EntitySource.module.css';
import { editorTheme } from './editorTheme.ts';
import { memberCompletions, schemaAt, valueCompletions } from './jsonCompletions.ts';
import { memberNames, pathAt, rangeOf } from './jsonPlaces.ts';

/**
 * The document as text, in step with everything else: what is typed is taken over as soon as it is JSON, and what changes
 * elsewhere shows here. Text that is no JSON (yet) stays as it is and says where it breaks.
 */
export function EntitySource() {
  const { t } = useTranslation();
  const { name, document, change } = useEntityEditing();
  const { problems } = useDraftCheck();
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const [fault, setFault] = useState<string>();
  const latest = useRef({ document, change, name, t });
  latest.current = { document, change, name, t };
  const own = useMemo(() => problems.filter((each) => each.kind === 'entity' && each.name === name), [problems, name]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what changes goes into it below
  useEffect(() => {
    const editor = new EditorView({
      ...(holder.current ? { parent: holder.current } : {}),
      state: EditorState.create({
        doc: print(document),
        extensions: [
          ...[lineNumbers(), foldGutter(), history(), indentOnInput(), bracketMatching(), closeBrackets()],
          ...[highlightActiveLine(), json(), syntaxHighlighting(colours)],
          autocompletion({ override: [complete], icons: false }),
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
          EditorView.contentAttributes.of({ 'aria-label': t('designer.source'), spellcheck: 'false' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((each) => each.annotation(fromOutside)))
              take(update.view);
          }),
          editorTheme,
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  function take(editor: EditorView) {
    const { document: before, change: edit, name: entity, t } = latest.current;
    const read = parse(editor.state.doc.toString());
    if (!read) {
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
    // The name is changed where everything that hangs on it follows.
    const next = { ...read, $id: before.$id ?? entity };
    if (!isSame(next, before)) edit(() => next, `${entity} json`);
  }

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const text = editor.state.doc.toString();
    const read = parse(text);
    if (read ? isSame(read, document) : fault !== undefined) return;
    editor.dispatch({
      changes: { from: 0, to: text.length, insert: print(document) },
      annotations: fromOutside.of(true),
    });
  }, [document, fault]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || fault !== undefined) return;
    const found = own.map(({ pointer, message }): Diagnostic => {
      return { ...rangeOf(editor.state, parsePointer(pointer)), severity: 'error', message };
    });
    editor.dispatch(setDiagnostics(editor.state, found));
  }, [own, fault]);

  function jump(pointer: string) {
    const editor = view.current;
    if (!editor) return;
    const { from } = rangeOf(editor.state, parsePointer(pointer));
    editor.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
    editor.focus();
  }

  return (
    <div className={styles.source}>
      <div ref={holder} className={styles.editor} data-own-keys />
      <div className={styles.state} role="status">
        {fault !== undefined ? (
          <span className={styles.fault}>{fault}</span>
        ) : own.length > 0 ? (
          <div className={styles.problems}>
            {own.map(({ pointer, message }) => (
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
          <span>{t('designer.inStep')}</span>
        )}
      </div>
    </div>
  );
}

/** Marks what is put into the editor by the rest of the page. */
const fromOutside = Annotation.define<boolean>();

function complete(context: CompletionContext) {
  const { state, pos } = context;
  const { path, property, object } = pathAt(state, pos);
  const word = context.matchBefore(/"?[\w$-]*/);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const isValue = property !== undefined || (!object && path.length > 0);
  const schema = schemaAt(root, path);
  if (!schema) return null;
  const found = isValue
    ? valueCompletions(schema)
    : memberCompletions(root, schema, object ? memberNames(state, object) : []);
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

const root: JsonObject = JSON.parse(JSON.stringify(metaschema));

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Also in the order of members. */
function isSame(one: JsonObject, other: JsonObject): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function print(document: JsonObject): string {
  return JSON.stringify(document, null, 2);
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--k-option-blue-text)' },
  { tag: tags.string, color: 'var(--k-option-green-text)' },
  { tag: tags.number, color: 'var(--k-option-orange-text)' },
  { tag: [tags.bool, tags.null], color: 'var(--k-option-purple-text)' },
]);
