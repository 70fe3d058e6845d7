import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { Code, ListTree, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity, BrowserModel } from '../../../../core/model/browserModel.ts';
import { everyEntity } from '../../../../core/model/kinds/role/document.ts';
import { grantSource } from '../../../../core/model/kinds/role/grantSource.ts';
import type { Right } from '../../../../core/model/types.ts';
import { recordKeys } from '../../api/keys.ts';
import { listRecords } from '../../api/records.ts';
import { useDebounced } from '../../fields/shared/useDebounced.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { printFilter } from '../../store/filter/printFilter.ts';
import { readFilter } from '../../store/filter/readFilter.ts';
import type { FilterGroup } from '../../store/filter/types.ts';
import { findEntity } from '../../store/model.ts';
import { ownEntry } from '../../store/role/grants.ts';
import { conditionProblem } from '../../store/role/roleProblems.ts';
import { Button } from '../../ui/Button.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { CelInput } from '../../workspace/filter/CelInput.tsx';
import { GroupEditor } from '../../workspace/filter/GroupEditor.tsx';
import { newGroup, newRule } from '../../workspace/filter/newNodes.ts';
import { OperandsProvider } from '../../workspace/filter/OperandsContext.tsx';
import styles from './ConditionDialog.module.css';
import type { RoleEditing } from './RoleEditing.ts';
import { grantAt } from './rightsRows.ts';

interface ConditionDialogProps {
  readonly editing: RoleEditing;
  /** `*`: all entities without an entry of their own. */
  readonly name: string;
  readonly right: Right;
  readonly onClose: () => void;
}

/** The records that a right is about, put together out of rules or written as CEL. */
export function ConditionDialog({ editing, name, right, onClose }: ConditionDialogProps) {
  const { t } = useTranslation();
  const { model, role } = editing;
  const entity = findEntity(model, name) ?? commonEntity(editing);
  const granted = grantAt(editing, role, name, right);
  const [source, setSource] = useState(() => {
    const start = grantSource(granted, entity.owned);
    return typeof start === 'string' ? start : '';
  });
  const [group, setGroup] = useState<FilterGroup>(() => groupOf(model, entity, source));
  const [isText, setText] = useState(false);
  const problem = source === '' ? undefined : conditionProblem(model, role, name, source);
  const subject = `${findEntity(model, name)?.pluralTitle ?? t('role.every')} · ${t(`role.right.${right}`)}`;

  function set(next: FilterGroup) {
    setGroup(next);
    setSource(printFilter(model, entity, next) ?? '');
  }
  function toggleText() {
    if (isText) setGroup(groupOf(model, entity, source));
    setText((before) => !before);
  }

  return (
    <Modal
      open
      title={subject}
      width={880}
      okText={t('role.useCondition')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: source === '' || problem !== undefined }}
      onCancel={onClose}
      onOk={() => {
        editing.setGrant(name, right, source);
        onClose();
      }}
    >
      <div className={styles.content} data-own-keys>
        <p className={dialog.text}>{t('role.conditionText')}</p>
        <OperandsProvider value>
          <div className={styles.builder}>
            {isText ? (
              <CelInput
                entity={entity}
                source={source}
                isLarge
                problemOf={(text) => conditionProblem(model, role, name, text)}
                onChange={setSource}
              />
            ) : (
              <GroupEditor entity={entity} group={group} depth={0} onChange={set} />
            )}
            <div className={styles.tools}>
              {isText ? null : (
                <>
                  <Button
                    look="quiet"
                    icon={<Plus size={14} aria-hidden />}
                    onClick={() => set({ ...group, items: [...group.items, ...newRule(model, entity)] })}
                  >
                    {t('filter.addRule')}
                  </Button>
                  <Button
                    look="quiet"
                    icon={<ListTree size={14} aria-hidden />}
                    onClick={() => set({ ...group, items: [...group.items, newGroup(model, entity, group.join)] })}
                  >
                    {t('filter.addGroup')}
                  </Button>
                </>
              )}
              <span className={styles.gap} />
              <Button look="quiet" aria-pressed={isText} icon={<Code size={14} aria-hidden />} onClick={toggleText}>
                {isText ? t('filter.asRules') : t('filter.asText')}
              </Button>
            </div>
          </div>
        </OperandsProvider>
        {isText || source === '' ? null : <code className={styles.source}>{source}</code>}
        {problem !== undefined && !isText ? (
          <p className={dialog.error} role="alert">
            {problem}
          </p>
        ) : null}
        {problem === undefined && source !== '' && name !== everyEntity ? (
          <Matches entity={entity} source={source} />
        ) : null}
      </div>
    </Modal>
  );
}

/** How many records the condition picks when oneself is the one who asks: a wrong turn shows as none or all. */
function Matches({ entity, source }: { readonly entity: BrowserEntity; readonly source: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const where = useDebounced(source, 400);
  const count = (condition?: string) => ({
    select: 'id',
    limit: 1,
    count: true,
    ...(condition === undefined ? {} : { where: condition }),
  });
  const { data: some } = useQuery({
    queryKey: recordKeys.count(entity.name, count(where)),
    queryFn: ({ signal }) => listRecords(entity.name, count(where), signal),
    retry: false,
  });
  const { data: all } = useQuery({
    queryKey: recordKeys.count(entity.name, count()),
    queryFn: ({ signal }) => listRecords(entity.name, count(), signal),
    retry: false,
  });
  if (some?.count === undefined || all?.count === undefined) return <p className={styles.matches}>&nbsp;</p>;
  return (
    <p className={styles.matches} role="status">
      {t('role.matches', { some: format.number(some.count), all: format.number(all.count) })}
    </p>
  );
}

function groupOf(model: BrowserModel, entity: BrowserEntity, source: string): FilterGroup {
  if (source !== '') return readFilter(model, entity, source);
  return { kind: 'group', join: 'and', not: false, items: newRule(model, entity) };
}

/** What all entities without an entry of their own have in common: fields of the same name and type. */
function commonEntity({ model, role }: RoleEditing): BrowserEntity {
  const [first, ...others] = model.entities.filter(({ name, parent }) => !parent && !ownEntry(role, name));
  const source = first ?? model.entities[0];
  if (!source) throw new Error('A model without entities');
  const fields = source.fields.filter((field) =>
    others.every((other) => other.fields.some(({ name, type }) => name === field.name && type === field.type)),
  );
  return { ...source, name: everyEntity, fields, inverses: [], display: 'id' };
}
