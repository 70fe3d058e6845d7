import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { everyEntity } from '../../../../core/model/kinds/role/document.ts';
import { grantSource } from '../../../../core/model/kinds/role/grantSource.ts';
import type { Right } from '../../../../core/model/types.ts';
import { faultMessage } from '../../lib/faultMessage.ts';
import { findEntity } from '../../store/model.ts';
import { ownEntry } from '../../store/role/grants.ts';
import { conditionProblem } from '../../store/role/roleProblems.ts';
import dialog from '../../ui/DialogContent.module.css';
import { ConditionBuilder } from '../../workspace/filter/ConditionBuilder.tsx';
import { MatchCount } from '../../workspace/filter/MatchCount.tsx';
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

const everything = { actor: true, relations: true };

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
  const problemOf = (text: string) => {
    const found = conditionProblem(model, role, name, text);
    return found && faultMessage(t, found);
  };
  const problem = source === '' ? undefined : problemOf(source);
  const subject = `${findEntity(model, name)?.pluralTitle ?? t('role.every')} · ${t(`role.right.${right}`)}`;

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
        <ConditionBuilder
          entity={entity}
          source={source}
          operands={everything}
          problemOf={problemOf}
          onChange={setSource}
        />
        {problem !== undefined ? (
          <p className={dialog.error} role="alert">
            {problem}
          </p>
        ) : null}
        {problem === undefined && source !== '' && name !== everyEntity ? (
          <MatchCount entity={entity} source={source} />
        ) : null}
      </div>
    </Modal>
  );
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
