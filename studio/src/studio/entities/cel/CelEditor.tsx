import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExpressionProblem, Scope } from '../../../../../core/expressions/types.ts';
import type { BrowserModel } from '../../../../../core/model/browserModel.ts';
import { onTyped, showText } from '../source/editorText.ts';
import { editorTheme } from '../source/editorTheme.ts';
import { celColours, celLanguage } from './celLanguage.ts';
import { completeCel } from './completeCel.ts';
import { showProblems } from './showProblems.ts';

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
          celLanguage,
          syntaxHighlighting(celColours),
          autocompletion({
            override: [
              (context) => completeCel(context.state.doc.toString(), context.pos, context.explicit, latest.current),
            ],
            icons: false,
          }),
          keymap.of([...completionKeymap, ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'), ...historyKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
          onTyped((text) => latest.current.onChange(text)),
          editorTheme,
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => showText(view.current, value), [value]);

  useEffect(() => showProblems(view.current, problems), [problems]);

  return <div ref={holder} data-own-keys />;
}
