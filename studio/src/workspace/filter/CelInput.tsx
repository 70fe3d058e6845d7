import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { check } from '../../../../core/expressions/check.ts';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { browserScope } from '../../../../core/model/browserScope.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { inWords } from '../../lib/inWords.ts';
import styles from './FilterPanel.module.css';

interface CelInputProps {
  readonly entity: BrowserEntity;
  readonly source: string;
  readonly isLarge?: boolean;
  /** What is wrong with it; by default what does not fit the entity. */
  readonly problemOf?: ((source: string) => string | undefined) | undefined;
  /** Only hears of what is a condition, or empty. */
  readonly onChange: (source: string) => void;
}

const restMs = 350;

/** A condition as text, checked while it is typed. It is taken when typing rests. */
export function CelInput({ entity, source, isLarge = false, problemOf, onChange }: CelInputProps) {
  const { t } = useTranslation();
  const model = useModel();
  const problemId = useId();
  const [typed, setTyped] = useState(source);
  useEffect(() => setTyped(source), [source]);
  const text = typed.trim();
  const problem = text === '' ? undefined : (problemOf ?? firstProblem)(text);

  function firstProblem(typed: string): string | undefined {
    const checked = check(typed, browserScope(model, entity.name, 'everything'), 'bool');
    return checked.ok ? undefined : inWords(t, checked.problems)[0]?.message;
  }

  useEffect(() => {
    if (text === source || problem !== undefined) return;
    const timer = setTimeout(() => onChange(text), restMs);
    return () => clearTimeout(timer);
  }, [text, source, problem, onChange]);

  const common = {
    className: styles.cel,
    'aria-label': t('filter.expression'),
    'aria-invalid': problem !== undefined,
    'aria-describedby': problemId,
    spellCheck: false,
    placeholder: "stage == 'won' && amount > 10000",
    value: typed,
    // Whoever goes on has finished typing.
    onBlur: () => {
      if (text !== source && problem === undefined) onChange(text);
    },
  };
  return (
    <div className={styles.celBox}>
      {isLarge ? (
        <textarea {...common} rows={3} onChange={(event) => setTyped(event.target.value)} />
      ) : (
        <input {...common} onChange={(event) => setTyped(event.target.value)} />
      )}
      <p id={problemId} className={styles.problem} role={problem ? 'alert' : undefined}>
        {problem}
      </p>
    </div>
  );
}
