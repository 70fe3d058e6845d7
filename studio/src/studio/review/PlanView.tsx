import { useTranslation } from 'react-i18next';
import type { Plan } from '../../api/changesets.ts';
import { DependantList } from './DependantList.tsx';
import { LayerConflicts } from './LayerConflicts.tsx';
import { OperationList } from './OperationList.tsx';
import styles from './ReviewPage.module.css';
import { WarningList } from './WarningList.tsx';

interface PlanViewProps {
  readonly plan: Plan;
  /** What becomes of values that do not fit can be chosen. Default: false. */
  readonly canChoose?: boolean;
}

/** What a change-set does beside what it says: to the data, to other documents, to what packages say. */
export function PlanView({ plan, canChoose = false }: PlanViewProps) {
  const { t } = useTranslation();
  return (
    <>
      <section className={styles.section} aria-label={t('studio.data')}>
        <h2 className={styles.heading}>{t('studio.data')}</h2>
        <OperationList plan={plan} canChoose={canChoose} />
      </section>
      {plan.warnings.length > 0 ? (
        <section className={styles.section} aria-label={t('studio.warnings')}>
          <h2 className={styles.heading}>{t('studio.warnings')}</h2>
          <p className={styles.about}>{t('studio.warningsText')}</p>
          <WarningList plan={plan} />
        </section>
      ) : null}
      {plan.dependants.length > 0 ? (
        <section className={styles.section} aria-label={t('studio.dependants')}>
          <h2 className={styles.heading}>{t('studio.dependants')}</h2>
          <p className={styles.about}>{t('studio.dependantsText')}</p>
          <DependantList plan={plan} />
        </section>
      ) : null}
      {plan.conflicts.length > 0 ? (
        <section className={styles.section} aria-label={t('studio.layers')}>
          <h2 className={styles.heading}>{t('studio.layers')}</h2>
          <p className={styles.about}>{t('studio.layersText')}</p>
          <LayerConflicts plan={plan} />
        </section>
      ) : null}
    </>
  );
}
