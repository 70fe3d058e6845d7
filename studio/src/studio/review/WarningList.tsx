import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Plan, PlanWarning } from '../../api/changesets.ts';
import { titleOf } from '../frame/documentTitle.ts';
import styles from './DependantList.module.css';
import { warningText } from './warningText.ts';

/** What documents of the plan need and is not there yet, by document. */
export function WarningList({ plan }: { readonly plan: Plan }) {
  const groups = Map.groupBy(plan.warnings, ({ kind, name }) => `${kind}/${name}`);
  return (
    <ul className={styles.list}>
      {[...groups].map(([key, warnings]) => (
        <WarningGroup key={key} plan={plan} warnings={warnings} />
      ))}
    </ul>
  );
}

function WarningGroup({ plan, warnings }: { readonly plan: Plan; readonly warnings: readonly PlanWarning[] }) {
  const { t } = useTranslation();
  const [first] = warnings;
  if (!first) return null;
  const { kind, name } = first;
  const document = plan.changes.find((change) => change.kind === kind && change.name === name)?.after ?? null;
  return (
    <li className={styles.group}>
      <div className={styles.head}>
        <span className={styles.title}>{titleOf(t, kind, name, document)}</span>
      </div>
      <ul>
        {warnings.map((warning) => (
          <li key={`${warning.pointer} ${warning.code}`} className={styles.dependant}>
            <TriangleAlert size={14} aria-hidden className={styles.open} />
            <span>{warningText(t, warning)}</span>
            <code className={styles.pointer}>{warning.pointer}</code>
          </li>
        ))}
      </ul>
    </li>
  );
}
