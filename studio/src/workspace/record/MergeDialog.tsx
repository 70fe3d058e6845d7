import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../api/records.ts';
import { FieldCell } from '../../fields/FieldCell.tsx';
import { fixedRecord, RecordScope } from '../../fields/RecordScope.tsx';
import { isEmpty } from '../../lib/values.ts';
import { type Difference, differences } from '../../store/mergeRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './MergeDialog.module.css';
import type { Conflict } from './useRecord.ts';

interface MergeDialogProps {
  readonly entity: BrowserEntity;
  readonly conflict: Conflict;
  /** The record as it shall be: theirs, with what was chosen of mine. */
  readonly onMerge: (values: RecordValues) => void;
  readonly onCancel: () => void;
}

type Side = 'mine' | 'theirs';

/** Somebody else saved meanwhile: field by field, theirs or mine. */
export function MergeDialog({ entity, conflict, onMerge, onCancel }: MergeDialogProps) {
  const { t } = useTranslation();
  const { base, mine, theirs } = conflict;
  const found = useMemo(() => differences(entity, base, mine, theirs), [entity, base, mine, theirs]);
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({});
  const sideOf = ({ field, changedBy }: Difference): Side =>
    chosen[field.name] ?? (changedBy === 'them' ? 'theirs' : 'mine');
  const all = (side: Side) => setChosen(Object.fromEntries(found.map(({ field }) => [field.name, side])));

  return (
    <Dialog label={t('merge.title')} look="sheet" onClose={onCancel}>
      <div className={styles.head}>
        <h2>{t('merge.title')}</h2>
        <p>{t('merge.text')}</p>
      </div>
      <div className={styles.body}>
        <div className={styles.sides}>
          <span />
          <button type="button" onClick={() => all('mine')}>
            {t('merge.allMine')}
          </button>
          <button type="button" onClick={() => all('theirs')}>
            {t('merge.allTheirs')}
          </button>
        </div>
        {found.map((difference) => (
          <MergeRow
            key={difference.field.name}
            difference={difference}
            conflict={conflict}
            side={sideOf(difference)}
            onSide={(side) => setChosen((before) => ({ ...before, [difference.field.name]: side }))}
          />
        ))}
      </div>
      <div className={styles.foot}>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button
          look="main"
          onClick={() => {
            const kept = found.filter((difference) => sideOf(difference) === 'mine');
            onMerge({ ...theirs, ...Object.fromEntries(kept.map(({ field, mine: value }) => [field.name, value])) });
          }}
        >
          {t('merge.save')}
        </Button>
      </div>
    </Dialog>
  );
}

interface MergeRowProps {
  readonly difference: Difference;
  readonly conflict: Conflict;
  readonly side: Side;
  readonly onSide: (side: Side) => void;
}

function MergeRow({ difference, conflict, side, onSide }: MergeRowProps) {
  const { t } = useTranslation();
  const group = useId();
  const { field, isConflict, changedBy } = difference;
  return (
    <fieldset className={styles.row}>
      <legend className={styles.legend}>{field.title}</legend>
      <div className={styles.name}>
        <span>{field.title}</span>
        <small className={isConflict ? styles.both : undefined}>
          {isConflict ? t('merge.both') : changedBy === 'me' ? t('merge.onlyMe') : t('merge.onlyThem')}
        </small>
      </div>
      {(['mine', 'theirs'] as const).map((each) => (
        <label key={each} className={styles.choice}>
          <input type="radio" name={group} checked={side === each} onChange={() => onSide(each)} />
          <span className={styles.label}>{each === 'mine' ? t('merge.mine') : t('merge.theirs')}</span>
          <SideValue field={field} value={difference[each]} record={conflict[each]} />
        </label>
      ))}
    </fieldset>
  );
}

function SideValue({ field, value, record }: { field: BrowserField; value: Json; record: RecordValues }) {
  const source = useMemo(() => fixedRecord(record), [record]);
  return (
    <span className={styles.value}>
      <RecordScope source={source}>{isEmpty(value) ? '—' : <FieldCell field={field} value={value} />}</RecordScope>
    </span>
  );
}
