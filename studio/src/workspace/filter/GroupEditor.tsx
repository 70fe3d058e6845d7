import { ListTree, Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import type { FilterGroup, FilterNode } from '../../store/filter/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../list/Choice.tsx';
import { CelInput } from './CelInput.tsx';
import styles from './FilterPanel.module.css';
import { newGroup, newRule } from './newNodes.ts';
import { RuleEditor } from './RuleEditor.tsx';

interface GroupEditorProps {
  readonly entity: BrowserEntity;
  readonly group: FilterGroup;
  /** Groups around it. */
  readonly depth: number;
  readonly onChange: (group: FilterGroup) => void;
  readonly onRemove?: () => void;
}

const deepest = 4;

export function GroupEditor({ entity, group, depth, onChange, onRemove }: GroupEditorProps) {
  const { t } = useTranslation();
  const model = useModel();
  const { join, not, items } = group;
  const set = (index: number, node: FilterNode) => onChange({ ...group, items: items.with(index, node) });
  const remove = (index: number) => onChange({ ...group, items: items.toSpliced(index, 1) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out
    <div role="group" aria-label={t('filter.group')} className={depth === 0 ? styles.root : styles.group}>
      <div className={styles.join}>
        <Choice
          className={styles.joinSelect}
          aria-label={t('filter.join')}
          value={`${not ? 'not-' : ''}${join}`}
          onChange={({ target }) =>
            onChange({
              ...group,
              join: target.value.endsWith('or') ? 'or' : 'and',
              not: target.value.startsWith('not'),
            })
          }
        >
          <option value="and">{t('filter.all')}</option>
          <option value="or">{t('filter.any')}</option>
          <option value="not-or">{t('filter.none')}</option>
          <option value="not-and">{t('filter.notAll')}</option>
        </Choice>
        {depth > 0 ? (
          <span className={styles.groupTools}>
            <Button
              look="quiet"
              aria-label={t('filter.addRule')}
              title={t('filter.addRule')}
              icon={<Plus size={14} aria-hidden />}
              onClick={() => onChange({ ...group, items: [...items, ...newRule(model, entity)] })}
            />
            {depth < deepest ? (
              <Button
                look="quiet"
                aria-label={t('filter.addGroup')}
                title={t('filter.addGroup')}
                icon={<ListTree size={14} aria-hidden />}
                onClick={() => onChange({ ...group, items: [...items, newGroup(model, entity, join)] })}
              />
            ) : null}
            <Button
              look="quiet"
              aria-label={t('filter.removeGroup')}
              icon={<X size={14} aria-hidden />}
              onClick={onRemove}
            />
          </span>
        ) : null}
      </div>
      {items.map((node, index) => {
        // Rules have nothing that tells them apart but their place.
        const key = `${index}`;
        if (node.kind === 'group') {
          return (
            <GroupEditor
              key={key}
              entity={entity}
              group={node}
              depth={depth + 1}
              onChange={(next) => set(index, next)}
              onRemove={() => remove(index)}
            />
          );
        }
        if (node.kind === 'text') {
          return (
            <div key={key} className={styles.rule}>
              <CelInput entity={entity} source={node.source} onChange={(source) => set(index, { ...node, source })} />
              <Button
                look="quiet"
                aria-label={t('action.remove')}
                icon={<X size={14} aria-hidden />}
                onClick={() => remove(index)}
              />
            </div>
          );
        }
        return (
          <RuleEditor
            key={key}
            entity={entity}
            rule={node}
            onChange={(next) => set(index, next)}
            onRemove={() => remove(index)}
          />
        );
      })}
    </div>
  );
}
