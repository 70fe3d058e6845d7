import { Suspense, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { check } from '../../../../../core/expressions/check.ts';
import type { CelType } from '../../../../../core/expressions/types.ts';
import { inWords } from '../../../lib/inWords.ts';
import { lazyPart } from '../../../ui/lazyPart.tsx';
import { useEntityEditing } from '../EntityEditing.ts';
import styles from '../inspector/inspector.module.css';
import { type CelPlace, celScope } from './celScope.ts';
import { TriedResults } from './TriedResults.tsx';

interface CelFieldProps {
  readonly label: string;
  /** Whose records the expression is about. */
  readonly entity: string;
  /** The field that it computes, which it cannot use. */
  readonly self?: string;
  readonly source: string;
  readonly on: CelPlace;
  readonly expects?: CelType['kind'];
  readonly help?: string;
  readonly onChange: (source: string) => void;
  /** What it yields, while it is right. */
  readonly onType?: (kind: CelType['kind']) => void;
}

const CelEditor = lazyPart(async () => (await import('./CelEditor.tsx')).CelEditor);

/** An expression with completion; below it what is wrong with it, or what it yields for some records. */
export function CelField({ label, entity, self, source, on, expects, help, onChange, onType }: CelFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const { name, model, fields } = useEntityEditing();
  const scope = useMemo(
    () => celScope({ model, entity, on, self, drafted: entity === name ? fields : [] }),
    [model, entity, on, self, name, fields],
  );
  const checked = useMemo(
    () => (source.trim() === '' ? undefined : check(source, scope, expects)),
    [source, scope, expects],
  );
  const problems = useMemo(() => (checked && !checked.ok ? inWords(t, checked.problems) : []), [checked, t]);
  function change(text: string) {
    onChange(text);
    const next = text.trim() === '' ? undefined : check(text, scope, expects);
    if (next?.ok) onType?.(next.expression.type.kind);
  }
  return (
    <div className={styles.line}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      <Suspense fallback={<textarea className={`${styles.input} ${styles.code}`} rows={2} readOnly value={source} />}>
        <CelEditor
          label={label}
          value={source}
          scope={scope}
          entity={entity}
          model={model}
          problems={problems}
          onChange={change}
        />
      </Suspense>
      {problems.length > 0 ? (
        <p className={styles.problem} role="alert">
          {problems[0]?.message}
        </p>
      ) : help ? (
        <p className={styles.help}>{help}</p>
      ) : null}
      {checked?.ok ? (
        <TriedResults
          entity={entity}
          expression={source}
          on={on}
          expects={expects}
          type={t(`designer.celType.${checked.expression.type.kind}`)}
        />
      ) : null}
    </div>
  );
}
