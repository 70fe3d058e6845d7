import { useTranslation } from 'react-i18next';
import { textAt } from '../../entities/document/members.ts';
import { BothTexts } from '../../entities/inspector/BothTexts.tsx';
import { IconButton } from '../../entities/inspector/IconButton.tsx';
import styles from '../../entities/inspector/inspector.module.css';
import { Toggle } from '../../entities/inspector/Toggle.tsx';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { useInputPlace } from './InputPlace.ts';
import { LimitsPart } from './LimitsPart.tsx';
import { RetentionPart } from './RetentionPart.tsx';
import { RunAsLines } from './RunAsLines.tsx';
import { VariablesPart } from './VariablesPart.tsx';

/** What holds for the workflow as a whole. */
export function WorkflowSettings() {
  const { t } = useTranslation();
  const { document, name, problems, otherText, setOtherText, setEnglish } = useWorkflowDesign();
  const { set } = useInputPlace();
  const title = textAt(document, 'title') ?? '';
  const description = textAt(document, 'description');
  const whole = problems.filter(({ pointer }) => pointer === '' || pointer === '/');
  return (
    <>
      <header className={styles.head}>
        <IconButton icon={textAt(document, 'icon') ?? 'workflow'} onChange={(icon) => set(['icon'], icon)} />
        <h2 className={styles.headTitle}>{t('workflows.settings')}</h2>
      </header>
      <div className={styles.basics}>
        {whole.map(({ message }) => (
          <p key={message} className={styles.problem} role="alert">
            {message}
          </p>
        ))}
        <Toggle
          label={t('workflows.enabled')}
          help={t('workflows.enabledHelp')}
          isOn={document.enabled !== false}
          onChange={(isOn) => set(['enabled'], isOn ? undefined : false)}
        />
        <BothTexts
          label={t('designer.title')}
          en={title}
          other={otherText(title)}
          problem={title.trim() === '' ? t('workflows.titleNeeded') : undefined}
          maxLength={200}
          onEn={(text) => setEnglish({ ...document, title: text }, title, text, `${name} title`)}
          onOther={(text) => {
            if (title === '') setEnglish({ ...document, title: text }, undefined, text, `${name} title`);
            else setOtherText(title, text, `${name} other title`);
          }}
        />
        <BothTexts
          label={t('formDesigner.description')}
          en={description ?? ''}
          other={otherText(description)}
          isLong
          maxLength={1000}
          onEn={(text) => {
            const { description: _, ...rest } = document;
            setEnglish(text === '' ? rest : { ...document, description: text }, description, text, `${name} about`);
          }}
          onOther={(text) => description !== undefined && setOtherText(description, text, `${name} other about`)}
        />
        <RunAsLines />
      </div>
      <VariablesPart />
      <LimitsPart />
      <RetentionPart />
    </>
  );
}
