import { useNavigate } from '@tanstack/react-router';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useDraftDocument, useStudioDraft } from '../draft/StudioDraft.ts';
import { apiName } from '../entities/document/apiName.ts';
import { otherLanguage } from '../entities/EntityEditing.ts';
import styles from '../entities/NewEntityDialog.module.css';
import { NewTitles } from '../entities/NewTitles.tsx';
import { StartCard } from '../entities/StartCard.tsx';
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
  const { open } = useStudioDraft();
  const { nameFor, create } = useWorkflowActions();
  // Read now, so that its texts go along at once, and take the place of no others.
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
  const canBegin = title !== '' && (locale.status === 'ready' || locale.status === 'missing');
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
              <StartCard
                key={each.name}
                group={`${id}-start`}
                icon={<EntityIcon name={each.icon} />}
                title={t(`workflows.templates.${each.name}.title`)}
                about={t(`workflows.templates.${each.name}.about`)}
                isChosen={start === each.name}
                onChoose={() => setStart(each.name)}
              />
            ))}
          </div>
        </fieldset>
        {locale.status === 'failed' ? (
          <ErrorNotice error={locale.error} onRetry={() => open('locale', otherLanguage)} />
        ) : null}
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
