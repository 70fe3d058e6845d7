import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Conversion, Operation } from '../../api/changesets.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { plainText } from '../../lib/values.ts';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { JsonValue } from './JsonValue.tsx';
import styles from './UnfitValues.module.css';
import { ValueMap } from './ValueMap.tsx';

interface UnfitValuesProps {
  readonly operation: Operation;
  readonly unfit: NonNullable<Operation['unfit']>;
  readonly canChoose: boolean;
}

const choices = ['park', 'default', 'refuse'] as const;

/** Values that the new type or options cannot hold: how many, examples, and what becomes of them. */
export function UnfitValues({ operation, unfit, canChoose }: UnfitValuesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { rows, examples, isEstimate } = unfit;
  const count = { count: rows, shown: format.number(rows) };
  return (
    <div className={styles.unfit}>
      <p>{rows === 0 ? t('studio.allFit') : isEstimate ? t('studio.unfitAbout', count) : t('studio.unfit', count)}</p>
      <ul className={styles.examples} aria-label={t('studio.examples')}>
        {examples.map(({ id, value }) => (
          <li key={id}>
            <Link to="/$entity/$id" params={{ entity: operation.entity, id }} className={styles.example}>
              <JsonValue value={value} />
            </Link>
          </li>
        ))}
      </ul>
      {canChoose && operation.field !== undefined ? (
        <Choices
          field={`${operation.entity}.${operation.field}`}
          proposed={operation.choice ?? 'park'}
          examples={examples.map(({ value }) => plainText(value))}
        />
      ) : (
        <p className={styles.chosen}>{t(`studio.unfitChoice.${operation.choice ?? 'park'}`)}</p>
      )}
    </div>
  );
}

interface ChoicesProps {
  /** `entity.field` */
  readonly field: string;
  readonly proposed: NonNullable<Conversion['unfit']>;
  readonly examples: readonly string[];
}

function Choices({ field, proposed, examples }: ChoicesProps) {
  const { t } = useTranslation();
  const { conversions, convert } = useStudioDraft();
  const { [field]: conversion = {} } = conversions;
  return (
    <>
      <fieldset className={styles.choices}>
        <legend>{t('studio.unfitQuestion')}</legend>
        {choices.map((choice) => (
          <label key={choice} className={styles.choice}>
            <input
              type="radio"
              name={field}
              checked={(conversion.unfit ?? proposed) === choice}
              onChange={() => convert(field, { ...conversion, unfit: choice })}
            />
            {t(`studio.unfitChoice.${choice}`)}
          </label>
        ))}
      </fieldset>
      <ValueMap
        label={t('studio.valueMap')}
        proposals={examples}
        map={conversion.map ?? {}}
        onChange={(map) => {
          const { map: _, ...others } = conversion;
          convert(field, Object.keys(map).length > 0 ? { ...others, map } : others);
        }}
      />
    </>
  );
}
