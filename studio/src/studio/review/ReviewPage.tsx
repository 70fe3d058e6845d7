import { Link } from '@tanstack/react-router';
import { ListChecks, RotateCcw, TriangleAlert } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import { Button, buttonClass } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import page from '../../ui/SettingsPage.module.css';
import { Bone } from '../../ui/Skeleton.tsx';
import { useDraftCheck, useStudioDraft } from '../draft/StudioDraft.ts';
import { ProblemList } from '../frame/ProblemList.tsx';
import { ApplyPanel } from './ApplyPanel.tsx';
import { DocumentChanges } from './DocumentChanges.tsx';
import { DraftConflicts } from './DraftConflicts.tsx';
import { PlanView } from './PlanView.tsx';
import { PromoteChoices } from './PromoteChoices.tsx';
import styles from './ReviewPage.module.css';
import { changeErrorText } from './refusalText.ts';

/** Everything that the draft changes and what comes of it, in words; and the way to apply it. */
export function ReviewPage() {
  const { t } = useTranslation();
  const { changes, discard } = useStudioDraft();
  if (changes.length === 0) {
    return (
      <div className={page.page}>
        <PageHeader title={t('studio.tab.review')} />
        <div className={page.body}>
          <Notice
            icon={<ListChecks size={20} aria-hidden />}
            title={t('studio.nothingChanged')}
            text={t('studio.nothingChangedText')}
            actions={
              <>
                <Link to="/studio" className={buttonClass({ look: 'main' })}>
                  {t('studio.tab.entities')}
                </Link>
                <Link to="/studio/history" className={buttonClass()}>
                  {t('studio.tab.history')}
                </Link>
              </>
            }
          />
        </div>
      </div>
    );
  }
  return (
    <div className={page.page}>
      <PageHeader title={t('studio.tab.review')}>
        <Button icon={<RotateCcw size={14} aria-hidden />} onClick={() => discard()}>
          {t('studio.discardAll')}
        </Button>
      </PageHeader>
      <div className={page.body}>
        <div className={styles.columns}>
          <div className={styles.main}>
            <DraftConflicts />
            <Changes />
            <PromoteChoices />
            <Outcome />
          </div>
          <ApplyPanel />
        </div>
      </div>
    </div>
  );
}

function Changes() {
  const { t } = useTranslation();
  const { changes, discard } = useStudioDraft();
  return (
    <section className={styles.section} aria-label={t('studio.whatChanges')}>
      <h2 className={styles.heading}>{t('studio.whatChanges')}</h2>
      {changes.map(({ kind, name, saved, current }) => (
        <DocumentChanges key={`${kind}/${name}`} kind={kind} name={name} before={saved} after={current}>
          <Button look="quiet" onClick={() => discard(kind, name)}>
            {t('studio.discard')}
          </Button>
        </DocumentChanges>
      ))}
    </section>
  );
}

/** What the server says of it. */
function Outcome() {
  const { t } = useTranslation();
  const model = useModel();
  const { isChecking, problems, plan, error } = useDraftCheck();
  // The last answer stays in sight until the next is there.
  const last = useRef(plan);
  last.current = plan ?? last.current;
  const shown = last.current;
  if (problems.length > 0) {
    return (
      <section className={styles.problems} role="alert" aria-label={t('studio.problems', { count: problems.length })}>
        <h2 className={styles.warningTitle}>
          <TriangleAlert size={16} aria-hidden />
          {t('studio.problems', { count: problems.length })}
        </h2>
        <ProblemList problems={problems} />
      </section>
    );
  }
  if (error !== undefined && error !== null) {
    return (
      <p className={styles.problems} role="alert">
        {changeErrorText(t, error, model)}
      </p>
    );
  }
  if (shown) {
    return (
      <div className={styles.main} aria-busy={isChecking}>
        <PlanView plan={shown} canChoose />
      </div>
    );
  }
  return (
    <div className={styles.section} role="status" aria-busy={isChecking} aria-label={t('studio.checking')}>
      <Bone width="160px" height="16px" />
      <Bone height="90px" />
    </div>
  );
}
