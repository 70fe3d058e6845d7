import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { LazyAntdLayer } from '../../../app/LazyAntdLayer.ts';
import { RecordPicker } from '../../../workspace/access/RecordPicker.tsx';
import { Choice } from '../../../workspace/list/Choice.tsx';
import styles from '../../entities/inspector/inspector.module.css';
import type { InputControl } from './InputLine.tsx';
import { useNames } from './useNames.ts';

interface NameChoiceProps {
  readonly control: InputControl;
  readonly label: string;
  /** What it is a name of: `entity`, `role`, `field` … */
  readonly kind: string;
  /** Of fields that may be chosen. */
  readonly types?: readonly string[] | undefined;
  /** The entity that it is about. */
  readonly entity: string;
  readonly plugin: string;
  readonly value: string;
  readonly isRequired: boolean;
  readonly onChange: (value: string | undefined) => void;
}

/** One of the things that there are. What is not there any more stays, so that it is not changed by looking at it. */
export function NameChoice(props: NameChoiceProps) {
  const { control, label, kind, types, entity, plugin, value, isRequired, onChange } = props;
  const { t } = useTranslation();
  const { names, isKnown } = useNames(kind, { entity, plugin, types });
  if (kind === 'user' || kind === 'team') {
    return (
      <Suspense fallback={<input className={styles.input} readOnly />}>
        <LazyAntdLayer>
          <RecordPicker entity={kind} label={label} value={value || undefined} onChange={onChange} />
        </LazyAntdLayer>
      </Suspense>
    );
  }
  if (kind === 'secret') {
    return (
      <>
        <input
          {...control}
          className={styles.input}
          list={`${control.id}-names`}
          autoComplete="off"
          value={value}
          onChange={({ target }) => onChange(target.value || undefined)}
        />
        <datalist id={`${control.id}-names`}>
          {names.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </>
    );
  }
  const isGone = value !== '' && isKnown && !names.some(({ name }) => name === value);
  return (
    <Choice {...control} value={value} onChange={({ target }) => onChange(target.value || undefined)}>
      {value === '' || !isRequired ? (
        <option value="">{isRequired ? t('workflows.choose') : t('workflows.none')}</option>
      ) : null}
      {isGone || (value !== '' && !isKnown) ? <option value={value}>{value}</option> : null}
      {names.map(({ name, title }) => (
        <option key={name} value={name}>
          {title}
        </option>
      ))}
    </Choice>
  );
}
