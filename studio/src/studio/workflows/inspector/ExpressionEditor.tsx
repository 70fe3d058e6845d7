import { autocompletion, type CompletionContext, completionKeymap, startCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { syntaxHighlighting } from '@codemirror/language';
import { EditorState, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { type RefObject, useEffect, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExpressionProblem, Scope } from '../../../../../core/expressions/types.ts';
import type { BrowserModel } from '../../../../../core/model/browserModel.ts';
import { embedded } from '../../../store/workflow/embedded.ts';
import { celColours, celLanguage } from '../../entities/cel/celLanguage.ts';
import { completeCel } from '../../entities/cel/completeCel.ts';
import { showProblems } from '../../entities/cel/showProblems.ts';
import { onTyped, showText } from '../../entities/source/editorText.ts';
import { editorTheme } from '../../entities/source/editorTheme.ts';
import { type ExpressionForm, holeAt } from '../document/expressionProblems.ts';

export interface EditorHandle {
  /** Puts a variable where the cursor is, as that place takes it. */
  readonly insert: (path: string) => void;
}

interface ExpressionEditorProps {
  readonly ref?: RefObject<EditorHandle | null>;
  readonly id: string;
  readonly label: string;
  readonly form: ExpressionForm;
  readonly value: string;
  /** The variables of the run. */
  readonly scope: Scope;
  /** Whose records a `where` is about. */
  readonly entity: { readonly name: string; readonly scope: Scope } | undefined;
  readonly model: BrowserModel;
  readonly problems: readonly ExpressionProblem[];
  readonly isLong: boolean;
  readonly placeholder?: string | undefined;
  readonly onChange: (text: string) => void;
}

/**
 * A small editor for texts with expressions in them: their colours, completion of variables, what is wrong underlined.
 */
export function ExpressionEditor(props: ExpressionEditorProps) {
  const { ref, id, label, form, value, problems, isLong } = props;
  const { i18n } = useTranslation();
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ ...props, language: i18n.language });
  latest.current = { ...props, language: i18n.language };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what changes goes into it below
  useEffect(() => {
    const editor = new EditorView({
      ...(holder.current ? { parent: holder.current } : {}),
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          form === 'template' ? [] : celLanguage,
          form === 'cel' ? [] : holeMarks,
          syntaxHighlighting(celColours),
          autocompletion({ override: [(context) => complete(context, latest.current)], icons: false }),
          keymap.of([...completionKeymap, ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'), ...historyKeymap]),
          EditorView.lineWrapping,
          isLong ? [] : EditorState.transactionFilter.of((each) => (each.newDoc.lines > 1 ? [] : each)),
          EditorView.inputHandler.of(closeHole),
          EditorView.contentAttributes.of({ id, 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
          onTyped((text) => latest.current.onChange(text)),
          editorTheme,
          isLong ? tall : [],
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useImperativeHandle(ref, () => ({
    insert(path) {
      const editor = view.current;
      if (!editor) return;
      const { from, to } = editor.state.selection.main;
      const text = editor.state.doc.toString();
      const isInside = form === 'cel' || holeAt(text, from) !== undefined;
      const insert = isInside ? path : `\${${path}}`;
      editor.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        userEvent: 'input',
      });
      editor.focus();
    },
  }));

  useEffect(() => showText(view.current, value), [value]);

  useEffect(() => showProblems(view.current, problems), [problems]);

  return <div ref={holder} data-own-keys />;
}

const tall = EditorView.theme({ '&': { minHeight: '84px' }, '.cm-scroller': { maxHeight: '280px', overflow: 'auto' } });

type Around = ExpressionEditorProps & { readonly language: string };

function complete(context: CompletionContext, around: Around) {
  const text = context.state.doc.toString();
  const { form, scope, model, language, entity } = around;
  const hole = form === 'cel' ? { source: text, start: 0 } : holeAt(text, context.pos);
  const isFresh = hole !== undefined && hole.start === context.pos && form !== 'cel';
  if (!hole && (form === 'template' || !entity)) return null;
  const world = hole
    ? { scope, entity: '', model, language }
    : { scope: entity?.scope ?? scope, entity: entity?.name ?? '', model, language };
  const start = hole?.start ?? 0;
  const found = completeCel(hole?.source ?? text, context.pos - start, context.explicit || isFresh, world);
  return found && { ...found, from: found.from + start };
}

/** `${` closes itself, and says what may stand in it. */
function closeHole(view: EditorView, from: number, to: number, text: string): boolean {
  if (text !== '{' || view.state.sliceDoc(from - 1, from) !== '$') return false;
  view.dispatch({ changes: { from, to, insert: '{}' }, selection: { anchor: from + 1 }, userEvent: 'input.type' });
  startCompletion(view);
  return true;
}

const hole = Decoration.mark({ class: 'cm-hole' });

/** Colours what is an expression within a text. */
const holeMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = marksOf(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged) this.decorations = marksOf(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function marksOf(view: EditorView): DecorationSet {
  const marks = new RangeSetBuilder<Decoration>();
  for (const { source, start } of embedded(view.state.doc.toString()))
    marks.add(start - 2, start + source.length + 1, hole);
  return marks.finish();
}
