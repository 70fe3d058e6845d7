import { useDraggable } from '@dnd-kit/core';
import { Ellipsis } from 'lucide-react';
import { type MouseEvent, memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../api/records.ts';
import { FieldCell } from '../../fields/FieldCell.tsx';
import { fixedRecord, RecordScope } from '../../fields/RecordScope.tsx';
import { isEmpty, plainText } from '../../lib/values.ts';
import type { Column } from '../../store/listViews.ts';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { columnValue } from '../list/columnValue.ts';
import styles from './Board.module.css';
import { refusalText } from './refusalText.ts';
import type { ShownColumn } from './ShownColumn.ts';
import type { Judge } from './useJudge.ts';

interface BoardCardProps {
  readonly entity: BrowserEntity;
  readonly fields: readonly Column[];
  readonly card: RecordValues;
  /** Key of its column. */
  readonly column: string;
  /** Columns that it can go to; absent: it stays. */
  readonly others?: readonly ShownColumn[] | undefined;
  /** Whether it may go to one of them. */
  readonly judge?: Judge;
  /** It is what the pointer carries. */
  readonly isLifted?: boolean;
  readonly onMove?: (card: RecordValues, from: string, to: string) => void;
  readonly onOpen?: (id: string) => void;
  readonly onPeek?: (id: string) => void;
}

/** A record on a board. */
export const BoardCard = memo(Card);

function Card(props: BoardCardProps) {
  const { entity, fields, card, column, others, judge, isLifted = false, onMove, onOpen, onPeek } = props;
  const { t } = useTranslation();
  const id = String(card.id);
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: isLifted ? `${id} lifted` : id,
    data: { card, column },
    disabled: others === undefined,
  });
  const source = useMemo(() => fixedRecord(card), [card]);
  const title = plainText(card[entity.display]);

  function click(event: MouseEvent) {
    if (event.target instanceof Element && event.target.closest('a, button, [popover]')) return;
    onPeek?.(id);
  }
  function follow(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen?.(id);
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link in it is for the keyboard
    <article
      ref={setNodeRef}
      {...listeners}
      data-card={isLifted ? undefined : id}
      data-column={column}
      className={`${styles.card} ${isLifted ? styles.lifted : ''} ${isDragging ? styles.away : ''} ${others ? styles.movable : ''}`}
      onClick={click}
    >
      <RecordScope source={source}>
        <div className={styles.cardHead}>
          <a
            className={`${styles.name} ${title === '' ? styles.untitled : ''}`}
            href={`/${encodeURIComponent(entity.name)}/${id}`}
            draggable={false}
            onClick={follow}
          >
            {title || t('record.untitled')}
          </a>
          {others && !isLifted && onMove ? (
            <Popover
              label={t('board.moveTo')}
              trigger={(props) => (
                <button
                  {...props}
                  type="button"
                  className={styles.menu}
                  aria-label={t('board.moveCard', { record: title || t('record.untitled') })}
                  onPointerDown={(event) => event.stopPropagation()}
                >
                  <Ellipsis size={14} aria-hidden />
                </button>
              )}
            >
              {(close) => (
                <Menu>
                  <p className={styles.menuTitle}>{t('board.moveTo')}</p>
                  <Targets
                    entity={entity}
                    card={card}
                    others={others}
                    judge={judge}
                    onChoose={(key) => {
                      close();
                      onMove(card, column, key);
                    }}
                  />
                </Menu>
              )}
            </Popover>
          ) : null}
        </div>
        <dl className={styles.values}>
          {fields.map((field) => {
            const value = columnValue(card, field);
            if (isEmpty(value) || field.path === entity.display) return null;
            return (
              <div key={field.path} className={styles.value} title={field.title}>
                <dt>{field.title}</dt>
                <dd>
                  <FieldCell field={field.field} value={value} />
                </dd>
              </div>
            );
          })}
        </dl>
      </RecordScope>
    </article>
  );
}

interface TargetsProps {
  readonly entity: BrowserEntity;
  readonly card: RecordValues;
  readonly others: readonly ShownColumn[];
  readonly judge: Judge | undefined;
  readonly onChoose: (key: string) => void;
}

/** Where a card may go, and where it might if the record were another. What never follows is left out. */
function Targets({ entity, card, others, judge, onChoose }: TargetsProps) {
  const { t } = useTranslation();
  const targets = others.flatMap((column) => {
    const verdict = judge?.(card, column.value) ?? { is: 'allowed' };
    if (verdict.is === 'refused' && verdict.faults[0]?.code === 'transition') return [];
    return [{ column, refusal: refusalText(t, entity, verdict) }];
  });
  if (targets.length === 0) return <p className={styles.noTarget}>{t('board.noTarget')}</p>;
  return targets.map(({ column: { key, title }, refusal }) => (
    <MenuItem key={key} isDisabled={refusal !== undefined} onClick={() => onChoose(key)}>
      <span className={styles.target}>
        {title}
        {refusal === undefined ? null : <span className={styles.why}>{refusal}</span>}
      </span>
    </MenuItem>
  ));
}
