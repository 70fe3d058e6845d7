import { ListFilter, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { isComplete, printFilter } from '../../store/filter/printFilter.ts';
import type { FilterGroup, FilterNode } from '../../store/filter/types.ts';
import styles from './FilterChips.module.css';
import { NodeText } from './NodeText.tsx';

interface FilterChipsProps {
  readonly entity: BrowserEntity;
  readonly group: FilterGroup;
  readonly onChange: (group: FilterGroup) => void;
  readonly onOpen: () => void;
}

/** The condition in force in words, part by part; each can be taken away. */
export function FilterChips({ entity, group, onChange, onOpen }: FilterChipsProps) {
  const { t } = useTranslation();
  const model = useModel();
  const isWhole = group.not || group.join === 'or';
  const parts: readonly FilterNode[] = isWhole ? [group] : group.items;
  const shown = parts.filter((part) => part.kind !== 'rule' || isComplete(part));
  return (
    <section className={styles.bar} aria-label={t('filter.title')}>
      <ListFilter size={14} aria-hidden />
      {shown.map((part, index) => (
        <span key={printFilter(model, entity, part) ?? index} className={styles.chip}>
          <button type="button" className={styles.text} onClick={onOpen}>
            <NodeText entity={entity} node={part} />
          </button>
          <button
            type="button"
            className={styles.remove}
            aria-label={t('filter.removeRule')}
            onClick={() =>
              onChange({
                kind: 'group',
                join: 'and',
                not: false,
                items: isWhole ? [] : group.items.filter((each) => each !== part),
              })
            }
          >
            <X size={12} aria-hidden />
          </button>
        </span>
      ))}
      <button
        type="button"
        className={styles.clear}
        onClick={() => onChange({ kind: 'group', join: 'and', not: false, items: [] })}
      >
        {t('filter.clear')}
      </button>
    </section>
  );
}
