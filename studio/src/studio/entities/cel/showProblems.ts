import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import type { ExpressionProblem } from '../../../../../core/expressions/types.ts';

/** Underlines what is wrong with the expressions in an editor; the text may have become shorter since they were checked. */
export function showProblems(editor: EditorView | undefined, problems: readonly ExpressionProblem[]): void {
  if (!editor) return;
  const { length } = editor.state.doc;
  const found = problems.map(({ start, end, message }): Diagnostic => {
    const from = Math.min(start, length);
    return { from, to: Math.min(Math.max(end, from + 1), length), severity: 'error', message };
  });
  editor.dispatch(setDiagnostics(editor.state, found));
}
