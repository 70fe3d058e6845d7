import { Code, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { printFilter } from '../../store/filter/printFilter.ts';
import { readFilter } from '../../store/filter/readFilter.ts';
import type { FilterGroup } from '../../store/filter/types.ts';
import { Button } from '../../ui/Button.tsx';
import { AddConditions } from './AddConditions.tsx';
import { CelInput } from './CelInput.tsx';
import { FilterChips } from './FilterChips.tsx';
import styles from './FilterPanel.module.css';
import { GroupEditor } from './GroupEditor.tsx';
import { newRule } from './newNodes.ts';

interface FilterPanelProps {
  readonly entity: BrowserEntity;
  /** The condition in force, in CEL. */
  readonly where: string | undefined;
  /** False: only says what is in force. */
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onChange: (where: string | undefined) => void;
}

/** Puts a condition together, out of rules and groups of them, or as text. */
export function FilterPanel({ entity, where, isOpen, onOpen, onChange }: FilterPanelProps) {
  const { t } = useTranslation();
  const model = useModel();
  const [isText, setText] = useState(false);
  const [group, setGroup] = useState<FilterGroup>(() => start());
  const printed = printFilter(model, entity, group);

  function start(): FilterGroup {
    if (where !== undefined) return readFilter(model, entity, where);
    return { kind: 'group', join: 'and', not: false, items: newRule(model, entity) };
  }
  // The address went elsewhere: by back and forward, or as text.
  // biome-ignore lint/correctness/useExhaustiveDependencies: not when the rules changed
  useEffect(() => {
    if (where !== printed) setGroup(start());
  }, [where]);

  function set(next: FilterGroup) {
    setGroup(next);
    const source = printFilter(model, entity, next);
    if (source !== where) onChange(source);
  }

  if (!isOpen) return <FilterChips entity={entity} group={group} onChange={set} onOpen={() => onOpen(true)} />;
  return (
    <section className={styles.panel} aria-label={t('filter.title')} data-own-keys>
      {isText ? (
        <CelInput entity={entity} source={where ?? ''} isLarge onChange={(source) => onChange(source || undefined)} />
      ) : (
        <GroupEditor entity={entity} group={group} depth={0} onChange={set} />
      )}
      <div className={styles.foot}>
        {isText ? null : <AddConditions entity={entity} group={group} onChange={set} />}
        <span className={styles.gap} />
        <Button
          look="quiet"
          aria-pressed={isText}
          icon={<Code size={14} aria-hidden />}
          onClick={() => setText((before) => !before)}
        >
          {isText ? t('filter.asRules') : t('filter.asText')}
        </Button>
        {where === undefined ? null : (
          <Button
            look="quiet"
            onClick={() => {
              setGroup({ kind: 'group', join: 'and', not: false, items: newRule(model, entity) });
              onChange(undefined);
            }}
          >
            {t('filter.clear')}
          </Button>
        )}
        <Button
          look="quiet"
          className={styles.close}
          aria-label={t('filter.close')}
          icon={<X size={15} aria-hidden />}
          onClick={() => onOpen(false)}
        />
      </div>
    </section>
  );
}
