import { useNavigate } from '@tanstack/react-router';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { useDraftDocument } from '../draft/StudioDraft.ts';
import { apiName } from '../entities/document/apiName.ts';
import { otherLanguage } from '../entities/EntityEditing.ts';
import styles from '../entities/NewEntityDialog.module.css';
import { NewTitles } from '../entities/NewTitles.tsx';
import { useRomanize } from '../entities/useRomanize.ts';
import { type TemplateName, workflowTemplates } from './templates/workflowTemplates.ts';
import { useWorkflowActions } from './useWorkflowActions.ts';

interface NewWorkflowDialogProps {
  readonly template: TemplateName;
  readonly onClose: () => void;
}

/** A new workflow: what it is called, and what it begins as. It is in the draft then, and nothing runs yet. */
export function NewWorkflowDialog({ template, onClose }: NewWorkflowDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const navigate = useNavigate();
  const model = useModel();
  const romanize = useRomanize();
  const { nameFor, create } = useWorkflowActions();
  // Read now, so that its texts go along at once.
  const locale = useDraftDocument('locale', otherLanguage);
  const [english, setEnglish] = useState('');
  const [chinese, setChinese] = useState('');
  const [start, setStart] = useState<TemplateName>(template);
  const made = useMemo(
    () => workflowTemplates.map((each) => ({ ...each, document: each.make(model) })).filter(({ document }) => document),
    [model],
  );
  // Where there is no English title, the Chinese one stands for it.
  const title = english.trim() || chinese.trim();
  const name = nameFor(apiName(title, 'workflow', romanize));

  function begin() {
    const chosen = made.find((each) => each.name === start);
    if (!chosen?.document) return;
    const other = chinese.trim() === '' || chinese.trim() === title ? {} : { [title]: chinese.trim() };
    const document = { $schema: 'kiln:workflow', $id: name, title, ...chosen.document };
    const opened = create(document, { ...chosen.chinese, ...other });
    onClose();
    navigate({ to: '/studio/workflows/$name', params: { name: opened } });
  }
  const canBegin = title !== '' && locale.status !== 'loading';
  return (
    <Dialog look="wide" label={t('workflows.new')} onClose={onClose}>
      <form
        className={dialog.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (canBegin) begin();
        }}
      >
        <h2 className={dialog.title}>{t('workflows.new')}</h2>
        <NewTitles english={english} chinese={chinese} name={name} onEnglish={setEnglish} onChinese={setChinese} />
        <fieldset className={styles.starts}>
          <legend className={styles.legend}>{t('designer.beginWith')}</legend>
          <div className={styles.cards}>
            {made.map((each) => (
              <label key={each.name} className={styles.card}>
                <input
                  type="radio"
                  name={`${id}-start`}
                  checked={start === each.name}
                  onChange={() => setStart(each.name)}
                />
                <span className={styles.cardIcon}>
                  <EntityIcon name={each.icon} />
                </span>
                <span className={styles.cardTitle}>{t(`workflows.templates.${each.name}.title`)}</span>
                <span className={styles.cardText}>{t(`workflows.templates.${each.name}.about`)}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="main" disabled={!canBegin}>
            {t('designer.begin')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
