import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import styles from '../entities/inspector/inspector.module.css';
import { ConditionDialog } from './ConditionDialog.tsx';
import { ConditionText } from './ConditionText.tsx';
import own from './FormDesigner.module.css';
import { useFormDesign } from './FormEditingContext.ts';

interface ConditionLineProps {
  readonly label: string;
  /** What holds without a condition: `Always`. */
  readonly none: string;
  readonly source: string | undefined;
  readonly onChange: (source: string | undefined) => void;
}

/** A condition in words, and the way to change it. */
export function ConditionLine({ label, none, source, onChange }: ConditionLineProps) {
  const { t } = useTranslation();
  const { entity } = useFormDesign();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.line}>
      <span className={styles.label}>{label}</span>
      <div className={own.condition}>
        <button
          type="button"
          className={own.conditionText}
          aria-label={`${label}: ${source ?? none}`}
          onClick={() => setOpen(true)}
        >
          {source === undefined ? (
            <span className={own.none}>{none}</span>
          ) : (
            <ConditionText entity={entity} source={source} />
          )}
        </button>
        {source === undefined ? null : (
          <Button look="quiet" onClick={() => onChange(undefined)}>
            {t('formDesigner.clear')}
          </Button>
        )}
      </div>
      {isOpen ? (
        <Suspense>
          <ConditionDialog
            title={label}
            entity={entity}
            source={source ?? ''}
            onClose={() => setOpen(false)}
            onUse={(next) => {
              onChange(next === '' ? undefined : next);
              setOpen(false);
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
