import { Code } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity, BrowserModel } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { printFilter } from '../../store/filter/printFilter.ts';
import { readFilter } from '../../store/filter/readFilter.ts';
import type { FilterGroup } from '../../store/filter/types.ts';
import { Button } from '../../ui/Button.tsx';
import { AddConditions } from './AddConditions.tsx';
import { CelInput } from './CelInput.tsx';
import styles from './ConditionBuilder.module.css';
import { GroupEditor } from './GroupEditor.tsx';
import { newRule } from './newNodes.ts';
import { type Operands, OperandsProvider } from './OperandsContext.tsx';

interface ConditionBuilderProps {
  readonly entity: BrowserEntity;
  /** CEL; '' for none yet. */
  readonly source: string;
  readonly operands: Operands;
  readonly problemOf?: ((source: string) => string | undefined) | undefined;
  readonly onChange: (source: string) => void;
}

/** Puts a condition of a definition together, out of rules and groups of them, or as text. */
export function ConditionBuilder({ entity, source, operands, problemOf, onChange }: ConditionBuilderProps) {
  const { t } = useTranslation();
  const model = useModel();
  const [group, setGroup] = useState<FilterGroup>(() => groupOf(model, entity, source));
  const [isText, setText] = useState(false);
  const printed = useRef(source);
  // It was changed from outside, by undo for one.
  useEffect(() => {
    if (source === printed.current) return;
    printed.current = source;
    setGroup(groupOf(model, entity, source));
  }, [model, entity, source]);

  function set(next: FilterGroup) {
    setGroup(next);
    printed.current = printFilter(model, entity, next) ?? '';
    if (printed.current !== source) onChange(printed.current);
  }
  function toggleText() {
    if (isText) setGroup(groupOf(model, entity, source));
    setText((before) => !before);
  }

  return (
    <OperandsProvider value={operands}>
      <div className={styles.builder} data-own-keys>
        {isText ? (
          <CelInput entity={entity} source={source} isLarge problemOf={problemOf} onChange={onChange} />
        ) : (
          <GroupEditor entity={entity} group={group} depth={0} onChange={set} />
        )}
        <div className={styles.tools}>
          {isText ? null : <AddConditions entity={entity} group={group} onChange={set} />}
          <span className={styles.gap} />
          <Button look="quiet" aria-pressed={isText} icon={<Code size={14} aria-hidden />} onClick={toggleText}>
            {isText ? t('filter.asRules') : t('filter.asText')}
          </Button>
        </div>
      </div>
      {isText || source === '' ? null : <code className={styles.source}>{source}</code>}
    </OperandsProvider>
  );
}

function groupOf(model: BrowserModel, entity: BrowserEntity, source: string): FilterGroup {
  if (source !== '') return readFilter(model, entity, source);
  return { kind: 'group', join: 'and', not: false, items: newRule(model, entity) };
}
