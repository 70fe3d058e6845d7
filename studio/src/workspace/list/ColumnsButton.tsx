import { Columns3, GripVertical, Pin, PinOff } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { usePinyin } from '../../app/usePinyin.ts';
import { containsText } from '../../lib/matchText.ts';
import { type ColumnSpec, inOrder, moveColumn } from '../../store/columnSpec.ts';
import { fieldChoices } from '../../store/fieldChoices.ts';
import { findPath } from '../../store/listViews.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import styles from './tools.module.css';

interface ColumnsButtonProps {
  readonly entity: BrowserEntity;
  readonly specs: readonly ColumnSpec[];
  /** They are not the view's own. */
  readonly isOwn: boolean;
  readonly onColumns: (specs: readonly ColumnSpec[] | undefined) => void;
}

/** Which columns a list has, in which order. */
export function ColumnsButton(props: ColumnsButtonProps) {
  const { t } = useTranslation();
  return (
    <Popover
      label={t('list.columns')}
      trigger={(trigger) => (
        <Button
          {...trigger}
          look="quiet"
          aria-label={t('list.columns')}
          title={t('list.columns')}
          className={props.isOwn ? styles.on : undefined}
          icon={<Columns3 size={15} aria-hidden />}
        />
      )}
    >
      {() => <ColumnChoice {...props} />}
    </Popover>
  );
}

function ColumnChoice({ entity, specs, isOwn, onColumns }: ColumnsButtonProps) {
  const { t } = useTranslation();
  const model = useModel();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim();
  const pinyin = usePinyin(wanted !== '');
  const shown = new Set(specs.map(({ path }) => path));
  const groups = fieldChoices(model, entity, ({ children }) => !children).map((group) => ({
    ...group,
    fields: group.fields.filter(
      ({ path, title }) =>
        !shown.has(path) &&
        (wanted === '' ? group.relation === undefined : containsText(wanted, `${group.title} ${title}`, pinyin)),
    ),
  }));
  return (
    <div className={styles.panel}>
      <input
        className={styles.search}
        aria-label={t('list.findField')}
        placeholder={t('list.findField')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {wanted === '' ? <ShownColumns entity={entity} specs={specs} onColumns={onColumns} /> : null}
      {groups
        .filter(({ fields }) => fields.length > 0)
        .map(({ relation, title, fields }) => (
          <div key={relation ?? ''}>
            <h3 className={styles.heading}>{relation === undefined ? t('list.moreColumns') : title}</h3>
            {fields.map((field) => (
              <label key={field.path} className={styles.choice}>
                <input type="checkbox" checked={false} onChange={() => onColumns([...specs, { path: field.path }])} />
                {field.title}
              </label>
            ))}
          </div>
        ))}
      {isOwn && wanted === '' ? (
        <Button look="quiet" onClick={() => onColumns(undefined)}>
          {t('list.resetColumns')}
        </Button>
      ) : null}
    </div>
  );
}

function ShownColumns({ entity, specs, onColumns }: Omit<ColumnsButtonProps, 'isOwn'>) {
  const { t } = useTranslation();
  const model = useModel();
  const [dragged, setDragged] = useState<number>();

  function moveByKey(event: KeyboardEvent, index: number) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const list = event.currentTarget.closest('ul');
    onColumns(moveColumn(specs, index, step > 0 ? index + 2 : Math.max(0, index - 1)));
    requestAnimationFrame(() => list?.querySelectorAll<HTMLElement>('[data-handle]')[index + step]?.focus());
  }

  return (
    <>
      <h3 className={styles.heading}>{t('list.shownColumns')}</h3>
      <ul>
        {specs.map((spec, index) => {
          const title = findPath(model, entity, spec.path)?.title ?? spec.path;
          return (
            <li
              key={spec.path}
              className={`${styles.choice} ${dragged === index ? styles.dragged : ''}`}
              draggable
              onDragStart={() => setDragged(index)}
              onDragEnd={() => setDragged(undefined)}
              onDragOver={(event) => {
                event.preventDefault();
                if (dragged === undefined || dragged === index) return;
                onColumns(moveColumn(specs, dragged, index > dragged ? index + 1 : index));
                setDragged(index);
              }}
            >
              <label className={styles.grow}>
                <input
                  type="checkbox"
                  checked
                  disabled={specs.length === 1}
                  onChange={() => onColumns(specs.toSpliced(index, 1))}
                />
                {title}
              </label>
              <button
                type="button"
                className={styles.tiny}
                aria-label={`${spec.pinned ? t('list.unpin') : t('list.pin')}: ${title}`}
                onClick={() => {
                  const { pinned, ...rest } = spec;
                  onColumns(inOrder(specs.with(index, pinned ? rest : { ...rest, pinned: true })));
                }}
              >
                {spec.pinned ? <PinOff size={13} aria-hidden /> : <Pin size={13} aria-hidden />}
              </button>
              <button
                type="button"
                data-handle
                className={`${styles.tiny} ${styles.handle}`}
                aria-label={t('list.moveColumn', { column: title })}
                onKeyDown={(event) => moveByKey(event, index)}
              >
                <GripVertical size={13} aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
