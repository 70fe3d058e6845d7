import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { browserScope } from '../../../../core/model/browserScope.ts';
import { celProblems } from '../../../../core/model/celProblems.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { inWords } from '../../lib/inWords.ts';
import dialog from '../../ui/DialogContent.module.css';
import { ConditionBuilder } from '../../workspace/filter/ConditionBuilder.tsx';

interface ConditionDialogProps {
  readonly title: string;
  readonly entity: BrowserEntity;
  readonly source: string;
  readonly onUse: (source: string) => void;
  readonly onClose: () => void;
}

/** A form knows the record itself and who fills it in. */
const operands = { actor: true, relations: false };

/** When something of a form holds, put together out of rules or written as CEL. */
export function ConditionDialog({ title, entity, source: first, onUse, onClose }: ConditionDialogProps) {
  const { t } = useTranslation();
  const model = useModel();
  const [source, setSource] = useState(first);
  const problemOf = (text: string) => {
    const { problems } = celProblems(text, browserScope(model, entity.name, 'record'), { expects: 'bool' });
    return inWords(t, problems)[0]?.message;
  };
  const problem = source === '' ? undefined : problemOf(source);
  return (
    <Modal
      open
      title={title}
      width={760}
      okText={t('formDesigner.use')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: problem !== undefined }}
      onCancel={onClose}
      onOk={() => onUse(source)}
    >
      <ConditionBuilder
        entity={entity}
        source={source}
        operands={operands}
        problemOf={problemOf}
        onChange={setSource}
      />
      {problem === undefined ? null : (
        <p className={dialog.error} role="alert">
          {problem}
        </p>
      )}
    </Modal>
  );
}
